import type { AppliedSettings } from '@openline/api'
import { Button } from '@mantine/core'
import { EmptyState, Tag } from '@openline/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from '../../app/toasts'
import { useText } from '../../i18n/text'
import { useTimes } from '../../i18n/times'
import { ConfirmModal } from '../../parts/ConfirmModal'
import { Card } from '../../parts/Page'
import { QueryState } from '../../parts/QueryState'
import { partsIn, Refused } from './ApplyCard'
import styles from './AsCode.module.css'
import { Changes } from './Changes'
import { PAST, useAsCodeApi } from './useAsCode'

/** What was applied, by whom, and the way back. */
export function PastCard() {
  const text = useText()
  const asCode = useAsCodeApi()
  const past = useQuery({ queryKey: PAST, queryFn: asCode.past })
  return (
    <Card title={text('ascode.past')} lead={text('ascode.past_lead')}>
      <QueryState query={past}>
        {({ items }) => items.length === 0
          ? <EmptyState icon="clock" title={text('ascode.past_none')}>{text('ascode.past_none_help')}</EmptyState>
          : <ul className={styles.past}>{items.map((one) => <li key={one.id}><Entry applied={one} /></li>)}</ul>}
      </QueryState>
    </Card>
  )
}

function Entry({ applied }: { applied: AppliedSettings }) {
  const text = useText()
  const times = useTimes()
  const asCode = useAsCodeApi()
  const queries = useQueryClient()
  const [open, setOpen] = useState(false)
  const [asks, setAsks] = useState(false)
  const back = useMutation({
    mutationFn: () => asCode.rollBack(applied.id ?? ''),
    onSuccess: () => {
      toast(text('ascode.rolled_back'))
      return queries.invalidateQueries()
    },
    onSettled: () => setAsks(false),
  })
  const at = times.moment(applied.at)
  return (
    <>
      <div className={styles.entry}>
        <span className={styles.words}>
          <b>{text(applied.undoes ? 'ascode.entry_back' : 'ascode.entry', { channels: applied.channels.length, parts: partsIn(applied.channels) })}</b>
          <small>{text('ascode.by', { name: applied.person.name ?? text('ascode.somebody'), at })}</small>
        </span>
        {applied.undone_by && <Tag tone="plain">{text('ascode.undone')}</Tag>}
        <Button variant="subtle" size="compact-sm" aria-expanded={open} onClick={() => setOpen(!open)}>{text(open ? 'ascode.hide' : 'ascode.details')}</Button>
        {!applied.undone_by && <Button variant="default" size="compact-sm" onClick={() => setAsks(true)}>{text('ascode.roll_back')}</Button>}
      </div>
      {open && <div className={styles.more}><Changes channels={applied.channels} /></div>}
      {back.error && <div className={styles.more} role="alert"><Refused error={back.error} /></div>}
      {asks && (
        <ConfirmModal title={text('ascode.roll_back')} action={text('ascode.roll_back')} busy={back.isPending} onConfirm={() => back.mutate()} onClose={() => setAsks(false)}>
          {text('ascode.roll_back_help', { at })}
        </ConfirmModal>
      )}
    </>
  )
}
