import type { Contact, Person } from '@openline/api'
import { Select, UnstyledButton } from '@mantine/core'
import { Icon } from '@openline/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useApi } from '../../app/core'
import { useRefusal } from '../../app/refusal'
import { MoreTexts } from '../../i18n/MoreTexts'
import { useText } from '../../i18n/text'
import inline from '../../parts/InlineField.module.css'
import { useDesk } from '../../shell/LiveProvider'

const PARTS = ['hand'] as const

/** Whose customer he is: a button that becomes a list of people (docs/behaviour/desk.md, D51). */
export function ResponsibleField({ contact }: { contact: Contact }) {
  return (
    <MoreTexts parts={PARTS} meanwhile={<span />}>
      <Field contact={contact} />
    </MoreTexts>
  )
}

function Field({ contact }: { contact: Contact }) {
  const text = useText()
  const [choosing, setChoosing] = useState(false)
  const name = contact.responsible?.name
  const said = name ? text('contact.responsible_of', { name }) : text('contact.add_responsible')
  if (choosing) return <Chooser contact={contact} onDone={() => setChoosing(false)} />
  return (
    <UnstyledButton className={inline.shown} data-empty={!name || undefined} aria-label={`${text('contact.responsible')}: ${said}`} onClick={() => setChoosing(true)}>
      <Icon name="users" size={16} />
      <span>{said}</span>
      <Icon name="edit" size={14} className={inline.pen} />
    </UnstyledButton>
  )
}

const NOBODY = ''

function Chooser({ contact, onDone }: { contact: Contact; onDone: () => void }) {
  const text = useText()
  const api = useApi()
  const queries = useQueryClient()
  const refuse = useRefusal()
  const people = useDesk((desk) => desk.people)
  const data = useMemo(() => [{ value: NOBODY, label: text('contact.responsible_none') }, ...choices(people)], [people, text])
  const assign = useMutation({
    mutationFn: (personId: string | null) => api.assignContact(contact.id, personId),
    onSuccess: (next) => {
      queries.setQueryData(['contact', contact.id], next)
      onDone()
    },
    onError: refuse,
  })
  const chosen = contact.responsible?.id ?? NOBODY
  return (
    <Select
      size="xs" searchable autoFocus defaultDropdownOpened allowDeselect={false} disabled={assign.isPending}
      aria-label={text('contact.responsible')} nothingFoundMessage={text('palette.nothing')} data={data} value={chosen}
      onChange={(next) => (next === null || next === chosen ? onDone() : assign.mutate(next || null))}
      onFocus={(event) => event.currentTarget.select()} // what is typed then searches, instead of going behind the name
      onKeyDown={(event) => event.key === 'Escape' && onDone()}
      onBlur={() => !assign.isPending && onDone()}
    />
  )
}

function choices(people: Readonly<Record<string, Person>>) {
  return Object.values(people)
    .filter((person) => person.active)
    .map((person) => ({ value: person.id, label: person.name }))
    .sort((a, b) => a.label.localeCompare(b.label))
}
