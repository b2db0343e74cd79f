import type { Channel, Connection } from '@openline/api'
import { Button, TextInput } from '@mantine/core'
import { Avatar, EmptyState, Icon, Tag } from '@openline/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { allPages } from '../../app/allPages'
import { useApi } from '../../app/core'
import { useText } from '../../i18n/text'
import { Page } from '../../parts/Page'
import { QueryState } from '../../parts/QueryState'
import { useDesk } from '../../shell/LiveProvider'
import { byChannel, FILTERS, found, isBroken, type Filter } from './channelList'
import styles from './ChannelsPage.module.css'
import { NewChannel } from './NewChannel'
import { PlatformIcon } from './setup/Picker'
import { useConnectors } from './setup/words'

const FACES = 3

export function ChannelsPage() {
  const text = useText()
  const api = useApi()
  const channels = useQuery({ queryKey: ['channels'], queryFn: () => allPages(api.channels) })
  const actions = channels.data && (
    <>
      <Button variant="default" component={Link} to="/settings-as-code">{text('channels.as_code')}</Button>
      <NewChannel channels={channels.data.items} />
    </>
  )
  return (
    <Page title={text('nav.channels')} lead={text('channels.lead')} actions={actions}>
      <QueryState query={channels}>
        {({ items }) => items.length === 0
          ? <EmptyState icon="chat" title={text('channels.none')}>{text('channels.none_help')}</EmptyState>
          : <ChannelList items={items} />}
      </QueryState>
    </Page>
  )
}

/** What they are reached by is read beside them: without it the list says less, not nothing. */
function ChannelList({ items }: { items: readonly Channel[] }) {
  const text = useText()
  const api = useApi()
  const connections = useQuery({ queryKey: ['connections', 'all'], queryFn: api.allConnections })
  const places = useMemo(() => byChannel(connections.data?.items ?? []), [connections.data])
  const [words, setWords] = useState('')
  const [filter, setFilter] = useState<Filter>('all')
  const shown = found(items, places, words, filter)
  return (
    <>
      <div className={styles.tools}>
        <TextInput
          className={styles.find} type="search" aria-label={text('channels.find')} placeholder={text('channels.find')}
          leftSection={<Icon name="search" size={15} />} value={words} onChange={(event) => setWords(event.currentTarget.value)}
        />
        <div className={styles.filters} role="group" aria-label={text('channels.filters')}>
          {FILTERS.map((one) => (
            <button key={one} type="button" aria-pressed={filter === one} onClick={() => setFilter(one)}>
              {text(`channels.filter.${one}`)} {found(items, places, '', one).length}
            </button>
          ))}
        </div>
      </div>
      {shown.length === 0
        ? <EmptyState icon="search" title={text('channels.none_found')}>{text('channels.none_found_help')}</EmptyState>
        : <ul className={styles.list}>{shown.map((channel) => <li key={channel.id}><ChannelRow channel={channel} connections={places.get(channel.id) ?? []} /></li>)}</ul>}
    </>
  )
}

function ChannelRow({ channel, connections }: { channel: Channel; connections: readonly Connection[] }) {
  const text = useText()
  return (
    <Link className={styles.row} to="/channels/$channelId/$tab" params={{ channelId: channel.id, tab: 'queue' }}>
      <span className={styles.name}>
        <b>{channel.name}</b>
        {!channel.active && <Tag tone="warn">{text('channels.off')}</Tag>}
      </span>
      <Faces channel={channel} />
      <Places channel={channel} connections={connections} />
      <span className={styles.figures}>
        <span className={styles.fact} data-hot={channel.waiting > 0 || undefined}>{text('channels.waiting', { count: channel.waiting })}</span>
        <span className={styles.fact}>{text('channels.open', { count: channel.open })}</span>
      </span>
      <Icon name="back" size={16} className={styles.chevron} />
    </Link>
  )
}

function Faces({ channel }: { channel: Channel }) {
  const text = useText()
  const people = useDesk((desk) => desk.people)
  return (
    <span className={styles.faces} role="img" aria-label={text('channels.agents', { count: channel.queue.length })}>
      {channel.queue.slice(0, FACES).map((member) => (
        <Avatar key={member.id} name={member.name} seed={member.id} size={26} presence={people[member.id]?.presence ?? member.presence} />
      ))}
      {channel.queue.length > FACES && <small>+{channel.queue.length - FACES}</small>}
      {channel.queue.length === 0 && <Tag tone="danger">{text('channels.no_agents')}</Tag>}
    </span>
  )
}

function Places({ channel, connections }: { channel: Channel; connections: readonly Connection[] }) {
  const text = useText()
  const connectors = useConnectors()
  const titleOf = (id: string) => connectors.data?.items.find((one) => one.id === id)?.texts.title ?? id
  if (channel.connections === 0) return <span className={styles.fact}><Tag tone="warn">{text('channels.not_connected')}</Tag></span>
  return (
    <span className={styles.places}>
      {connections.map((one) => (
        <span key={one.id} role="img" aria-label={titleOf(one.connector)} title={titleOf(one.connector)}>
          <PlatformIcon connector={connectors.data?.items.find(({ id }) => id === one.connector)} size={16} small />
        </span>
      ))}
      {connections.length === 0 && <span className={styles.fact}>{text('channels.connections', { count: channel.connections })}</span>}
      {connections.some(isBroken) && <Tag tone="danger">{text('channels.attention')}</Tag>}
    </span>
  )
}
