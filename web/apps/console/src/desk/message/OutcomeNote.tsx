import type { Failure, Loss, Message } from '@openline/api'
import { Button } from '@mantine/core'
import { answered } from '@openline/stream'
import { Icon } from '@openline/ui'
import { useState } from 'react'
import { useApi } from '../../app/core'
import { useRefusal } from '../../app/refusal'
import { useText, useWords } from '../../i18n/text'
import { useDesk, useDeskUpdate } from '../../shell/LiveProvider'
import { maySendAgain, outcomeOf } from './outcome'
import styles from './Parts.module.css'

/** Says in words what happened to a message of ours, whose side it is on, and offers what can be done. */
export function OutcomeNote({ message }: { message: Message }) {
  const text = useText()
  const mine = useDesk((desk) => maySendAgain(desk, message))
  const outcome = outcomeOf(message)
  if (!outcome) return null
  return (
    <div className={styles.outcome} data-kind={outcome.kind}>
      {outcome.kind === 'failed' && <Why failure={outcome.failure} />}
      {outcome.kind === 'unknown' && <p>{text('outcome.unknown')}</p>}
      {outcome.kind === 'partly' && <Lost lost={outcome.failure.lost} />}
      {mine && <SendAgain message={message} />}
    </div>
  )
}

function Why({ failure }: { failure: Failure | null }) {
  const text = useText()
  const words = useWords()
  if (!failure) return <p>{text('delivery.failed')}</p>
  const said = words('failure', failure.code) ?? text(`outcome.why.${failure.blame}`)
  return (
    <>
      <p><b>{text('outcome.failed', { why: said })}</b></p>
      <p>{text(`outcome.blame.${failure.blame}`)}</p>
      {failure.text && <small>{text('outcome.platform', { words: failure.text })}</small>}
      <Lost lost={failure.lost} />
    </>
  )
}

function Lost({ lost }: { lost: readonly Loss[] }) {
  const text = useText()
  const words = useWords()
  return lost.length === 0 ? null : (
    <>
      <p>{text('outcome.lost')}</p>
      <ul>
        {lost.map(({ loss, name }) => (
          <li key={`${loss}:${name}`}>{name && <b>{name}: </b>}{words('loss', loss) ?? loss}</li>
        ))}
      </ul>
    </>
  )
}

function SendAgain({ message }: { message: Message }) {
  const text = useText()
  const api = useApi()
  const refuse = useRefusal()
  const update = useDeskUpdate()
  const [busy, setBusy] = useState(false)
  const run = () => {
    setBusy(true)
    api.sendAgain(message.id)
      .then((answer) => update((desk) => answered(desk, message, answer)), refuse)
      .finally(() => setBusy(false))
  }
  return (
    <Button size="compact-xs" variant="default" loading={busy} leftSection={<Icon name="retry" size={13} />} onClick={run}>
      {text('outcome.again')}
    </Button>
  )
}
