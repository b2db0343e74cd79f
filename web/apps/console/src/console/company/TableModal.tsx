import type { TableProblem, TableReport } from '@openline/api'
import { Alert, Button, FileButton, Group, Modal, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../app/core'
import { useRefusal } from '../../app/refusal'
import { toast } from '../../app/toasts'
import { useText } from '../../i18n/text'
import styles from './Company.module.css'
import { useCompanyChange } from './useCompany'

const SAMPLE = 'department,email,head\nSales,mai@example.com,yes\nSales/Online,ivan@example.com,'

/** A table is tried first: what it would do, and every row that is wrong. Only a good one can be stored. */
export function TableModal({ onClose }: { onClose: () => void }) {
  const text = useText()
  const api = useApi()
  const refuse = useRefusal()
  const [key] = useState(() => crypto.randomUUID())
  const [table, setTable] = useState('')
  const [report, setReport] = useState<TableReport | null>(null)
  const edit = (next: string) => {
    setTable(next)
    setReport(null)
  }
  const trial = useMutation({ mutationFn: () => api.tryTable(table), onSuccess: setReport, onError: refuse })
  const take = useCompanyChange(async () => setReport(await api.takeTable(table, `${key}${table.length}`)), () => {
    toast(text('company.table_stored'))
    onClose()
  })
  const good = report !== null && report.problems.length === 0 && report.rows > 0
  return (
    <Modal opened onClose={onClose} size="lg" title={text('company.table')} closeButtonProps={{ 'aria-label': text('action.close') }}>
      <div className={styles.form}>
        <p className={styles.hint}>{text('company.table_lead')}</p>
        <Textarea
          label={text('company.table_text')} placeholder={SAMPLE} value={table} rows={8} spellCheck={false} className={styles.table}
          onChange={(event) => edit(event.currentTarget.value)}
        />
        <div>
          <FileButton accept=".csv,.tsv,.txt,text/csv" onChange={(file) => void file?.text().then(edit)}>
            {(props) => <Button {...props} variant="default" size="compact-sm">{text('company.table_file')}</Button>}
          </FileButton>
        </div>
        <div aria-live="polite">{report && <Report report={report} />}</div>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>{text('action.cancel')}</Button>
          {good
            ? <Button loading={take.isPending} disabled={report.placed === 0} onClick={() => take.mutate()}>{text('company.table_take')}</Button>
            : <Button loading={trial.isPending} disabled={table.trim() === ''} onClick={() => trial.mutate()}>{text('company.table_try')}</Button>}
        </Group>
      </div>
    </Modal>
  )
}

function Report({ report }: { report: TableReport }) {
  const text = useText()
  if (report.problems.length > 0) return <Problems problems={report.problems} />
  if (report.placed === 0) return <Alert>{text('company.table_nothing')}</Alert>
  return (
    <Alert title={text('company.table_good', { rows: report.rows })}>
      {text('company.table_places', { placed: report.placed, unchanged: report.unchanged })}
      {report.departments.length > 0 && <> {text('company.table_departments', { names: report.departments.join(', ') })}</>}
    </Alert>
  )
}

function Problems({ problems }: { problems: readonly TableProblem[] }) {
  const text = useText()
  return (
    <Alert color="red" title={text('company.table_bad', { count: problems.length })}>
      <ul className={styles.problems}>
        {problems.map((one) => (
          <li key={`${one.line}${one.column}`}>
            {text('company.table_line', { line: one.line })} {text(`company.row.${one.problem}`, { value: one.value })}
          </li>
        ))}
      </ul>
    </Alert>
  )
}
