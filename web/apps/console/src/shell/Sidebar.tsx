import { Icon, type IconName } from '@openline/ui'
import { Link } from '@tanstack/react-router'
import { Suspense, type ReactNode } from 'react'
import { lazily } from '../app/lazily'
import { VIEWS } from '../app/places'
import { useText } from '../i18n/text'
import { AccountMenu } from './AccountMenu'
import { useDesk } from './LiveProvider'
import { PresenceControl } from './PresenceControl'
import styles from './Sidebar.module.css'
import { useWholeCount } from './useWholeCount'

const DemoControl = lazily(() => import('./DemoControl').then((module) => ({ default: module.DemoControl })))

const VIEW_ICONS = { new: 'clock', mine: 'inbox', all: 'layers' } as const satisfies Record<string, IconName>

function Entry({ icon, label, end }: { icon: IconName; label: string; end?: ReactNode }) {
  return (
    <>
      <Icon name={icon} size={17} />
      <span className={styles.label}>{label}</span>
      {end}
    </>
  )
}

function DeskViews() {
  const text = useText()
  const counts = useDesk((desk) => desk.counts)
  const unread = useUnread()
  useWholeCount()
  return (
    <ul className={styles.list}>
      {VIEWS.map((view) => (
        <li key={view}>
          <Link
            to="/desk/$view/{-$conversationId}"
            params={{ view }}
            className={styles.link}
            activeProps={{ 'data-active': true, 'aria-current': 'page' }}
            activeOptions={{ exact: false, includeSearch: false }}
          >
            <Entry icon={VIEW_ICONS[view]} label={text(`view.${view}`)} end={
              counts[view] > 0 && (
                <span className={styles.count} data-hot={view === 'new' || (view === 'mine' && unread > 0) || undefined}>
                  {counts[view]}
                  {view === 'mine' && unread > 0 && <span className={styles.dot} aria-label={text('view.unread', { count: unread })} role="img" />}
                </span>
              )
            } />
          </Link>
        </li>
      ))}
    </ul>
  )
}

/** Messages waiting in my own conversations. */
function useUnread(): number {
  const rows = useDesk((desk) => desk.conversations)
  const me = useDesk((desk) => desk.me.person.id)
  return Object.values(rows).reduce((sum, row) => (row.session?.phase === 'active' && row.session.owner_id === me ? sum + row.unread : sum), 0)
}

/** The first three are for supervisors, too. */
const PAGES = [
  { to: '/board/{-$channelId}', icon: 'device', key: 'nav.board' },
  { to: '/sessions', icon: 'clock', key: 'nav.sessions' },
  { to: '/canned', icon: 'copy', key: 'nav.canned' },
  { to: '/contact-center', icon: 'phone', key: 'nav.contact_center' },
  { to: '/channels', icon: 'chat', key: 'nav.channels' },
  { to: '/people', icon: 'users', key: 'nav.people' },
  { to: '/company', icon: 'layers', key: 'nav.company' },
  { to: '/bots', icon: 'send', key: 'nav.bots' },
  { to: '/tokens', icon: 'key', key: 'nav.tokens' },
] as const

/** `top` stands beside the account. */
export function Sidebar({ top }: { top?: ReactNode }) {
  const text = useText()
  const me = useDesk((desk) => desk.me)
  return (
    <nav className={styles.sidebar} aria-label={text('shell.menu')}>
      <div className={styles.top}>
        <AccountMenu me={me} />
        {top}
      </div>
      <PresenceControl />
      <h2 className={styles.heading}>{text('nav.desk')}</h2>
      <DeskViews />
      {me.person.role !== 'agent' && (
        <>
          <h2 className={styles.heading}>{text('nav.console')}</h2>
          <ul className={styles.list}>
            {PAGES.slice(0, me.person.role === 'administrator' ? PAGES.length : 3).map(({ to, icon, key }) => (
              <li key={to}>
                <Link to={to} className={styles.link} activeProps={{ 'data-active': true }}>
                  <Entry icon={icon} label={text(key)} />
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
      <div className={styles.space} />
      {me.account.demo && <Suspense><DemoControl /></Suspense>}
    </nav>
  )
}
