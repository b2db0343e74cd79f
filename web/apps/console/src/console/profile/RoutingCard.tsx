import type { ChannelRouting } from '@openline/api'
import { Tag } from '@openline/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useApi } from '../../app/core'
import { useText, useWords } from '../../i18n/text'
import { Card } from '../../parts/Page'
import { QueryState } from '../../parts/QueryState'
import { useDesk } from '../../shell/LiveProvider'
import styles from './Profile.module.css'

/** Why nothing is offered to me, channel by channel, in the words of whoever decides it. */
export function RoutingCard() {
  const text = useText()
  const api = useApi()
  const queries = useQueryClient()
  const { presence, person } = useDesk((desk) => desk.me)
  const query = useQuery({ queryKey: ['my routing'], queryFn: api.myRouting })
  const { paused, workday } = person
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: ['my routing'] })
  }, [queries, presence.state, paused, workday])
  return (
    <Card title={text('my_routing.title')} lead={text('my_routing.lead')}>
      <QueryState query={query}>
        {({ items }) => items.length === 0
          ? <p className={styles.none}>{text('my_routing.none')}</p>
          : <ul className={styles.routing}>{items.map((item) => <Row key={item.channel_id} item={item} />)}</ul>}
      </QueryState>
    </Card>
  )
}

/** More slots than anybody has hands: then only the load is worth saying. */
const UNLIMITED = 1_000

function Row({ item }: { item: ChannelRouting }) {
  const text = useText()
  const words = useWords()
  const { channel_name: name, ready, reason, load, capacity, waiting } = item
  const held = capacity >= UNLIMITED ? text('queue.load_free', { load }) : text('queue.load', { load, capacity })
  return (
    <li>
      <span className={styles.login}>
        <b>{name}</b>
        <small>{text('my_routing.facts', { held, waiting })}</small>
      </span>
      {ready ? <Tag tone="ok">{text('my_routing.ready')}</Tag> : <Tag tone="warn">{reason ? (words('reason', reason) ?? reason) : text('my_routing.not')}</Tag>}
    </li>
  )
}
