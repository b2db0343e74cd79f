import type { Channel, Connection } from '@openline/api'
import { Button, Modal } from '@mantine/core'
import { EmptyState, Icon } from '@openline/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import { useApi } from '../../app/core'
import { lazily } from '../../app/lazily'
import { useRefusal } from '../../app/refusal'
import { MoreTexts } from '../../i18n/MoreTexts'
import { useText } from '../../i18n/text'
import { QueryState } from '../../parts/QueryState'
import styles from './Channels.module.css'
import { PlatformCard } from './PlatformCard'
import { Notice } from './setup/Notice'
import { useConnectors } from './setup/words'
import { WidgetCard } from './WidgetCard'
import { WidgetForm } from './WidgetForm'
import type { WidgetValues } from './widgetValues'

const SetupModal = lazily(() => import('./setup/SetupModal'))
const WIDGET = 'webchat'

const SETUP = ['setup'] as const

export function ConnectionsTab({ channel }: { channel: Channel }) {
  const api = useApi()
  const query = useQuery({ queryKey: ['connections', channel.id], queryFn: () => api.connections(channel.id) })
  return <MoreTexts parts={SETUP}><QueryState query={query}>{({ items }) => <Connections channel={channel} items={items} />}</QueryState></MoreTexts>
}

/** Where setting up stands, in the address: going back closes it, and a link leads to what has to be mended. */
function useSetup() {
  const { setup, platform, mend } = useSearch({ from: '/inside/console/channels/$channelId/$tab' })
  const navigate = useNavigate({ from: '/channels/$channelId/$tab' })
  const go = (search: { setup?: string; platform?: string; mend?: string }) => void navigate({ search, resetScroll: false })
  const leave = ({ channel_id: channelId }: Connection, search: { setup?: string } = {}) =>
    void navigate({ to: '/channels/$channelId/$tab', params: { channelId, tab: 'connections' }, search })
  return { setup: setup ?? null, platform: platform ?? null, mend: mend ?? null, go, leave, close: () => go({}) }
}

function Connections({ channel, items }: { channel: Channel; items: readonly Connection[] }) {
  const text = useText()
  const { setup, platform, mend, go, leave, close } = useSetup()
  const connectors = useConnectors()
  const adding = setup === 'new' && platform === WIDGET
  const connect = <Button leftSection={<Icon name="plus" size={16} />} onClick={() => go({ setup: 'new' })}>{text('connections.connect')}</Button>
  return (
    <>
      {!channel.active && items.length > 0 && <div className={styles.off}><Notice tone="warn">{text('connections.channel_off')}</Notice></div>}
      {items.length === 0
        ? <EmptyState icon="globe" title={text('connections.none')} action={connect}>{text('connections.none_help')}</EmptyState>
        : <div className={styles.connect}>{connect}</div>}
      {items.map((connection) => (connection.connector === WIDGET ? <WidgetCard key={connection.id} connection={connection} /> : (
        <PlatformCard
          key={connection.id} connection={connection} connector={connectors.data?.items.find(({ id }) => id === connection.connector)}
          onSetUp={() => go({ setup: connection.id })} onMend={(field) => go({ setup: connection.id, mend: field })}
        />
      )))}
      {setup !== null && !adding && (
        <Suspense fallback={null}>
          <SetupModal
            key={setup} channel={channel} connectionId={setup === 'new' ? null : setup} platform={platform} mend={mend} taken={items.map(({ connector }) => connector)}
            onPickWidget={() => go({ setup: 'new', platform: WIDGET })} onElsewhere={(made) => leave(made, { setup: made.id })} onClose={close}
          />
        </Suspense>
      )}
      {adding && (
        <ConnectWidget
          channel={channel} taken={items.some(({ connector }) => connector === WIDGET)}
          onMade={(made) => (made.channel_id === channel.id ? close() : leave(made))} onClose={close}
        />
      )}
    </>
  )
}

interface ConnectWidgetProps {
  channel: Channel
  /** This channel has one: another gets a channel of its own. */
  taken: boolean
  onMade: (connection: Connection) => void
  onClose: () => void
}

function ConnectWidget({ channel, taken, onMade, onClose }: ConnectWidgetProps) {
  const text = useText()
  const api = useApi()
  const queries = useQueryClient()
  const refuse = useRefusal()
  const [key] = useState(() => crypto.randomUUID())
  const connect = useMutation({
    mutationFn: (config: WidgetValues) => api.connect({ channel_id: channel.id, connector: WIDGET, config: { ...config }, new_channel: taken }, key),
    onSuccess: async (made) => {
      await queries.invalidateQueries({ queryKey: ['connections'] })
      void queries.invalidateQueries({ queryKey: ['channels'] })
      onMade(made)
    },
    onError: refuse,
  })
  return (
    <Modal opened onClose={onClose} title={text('connections.connect_widget')} closeButtonProps={{ 'aria-label': text('action.close') }}>
      {taken && <p className={styles.hint}>{text('setup.one_each_help')}</p>}
      <WidgetForm
        start={{ title: '', color: '#574dd0', allowed_origins: [] }}
        action={text('connections.connect_do')}
        busy={connect.isPending}
        onSave={(values) => connect.mutate(values)}
      />
    </Modal>
  )
}
