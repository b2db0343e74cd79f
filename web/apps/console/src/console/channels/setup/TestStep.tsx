import type { Connection, Connector, Message, TestReply } from '@openline/api'
import { Button, Loader, Textarea } from '@mantine/core'
import { Icon } from '@openline/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../../app/core'
import { refusalText } from '../../../app/refusal'
import { useText } from '../../../i18n/text'
import { Notice } from './Notice'
import styles from './Setup.module.css'
import { useFirstWriter } from './useFirstWriter'
import { useConnectorWords } from './words'

const LOOK_MS = 1_000
const MAX_TEXT = 500

interface TestStepProps {
  connector: Connector
  connection: Connection
  onDone: () => void
}

/** A reply goes the whole way, and how it fared is seen. */
export function TestStep({ connector, connection, onDone }: TestStepProps) {
  const text = useText()
  const api = useApi()
  const words = useConnectorWords(connector)
  const writer = useFirstWriter(connection, true)
  const [reply, setReply] = useState(() => text('setup.test_text'))
  const [key, setKey] = useState(() => crypto.randomUUID())
  const send = useMutation({
    mutationFn: (conversationId: string) => api.testConnection(connection.id, { conversation_id: conversationId, text: reply }, key),
    onSuccess: () => setKey(crypto.randomUUID()),
  })
  const message = useFate(send.data)
  const arrived = message !== null && (message.state === 'sent' || message.state === 'delivered' || message.state === 'read')
  return (
    <div className={styles.step}>
      <p className={styles.lead}>{writer ? text('setup.test_lead', { name: writer.contact.name ?? text('author.customer') }) : text('setup.test_nobody')}</p>
      <Textarea label={text('setup.test_label')} value={reply} maxLength={MAX_TEXT} autosize minRows={2} onChange={(event) => setReply(event.currentTarget.value)} disabled={!writer} />
      {send.error && <Notice tone="danger" alert>{refusalText(text, send.error)}</Notice>}
      {send.data && <Fate message={message} arrived={arrived} title={words.title} />}
      <div className={styles.actions}>
        <Button variant={arrived ? 'default' : 'filled'} loading={send.isPending} disabled={!writer || reply.trim() === ''} onClick={() => writer && send.mutate(writer.id)}>
          {text(send.data ? 'setup.test_again' : 'setup.test_send')}
        </Button>
        <Button variant={arrived ? 'filled' : 'subtle'} {...(arrived ? {} : { color: 'gray' })} onClick={onDone}>{text(arrived ? 'setup.next' : 'setup.later')}</Button>
      </div>
    </div>
  )
}

/** The test as a message of its conversation, looked at until nothing more happens to it. */
function useFate(sent: TestReply | undefined): Message | null {
  const api = useApi()
  const found = useQuery({
    queryKey: ['test', sent?.message_id],
    queryFn: async () => (await api.messages(sent?.conversation_id ?? '', { limit: 20 })).items.find(({ id }) => id === sent?.message_id) ?? null,
    enabled: sent !== undefined,
    refetchInterval: (query) => (query.state.data && query.state.data.state !== 'sending' ? false : LOOK_MS),
  })
  return found.data ?? null
}

function Fate({ message, arrived, title }: { message: Message | null; arrived: boolean; title: string }) {
  const text = useText()
  if (message && !arrived && message.state !== 'sending') {
    return (
      <Notice tone="danger" alert title={text(message.state === 'unknown' ? 'setup.test_unknown' : 'setup.test_failed')}>
        {message.failure?.text}
      </Notice>
    )
  }
  return (
    <div className={styles.signal} data-came={arrived || undefined} role="status">
      {arrived ? <Icon name="check" size={20} /> : <Loader size={18} type="dots" aria-hidden />}
      <b>{text(arrived ? 'setup.test_arrived' : 'setup.test_sending', { platform: title })}</b>
    </div>
  )
}
