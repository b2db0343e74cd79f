import type { Channel } from '@openline/api'
import { Button } from '@mantine/core'
import { Avatar, EmptyState, Icon, Tag } from '@openline/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { allPages } from '../../app/allPages'
import { useApi } from '../../app/core'
import { useRefusal } from '../../app/refusal'
import { useText } from '../../i18n/text'
import { Page } from '../../parts/Page'
import { QueryState } from '../../parts/QueryState'
import { useDesk } from '../../shell/LiveProvider'
import styles from './Channels.module.css'

const FACES = 5

export function ChannelsPage() {
  const text = useText()
  const api = useApi()
  const channels = useQuery({ queryKey: ['channels'], queryFn: () => allPages(api.channels) })
  return (
    <Page title={text('nav.channels')} lead={text('channels.lead')} actions={<NewChannel />}>
      <QueryState query={channels}>
        {({ items }) => items.length === 0 ? (
          <EmptyState icon="chat" title={text('channels.none')}>{text('channels.none_help')}</EmptyState>
        ) : (
          <ul className={styles.list}>
            {items.map((channel) => <li key={channel.id}><ChannelRow channel={channel} /></li>)}
          </ul>
        )}
      </QueryState>
    </Page>
  )
}

/** The server gives it a name; the page that opens lets one change it. */
function NewChannel() {
  const text = useText()
  const api = useApi()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const refuse = useRefusal()
  const [key, setKey] = useState(() => crypto.randomUUID())
  const create = useMutation({
    mutationFn: () => api.createChannel({}, key),
    onSuccess: async (channel) => {
      setKey(crypto.randomUUID())
      await queries.invalidateQueries({ queryKey: ['channels'] })
      void navigate({ to: '/channels/$channelId/$tab', params: { channelId: channel.id, tab: 'queue' } })
    },
    onError: refuse,
  })
  return (
    <Button leftSection={<Icon name="plus" size={16} />} loading={create.isPending} onClick={() => create.mutate()}>
      {text('channels.new')}
    </Button>
  )
}

function ChannelRow({ channel }: { channel: Channel }) {
  const text = useText()
  const people = useDesk((desk) => desk.people)
  return (
    <Link className={styles.row} to="/channels/$channelId/$tab" params={{ channelId: channel.id, tab: 'queue' }}>
      <span className={styles.name}>
        <b>{channel.name}</b>
        {!channel.active && <Tag tone="warn">{text('channels.off')}</Tag>}
      </span>
      <span className={styles.faces} role="img" aria-label={text('channels.agents', { count: channel.queue.length })}>
        {channel.queue.slice(0, FACES).map((member) => (
          <Avatar key={member.id} name={member.name} seed={member.id} size={26} presence={people[member.id]?.presence ?? member.presence} />
        ))}
        {channel.queue.length > FACES && <small>+{channel.queue.length - FACES}</small>}
        {channel.queue.length === 0 && <Tag tone="danger">{text('channels.no_agents')}</Tag>}
      </span>
      <span className={styles.fact}>
        {channel.connections === 0
          ? <Tag tone="warn">{text('channels.not_connected')}</Tag>
          : text('channels.connections', { count: channel.connections })}
      </span>
      <span className={styles.fact} data-hot={channel.waiting > 0 || undefined}>{text('channels.waiting', { count: channel.waiting })}</span>
      <Icon name="back" size={16} className={styles.chevron} />
    </Link>
  )
}
