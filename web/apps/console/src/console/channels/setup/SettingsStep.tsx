import { isApiError, type Channel, type Connection, type Connector } from '@openline/api'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { useApi } from '../../../app/core'
import { refusalText } from '../../../app/refusal'
import { useText } from '../../../i18n/text'
import { Field } from './Field'
import { Obstacle } from './Obstacle'
import { changedConfig, problemsOf, refusedField, shownFields, startValues, type FormValues } from './form'
import { Notice } from './Notice'
import styles from './Setup.module.css'
import { useConnectorWords } from './words'

interface SettingsStepProps {
  channel: Channel
  connector: Connector
  connection: Connection | null
  /** The setting to begin with: what a failed check named. */
  mend: string | null
  /** How the platform is to reach us, before somebody chooses. */
  reach: Record<string, string>
  onDone: (connection: Connection) => void
  onClose: () => void
}

/** The connector's own settings; the platform is asked before anything is kept. */
export function SettingsStep({ channel, connector, connection, mend, reach, onDone, onClose }: SettingsStepProps) {
  const text = useText()
  const words = useConnectorWords(connector)
  // Later on, the way here is a setting like any other.
  const fields = shownFields(connector, mend !== null)
  const [start] = useState(() => startValues(fields, connection))
  const [values, setValues] = useState(start)
  const [problems, setProblems] = useState<Record<string, string>>({})
  const form = useRef<HTMLFormElement>(null)
  const focus = (key: string) => form.current?.querySelector<HTMLElement>(`[name="${CSS.escape(key)}"]`)?.focus()
  const send = useSend({ channel, connector, connection, reach }, onDone, (field, reason) => {
    setProblems({ [field]: reason })
    focus(field)
  })
  const begin = mend || fields.find((field) => field.required)?.key || fields[0]?.key
  useEffect(() => {
    if (begin) focus(begin)
  }, []) // eslint-disable-line react-hooks/exhaustive-deps -- once, when it opens
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const found = problemsOf(fields, values, connection)
    setProblems(found)
    const [first] = Object.keys(found)
    if (first) focus(first)
    else send.mutate({ values: changedConfig(fields, connection ? start : {}, values), newChannel: false })
  }
  const row = (key: string) => (problems[key] ? words.refusal(problems[key]) : null)
  const main = fields.filter((field) => field.required || field.key === mend)
  const more = fields.filter((field) => !main.includes(field))
  const control = (field: (typeof fields)[number]) => (
    <Field
      key={field.key} field={field} words={words} value={values[field.key] ?? ''} error={row(field.key)} connection={connection} first={field.key === begin}
      onChange={(value) => setValues((before: FormValues) => ({ ...before, [field.key]: value }))}
    />
  )
  const wrongBelow = more.some((field) => problems[field.key])
  return (
    <form ref={form} className={styles.step} onSubmit={submit} noValidate>
      {connection === null && words.help('guide') && <p className={styles.lead}>{words.help('guide')}</p>}
      {mend !== null && connection?.state_detail && <Notice tone="danger">{words.health(connection.state_detail)}</Notice>}
      {main.map(control)}
      {more.length > 0 && (main.length === 0 ? more.map(control) : (
        <details className={styles.more} open={wrongBelow || undefined}>
          <summary>{text('setup.more')}</summary>
          <div className={styles.fields}>{more.map(control)}</div>
        </details>
      ))}
      {send.error && <Trouble error={send.error} words={words.health} />}
      {send.error && <Obstacle error={send.error} title={words.title} busy={send.isPending} onNewChannel={() => send.mutate({ values: changedConfig(fields, {}, values), newChannel: true })} onLeave={onClose} />}
      <div className={styles.actions}>
        {send.isPending && <span role="status" className={styles.hint}>{text('setup.asking', { platform: words.title })}</span>}
        <Button type="submit" loading={send.isPending}>{text(connection ? 'setup.save' : 'setup.check')}</Button>
      </div>
    </form>
  )
}

/** What no field can say. */
function Trouble({ error, words }: { error: unknown; words: (word: string) => string }) {
  const text = useText()
  if (isApiError(error) && refusedField(error.data)) return null
  if (isApiError(error, 'connection_exists') || isApiError(error, 'account_connected')) return null
  const reason = isApiError(error, 'platform_unreachable') && typeof error.data.reason === 'string' ? words(error.data.reason) : null
  return <Notice tone="danger" alert>{reason ?? refusalText(text, error)}</Notice>
}

interface Ground {
  channel: Channel
  connector: Connector
  connection: Connection | null
  reach: Record<string, string>
}

function useSend({ channel, connector, connection, reach }: Ground, onDone: (made: Connection) => void, onField: (field: string, reason: string) => void) {
  const api = useApi()
  const queries = useQueryClient()
  const keys = useRef(new Map<string, string>())
  return useMutation({
    mutationFn: ({ values, newChannel }: { values: Connection['config']; newChannel: boolean }) => {
      if (connection) return Object.keys(values).length === 0 ? Promise.resolve(connection) : api.changeConnection(connection.id, { config: values })
      const body = { channel_id: channel.id, connector: connector.id, config: { ...reach, ...values }, new_channel: newChannel }
      // The same request again is the same one; a changed one is another.
      const known = JSON.stringify(body)
      const key = keys.current.get(known) ?? crypto.randomUUID()
      keys.current.set(known, key)
      return api.connect(body, key)
    },
    onSuccess: (made) => {
      queries.setQueryData(['connection', made.id], made)
      void queries.invalidateQueries({ queryKey: ['connections'] })
      void queries.invalidateQueries({ queryKey: ['channels'] })
      onDone(made)
    },
    onError: (error) => {
      const refused = isApiError(error) ? refusedField(error.data) : null
      if (refused) onField(refused.field, refused.reason)
    },
  })
}
