import { isApiError, type PlannedChannel } from '@openline/api'
import { Alert, Button, FileButton, Group, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { refusalText } from '../../app/refusal'
import { toast } from '../../app/toasts'
import { useText } from '../../i18n/text'
import { ConfirmModal } from '../../parts/ConfirmModal'
import { Card } from '../../parts/Page'
import styles from './AsCode.module.css'
import { Changes } from './Changes'
import { bytesIn, MOST_BYTES, useAsCodeApi } from './useAsCode'

interface ApplyProps {
  document: string
  onEdit: (document: string) => void
}

/** A document is compared first; only what was looked at can be applied, and only if it would still do the same. */
export function ApplyCard({ document, onEdit }: ApplyProps) {
  const text = useText()
  const asCode = useAsCodeApi()
  const queries = useQueryClient()
  const [asks, setAsks] = useState(false)
  const plan = useMutation({ mutationFn: () => asCode.plan(document) })
  const apply = useMutation({
    mutationFn: (fingerprint: string) => asCode.apply(document, fingerprint),
    onSuccess: () => {
      plan.reset()
      toast(text('ascode.applied'))
      return queries.invalidateQueries()
    },
    onSettled: () => setAsks(false),
  })
  const edit = (next: string) => {
    onEdit(next)
    plan.reset()
    apply.reset()
  }
  const tooLong = bytesIn(document) > MOST_BYTES
  const planned = plan.data
  return (
    <Card title={text('ascode.apply')} lead={text('ascode.apply_lead')} id="apply">
      <div className={styles.form}>
        <Textarea
          className={styles.document} label={text('ascode.document')} value={document} rows={14} spellCheck={false}
          placeholder={SAMPLE} disabled={plan.isPending || apply.isPending} error={tooLong ? text('ascode.too_long') : null}
          onChange={(event) => edit(event.currentTarget.value)}
        />
        <Group gap="sm">
          <FileButton accept=".yaml,.yml,application/yaml,text/plain" onChange={(file) => void file?.text().then(edit)}>
            {(props) => <Button {...props} variant="default">{text('ascode.file')}</Button>}
          </FileButton>
          <Button
            loading={plan.isPending} disabled={document.trim() === '' || tooLong}
            onClick={() => {
              apply.reset()
              plan.mutate()
            }}
          >
            {text('ascode.compare')}
          </Button>
        </Group>
        <div aria-live="polite" className={styles.form}>
          {(plan.error ?? apply.error) && <Refused error={plan.error ?? apply.error} />}
          {planned && !apply.error && <Planned channels={planned.channels} busy={apply.isPending} onApply={() => setAsks(true)} />}
        </div>
      </div>
      {asks && planned && (
        <ConfirmModal
          title={text('ascode.apply')} action={text('ascode.apply_now')} busy={apply.isPending}
          onConfirm={() => apply.mutate(planned.fingerprint)} onClose={() => setAsks(false)}
        >
          {text('ascode.apply_help', { channels: planned.channels.length, parts: partsIn(planned.channels) })}
          {planned.channels.some((one) => one.parts.some((part) => part.danger)) && <p>{text('ascode.apply_danger')}</p>}
        </ConfirmModal>
      )}
    </Card>
  )
}

const SAMPLE = 'openline: 1\nchannels:\n- name: Sales\n  settings:\n    queue.idle_time: 120'

export function partsIn(channels: readonly PlannedChannel[]): number {
  return channels.reduce((sum, channel) => sum + channel.parts.length, 0)
}

function Planned({ channels, busy, onApply }: { channels: readonly PlannedChannel[]; busy: boolean; onApply: () => void }) {
  const text = useText()
  if (channels.length === 0) return <Alert title={text('ascode.same')}>{text('ascode.same_help')}</Alert>
  return (
    <>
      <p>{text('ascode.differs', { channels: channels.length, parts: partsIn(channels) })}</p>
      <Changes channels={channels} />
      <Group><Button loading={busy} onClick={onApply}>{text('ascode.apply_now')}</Button></Group>
    </>
  )
}

/** Every reason with its place; one sentence where there is only that. */
export function Refused({ error }: { error: unknown }) {
  const text = useText()
  const fields = isApiError(error) && typeof error.data.fields === 'object' && error.data.fields !== null ? Object.entries(error.data.fields) : []
  return (
    <Alert color="red" title={text(isApiError(error, 'settings_plan_outdated') ? 'ascode.outdated' : 'ascode.refused')}>
      {fields.length === 0
        ? refusalText(text, error)
        : <ul className={styles.problems}>{fields.map(([place, reason]) => <li key={place}><code>{place}</code>: {String(reason)}</li>)}</ul>}
    </Alert>
  )
}
