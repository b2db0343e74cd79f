import { useText } from '../../i18n/text'
import { Page } from '../../parts/Page'
import { AboutMe } from './AboutMe'
import { AttentionCard } from './AttentionCard'
import { LoginsCard } from './LoginsCard'
import { PasswordCard } from './PasswordCard'

export function ProfilePage() {
  const text = useText()
  return (
    <Page title={text('nav.profile')}>
      <AboutMe />
      <AttentionCard />
      <PasswordCard />
      <LoginsCard />
    </Page>
  )
}
