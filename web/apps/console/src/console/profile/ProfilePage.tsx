import { MoreTexts } from '../../i18n/MoreTexts'
import { useText } from '../../i18n/text'
import { Page } from '../../parts/Page'
import { AboutMe } from './AboutMe'
import { AttentionCard } from './AttentionCard'
import { LoginsCard } from './LoginsCard'
import { PasswordCard } from './PasswordCard'
import { RoutingCard } from './RoutingCard'

/** The words of single keys stand with the desk's. */
const PARTS = ['hand'] as const

export function ProfilePage() {
  const text = useText()
  return (
    <Page title={text('nav.profile')}>
      <AboutMe />
      <RoutingCard />
      <MoreTexts parts={PARTS}><AttentionCard /></MoreTexts>
      <PasswordCard />
      <LoginsCard />
    </Page>
  )
}
