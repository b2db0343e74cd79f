import type { Connection, Connector } from '@openline/api'
import { Button, Loader } from '@mantine/core'
import { Icon } from '@openline/ui'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../../app/core'
import { useNow } from '../../../app/useNow'
import { useText } from '../../../i18n/text'
import { Notice } from './Notice'
import styles from './Setup.module.css'
import { useFirstWriter } from './useFirstWriter'
import { useConnectorWords } from './words'

const ASK_AGAIN_MS = 5_000
/** After this long somebody who has written begins to wonder. */
const WONDER_MS = 20_000

interface WaitStepProps {
  connector: Connector
  connection: Connection
  onDone: () => void
  onBack: () => void
}

/** "Send us a message now": waits for the first one that the platform vouches for. */
export function WaitStep({ connector, connection, onDone, onBack }: WaitStepProps) {
  const text = useText()
  const words = useConnectorWords(connector)
  const came = connection.first_event_at !== null
  const writer = useFirstWriter(connection, came)
  return (
    <div className={styles.step}>
      <p className={styles.lead}>{text('setup.write_now', { account: connection.account?.name ?? words.title })}</p>
      {connection.account?.url && (
        <Button component="a" variant="default" href={connection.account.url} target="_blank" rel="noopener" leftSection={<Icon name="external" size={15} />}>
          {text('setup.open', { account: connection.account.name })}
        </Button>
      )}
      <div className={styles.signal} data-came={came || undefined} role="status">
        {came ? <Icon name="check" size={20} /> : <Loader size={18} type="dots" aria-hidden />}
        <span className={styles.said}>
          <b>{text(came ? 'setup.came' : 'setup.waiting')}</b>
          {writer?.last_message && <small>{text('setup.came_from', { name: writer.contact.name ?? text('author.customer'), words: writer.last_message.text })}</small>}
        </span>
      </div>
      {!came && <Doubts connector={connector} connection={connection} onBack={onBack} />}
      <div className={styles.actions}>
        {!came && <Button variant="subtle" color="gray" onClick={onDone}>{text('setup.later')}</Button>}
        <Button disabled={!came} onClick={onDone} data-autofocus>{text('setup.next')}</Button>
      </div>
    </div>
  )
}

/** Asks the platform while nothing comes, and says what it says. */
function Doubts({ connector, connection, onBack }: Omit<WaitStepProps, 'onDone'>) {
  const text = useText()
  const api = useApi()
  const words = useConnectorWords(connector)
  const [since] = useState(() => Date.now())
  const now = useNow()
  const check = useQuery({
    queryKey: ['check', connection.id], queryFn: () => api.checkConnection(connection.id), refetchInterval: ASK_AGAIN_MS, retry: false,
  })
  const { data } = check
  if (data?.refused) {
    return (
      <Notice tone="danger" alert title={text('setup.refused', { count: data.refused.count })}>
        <p className={styles.told}>{words.refusal(data.refused.reason)}</p>
        <Button size="xs" variant="default" onClick={onBack}>{text('setup.install_again')}</Button>
      </Notice>
    )
  }
  if (data && data.state !== 'ok') {
    return (
      <Notice tone="danger" alert title={text('setup.trouble', { platform: words.title })}>
        <p className={styles.told}>{words.health(data.detail)}</p>
        <Button size="xs" variant="default" onClick={onBack}>{text('setup.back_to_fix')}</Button>
      </Notice>
    )
  }
  if (now - since < WONDER_MS) return null
  return (
    <Notice tone="plain" title={text('setup.nothing_yet')}>
      <ul className={styles.facts}>
        <li>{text('setup.nothing.account', { account: connection.account?.name ?? words.title })}</li>
        <li>{text('setup.nothing.other_program', { platform: words.title })}</li>
        {connection.hook_url && connection.installed?.done.includes('webhook') && <li>{text('setup.nothing.reach', { url: connection.hook_url })}</li>}
      </ul>
    </Notice>
  )
}
