import type { CannedList, CannedReport } from '@openline/api'
import { Alert, Button, FileButton, Group, Modal, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useRefusal } from '../../app/refusal'
import { toast } from '../../app/toasts'
import { useText } from '../../i18n/text'
import styles from './CannedPage.module.css'
import { useCannedApi, useCannedChange } from './useCanned'

const SAMPLE = 'folder,name,text\nDelivery,Hue,"Hello, #CUSTOMER_NAME#! We ship to Hue in two days."'

/** Responses out of a table: tried first, then stored as a whole. */
export function CannedTable({ list, onClose }: { list: CannedList; onClose: () => void }) {
  const text = useText()
  const canned = useCannedApi()
  const refuse = useRefusal()
  const [key] = useState(() => crypto.randomUUID())
  const [table, setTable] = useState('')
  const [report, setReport] = useState<CannedReport | null>(null)
  const edit = (next: string) => {
    setTable(next)
    setReport(null)
  }
  const trial = useMutation({ mutationFn: () => canned.tryTable(list.id, table), onSuccess: setReport, onError: refuse })
  const take = useCannedChange(() => canned.takeTable(list.id, table, `${key}${table.length}`), (done) => {
    if (!done.stored) return setReport(done)
    toast(text('canned.table_stored'))
    onClose()
  })
  const good = report !== null && report.problems.length === 0 && report.added + report.changed > 0
  return (
    <Modal opened onClose={onClose} size="lg" title={text('canned.table')} closeButtonProps={{ 'aria-label': text('action.close') }}>
      <div className={styles.form}>
        <p className={styles.hint}>{text('canned.table_lead')}</p>
        <Textarea
          label={text('canned.table_text')} placeholder={SAMPLE} value={table} rows={8} spellCheck={false} className={styles.table} data-autofocus
          onChange={(event) => edit(event.currentTarget.value)}
        />
        <div>
          <FileButton accept=".csv,.tsv,.txt,text/csv" onChange={(file) => void file?.text().then(edit)}>
            {(props) => <Button {...props} variant="default" size="compact-sm">{text('canned.table_file')}</Button>}
          </FileButton>
        </div>
        <div aria-live="polite">{report && <Report report={report} />}</div>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>{text('action.cancel')}</Button>
          {good
            ? <Button loading={take.isPending} onClick={() => take.mutate()}>{text('canned.table_take')}</Button>
            : <Button loading={trial.isPending} disabled={table.trim() === ''} onClick={() => trial.mutate()}>{text('canned.table_try')}</Button>}
        </Group>
      </div>
    </Modal>
  )
}

function Report({ report }: { report: CannedReport }) {
  const text = useText()
  if (report.problems.length > 0) {
    return (
      <Alert color="red" title={text('canned.table_bad', { count: report.problems.length })}>
        <ul className={styles.problems}>
          {report.problems.map((one) => (
            <li key={`${one.line}${one.column}`}>{text('canned.table_line', { line: one.line })} {text(`canned.row.${one.problem}`, { value: one.value })}</li>
          ))}
        </ul>
      </Alert>
    )
  }
  if (report.added + report.changed === 0) return <Alert>{text('canned.table_nothing')}</Alert>
  return (
    <Alert title={text('canned.table_good', { rows: report.rows })}>
      {text('canned.table_does', { added: report.added, changed: report.changed, unchanged: report.unchanged })}
      {report.folders.length > 0 && <> {text('canned.table_folders', { names: report.folders.join(', ') })}</>}
    </Alert>
  )
}
