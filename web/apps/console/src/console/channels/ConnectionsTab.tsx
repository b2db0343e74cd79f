import type { Channel, Connection } from '@openline/api'
import { Button, Modal } from '@mantine/core'
import { EmptyState, Icon } from '@openline/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../app/core'
import { useRefusal } from '../../app/refusal'
import { useText } from '../../i18n/text'
import { QueryState } from '../../parts/QueryState'
import { ConnectionCard } from './ConnectionCard'
import { WidgetForm, type WidgetValues } from './WidgetForm'

const WIDGET = 'webchat'

export function ConnectionsTab({ channel }: { channel: Channel }) {
  const api = useApi()
  const query = useQuery({ queryKey: ['connections', channel.id], queryFn: () => api.connections(channel.id) })
  return <QueryState query={query}>{({ items }) => <Connections channel={channel} items={items} />}</QueryState>
}

/** A channel has one connection of a kind. */
function Connections({ channel, items }: { channel: Channel; items: readonly Connection[] }) {
  const text = useText()
  const [adding, setAdding] = useState(false)
  const connect = <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setAdding(true)}>{text('connections.connect')}</Button>
  return (
    <>
      {items.length === 0 && <EmptyState icon="globe" title={text('connections.none')} action={connect}>{text('connections.none_help')}</EmptyState>}
      {items.map((connection) => <ConnectionCard key={connection.id} connection={connection} />)}
      {adding && <ConnectModal channel={channel} onClose={() => setAdding(false)} />}
    </>
  )
}

function ConnectModal({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const text = useText()
  const api = useApi()
  const queries = useQueryClient()
  const refuse = useRefusal()
  const [key] = useState(() => crypto.randomUUID())
  const connect = useMutation({
    mutationFn: (config: WidgetValues) => api.connect({ channel_id: channel.id, connector: WIDGET, config }, key),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['connections', channel.id] })
      void queries.invalidateQueries({ queryKey: ['channels'] })
      onClose()
    },
    onError: refuse,
  })
  return (
    <Modal opened onClose={onClose} title={text('connections.connect')} closeButtonProps={{ 'aria-label': text('action.close') }}>
      <WidgetForm
        start={{ title: channel.name, color: '#574dd0', allowed_origins: [] }}
        action={text('connections.connect_do')}
        busy={connect.isPending}
        onSave={(values) => connect.mutate(values)}
      />
    </Modal>
  )
}
