import type { Connection } from '@openline/api'
import { Icon } from '@openline/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useApi } from '../app/core'
import { useText } from '../i18n/text'
import { useDesk } from './LiveProvider'
import styles from './Sidebar.module.css'

const broken = ({ active, state }: Connection) => active && (state === 'reauth' || state === 'degraded' || state === 'down')

/** Tells administrators on every page that customers of a messenger may not be heard. */
export function ConnectionsBanner() {
  const administrator = useDesk((desk) => desk.me.person.role === 'administrator')
  return administrator ? <Told /> : null
}

function Told() {
  const text = useText()
  const api = useApi()
  const found = useQuery({ queryKey: ['connections', 'all'], queryFn: api.allConnections })
  const bad = found.data?.items.filter(broken) ?? []
  const [first] = bad
  if (!first) return null
  return (
    <div className={styles.banner} data-tone="danger" role="status">
      <Icon name="alert" size={16} />
      <span>{text('connections.banner', { name: first.account?.name ?? first.name, count: bad.length - 1 })}</span>
      {bad.length > 1
        ? <Link to="/contact-center">{text('connections.look')}</Link>
        : <Link to="/channels/$channelId/$tab" params={{ channelId: first.channel_id, tab: 'connections' }}>{text('connections.look')}</Link>}
    </div>
  )
}
