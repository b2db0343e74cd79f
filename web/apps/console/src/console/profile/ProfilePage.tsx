import { useText } from '../../i18n/text'
import { Page } from '../../parts/Page'
import { AboutMe } from './AboutMe'
import { AttentionCard } from './AttentionCard'
import { LoginsCard } from './LoginsCard'
import { PasswordCard } from './PasswordCard'
import { RoutingCard } from './RoutingCard'

export function ProfilePage() {
  const text = useText()
  return (
    <Page title={text('nav.profile')}>
      <AboutMe />
      <RoutingCard />
      <AttentionCard />
      <PasswordCard />
      <LoginsCard />
    </Page>
  )
}
