import type { Connection, Connector } from '@openline/api'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useApi } from '../../../app/core'
import { refusalText } from '../../../app/refusal'
import { useText } from '../../../i18n/text'
import { CopyField } from '../../../parts/CopyField'
import { installed } from './steps'
import { Notice } from './Notice'
import styles from './Setup.module.css'
import { useConnectorWords } from './words'

interface ReachStepProps {
  connector: Connector
  connection: Connection
  publicUrl: string
  https: boolean
  onDone: (connection: Connection) => void
}

/** How the platform's messages come here: it calls us, or we ask it. */
export function ReachStep({ connector, connection, publicUrl, https, onDone }: ReachStepProps) {
  const text = useText()
  const words = useConnectorWords(connector)
  const field = connector.transport_field
  const chosen = field === null ? (connector.transports[0] ?? '') : String(connection.config[field] ?? '')
  const [way, setWay] = useState(chosen)
  const apply = useApply(connection, field, onDone)
  const name = useId()
  const report = connection.installed
  const settled = way === chosen && installed(connection) && report?.url === publicUrl
  return (
    <form className={styles.step} onSubmit={(event) => {
      event.preventDefault()
      if (settled) onDone(connection)
      else apply.mutate(way === chosen ? null : way)
    }}>
      {field !== null && (
        <fieldset className={styles.ways}>
          <legend>{text('setup.reach_legend', { platform: words.title })}</legend>
          {connector.transports.map((transport) => (
            <label key={transport} className={styles.way} data-chosen={way === transport || undefined}>
              <input type="radio" name={name} value={transport} checked={way === transport} onChange={() => setWay(transport)} />
              <span>
                <b>{words.choice(field, transport)}</b>
                <small>{text(transport === 'webhook' ? 'setup.way.webhook' : 'setup.way.poll', { platform: words.title })}</small>
              </span>
            </label>
          ))}
        </fieldset>
      )}
      {way === 'webhook' && !https && (
        <Notice tone="warn" title={text('setup.no_https')}>
          <p className={styles.told}>{text('setup.no_https_help', { url: publicUrl })}</p>
          <CopyField label="OPENLINE_PUBLIC_URL" value="OPENLINE_PUBLIC_URL=https://chat.example.com" />
        </Notice>
      )}
      {report && way === chosen && <Report connection={connection} words={words} />}
      {apply.error && <Notice tone="danger" alert>{refusalText(text, apply.error)}</Notice>}
      <div className={styles.actions}>
        {apply.isPending && <span role="status" className={styles.hint}>{text('setup.asking', { platform: words.title })}</span>}
        {settled && <Button variant="default" disabled={apply.isPending} onClick={() => apply.mutate(null)}>{text('setup.install_again')}</Button>}
        <Button type="submit" loading={apply.isPending}>{text(settled ? 'setup.next' : 'setup.apply')}</Button>
      </div>
    </form>
  )
}

/** What setting up did, what is left, and what a person has to carry over. */
function Report({ connection, words }: { connection: Connection; words: ReturnType<typeof useConnectorWords> }) {
  const text = useText()
  const report = connection.installed
  if (!report) return null
  return (
    <div className={styles.report} role="status">
      {report.missing.length > 0 && (
        <Notice tone="danger" title={text('setup.missing')}>
          <ul className={styles.facts}>{report.missing.map((word) => <li key={word}>{words.install(word)}</li>)}</ul>
        </Notice>
      )}
      {report.done.length > 0 && <ul className={styles.facts} data-done>{report.done.map((word) => <li key={word}>{words.install(word)}</li>)}</ul>}
      {report.paste.map(({ kind, text: value }) => <CopyField key={kind} label={words.install(kind)} value={value} />)}
    </div>
  )
}

function useApply(connection: Connection, field: string | null, onDone: (connection: Connection) => void) {
  const api = useApi()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (way: string | null) => (way === null || field === null
      ? api.installConnection(connection.id)
      : api.changeConnection(connection.id, { config: { [field]: way } })),
    onSuccess: (next) => {
      queries.setQueryData(['connection', next.id], next)
      void queries.invalidateQueries({ queryKey: ['connections'] })
      if (installed(next)) onDone(next)
    },
  })
}
