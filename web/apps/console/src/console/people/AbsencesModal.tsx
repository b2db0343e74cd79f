import { ABSENCE_KINDS, type Absence, type AbsenceKind, type Person } from '@openline/api'
import { ActionIcon, Button, Group, Modal, Select, TextInput } from '@mantine/core'
import { Icon } from '@openline/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { useIntl } from 'react-intl'
import { useApi } from '../../app/core'
import { useRefusal } from '../../app/refusal'
import { useText } from '../../i18n/text'
import { QueryState } from '../../parts/QueryState'
import styles from './People.module.css'

/** Days when somebody is not there: nothing is offered to him from their first second to their last, in his zone. */
export function AbsencesModal({ person, onClose }: { person: Person; onClose: () => void }) {
  const text = useText()
  const api = useApi()
  const queries = useQueryClient()
  const refuse = useRefusal()
  const queryKey = ['absences', person.id]
  const absences = useQuery({ queryKey, queryFn: () => api.absences(person.id) })
  const onSettled = () => Promise.all([queryKey, ['people']].map((key) => queries.invalidateQueries({ queryKey: key })))
  const remove = useMutation({ mutationFn: (id: string) => api.removeAbsence(person.id, id), onError: refuse, onSettled })
  return (
    <Modal opened onClose={onClose} title={text('absence.of', { name: person.name })} closeButtonProps={{ 'aria-label': text('action.close') }}>
      <p className={styles.lead}>{text('absence.lead', { zone: person.time_zone })}</p>
      <QueryState query={absences}>
        {({ items }) => items.length === 0
          ? <p className={styles.lead}>{text('absence.none')}</p>
          : (
            <ul className={styles.absences}>
              {items.map((absence) => <Row key={absence.id} absence={absence} onRemove={() => remove.mutate(absence.id)} />)}
            </ul>
          )}
      </QueryState>
      <AddAbsence person={person} onAdded={onSettled} />
    </Modal>
  )
}

function Row({ absence, onRemove }: { absence: Absence; onRemove: () => void }) {
  const text = useText()
  const intl = useIntl()
  // A day, not an instant: it must not move with the reader's zone.
  const day = (value: string) => intl.formatDate(`${value}T12:00:00Z`, { dateStyle: 'medium', timeZone: 'UTC' })
  const span = absence.from === absence.to ? day(absence.from) : text('absence.span', { from: day(absence.from), to: day(absence.to) })
  return (
    <li>
      <span className={styles.words}>
        <b>{text(`absence.kind.${absence.kind}`)}</b>
        <small>{[span, absence.comment].filter(Boolean).join(' · ')}</small>
      </span>
      <ActionIcon variant="subtle" color="gray" aria-label={text('absence.remove', { span })} onClick={onRemove}><Icon name="trash" size={16} /></ActionIcon>
    </li>
  )
}

function AddAbsence({ person, onAdded }: { person: Person; onAdded: () => void }) {
  const text = useText()
  const api = useApi()
  const refuse = useRefusal()
  const [kind, setKind] = useState<AbsenceKind>('vacation')
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const [comment, setComment] = useState('')
  const add = useMutation({
    mutationFn: () => api.addAbsence(person.id, { kind, from, to: to || from, comment: comment.trim() || null }, crypto.randomUUID()),
    onError: refuse,
    onSuccess: () => {
      setFrom('')
      setTo('')
      setComment('')
      onAdded()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    add.mutate()
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <Select
        label={text('absence.kind')} allowDeselect={false} value={kind}
        data={ABSENCE_KINDS.map((value) => ({ value, label: text(`absence.kind.${value}`) }))}
        onChange={(value) => setKind(ABSENCE_KINDS.find((known) => known === value) ?? kind)}
      />
      <Group grow gap="sm">
        <TextInput type="date" required withAsterisk={false} label={text('absence.from')} value={from} onChange={(event) => setFrom(event.currentTarget.value)} />
        <TextInput type="date" min={from} label={text('absence.to')} value={to} onChange={(event) => setTo(event.currentTarget.value)} />
      </Group>
      <TextInput label={text('absence.comment')} maxLength={500} value={comment} onChange={(event) => setComment(event.currentTarget.value)} />
      <Group justify="flex-end"><Button type="submit" loading={add.isPending} disabled={from === ''}>{text('absence.add')}</Button></Group>
    </form>
  )
}
