import type { Person } from '@openline/api'
import { Button, Table, TextInput, VisuallyHidden } from '@mantine/core'
import { Avatar, Icon, Tag } from '@openline/ui'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { allPages } from '../../app/allPages'
import { useApi } from '../../app/core'
import { useText } from '../../i18n/text'
import { useTimes } from '../../i18n/times'
import { Page } from '../../parts/Page'
import { QueryState } from '../../parts/QueryState'
import { useDesk } from '../../shell/LiveProvider'
import { called } from './called'
import { InviteModal } from './InviteModal'
import styles from './People.module.css'
import { PersonMenu } from './PersonMenu'

/** More of them are searched. */
const AT_A_GLANCE = 10

export function PeoplePage() {
  const text = useText()
  const api = useApi()
  const people = useQuery({ queryKey: ['people'], queryFn: () => allPages(api.people) })
  const [inviting, setInviting] = useState(false)
  const invite = <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setInviting(true)}>{text('people.invite')}</Button>
  return (
    <Page title={text('nav.people')} lead={text('people.lead')} actions={invite}>
      <QueryState query={people}>{({ items }) => <PeopleTable people={items} />}</QueryState>
      {inviting && <InviteModal onClose={() => setInviting(false)} />}
    </Page>
  )
}

function PeopleTable({ people }: { people: readonly Person[] }) {
  const text = useText()
  const [words, setWords] = useState('')
  const sorted = called(people, words).sort((a, b) => Number(b.active) - Number(a.active) || a.number - b.number)
  return (
    <>
      {people.length > AT_A_GLANCE && (
        <TextInput
          className={styles.find} type="search" aria-label={text('people.find')} placeholder={text('people.find')}
          leftSection={<Icon name="search" size={15} />} value={words} onChange={(event) => setWords(event.currentTarget.value)}
        />
      )}
      {sorted.length === 0 ? <p className={styles.lead} role="status">{text('palette.nothing')}</p> : <Rows people={sorted} />}
    </>
  )
}

function Rows({ people }: { people: readonly Person[] }) {
  const text = useText()
  return (
    <div className={styles.box} tabIndex={0} role="region" aria-label={text('nav.people')}>
      <Table verticalSpacing="xs" horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{text('field.name')}</Table.Th>
            <Table.Th>{text('people.role')}</Table.Th>
            <Table.Th>{text('people.presence')}</Table.Th>
            <Table.Th><VisuallyHidden>{text('session.more')}</VisuallyHidden></Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {people.map((person) => <PersonRow key={person.id} person={person} />)}
        </Table.Tbody>
      </Table>
    </div>
  )
}

function PersonRow({ person }: { person: Person }) {
  const text = useText()
  const live = useDesk((desk) => desk.people[person.id]?.presence)
  const presence = live ?? person.presence
  return (
    <Table.Tr>
      <Table.Td>
        <span className={styles.person}>
          <Avatar name={person.name} seed={person.id} url={person.avatar_url} size={32} />
          <span className={styles.words}>
            <b>{person.name}</b>
            <small>{person.email}</small>
          </span>
        </span>
      </Table.Td>
      <Table.Td>{text(`role.${person.role}`)}</Table.Td>
      <Table.Td>
        <span className={styles.tags}>
          <PersonState person={person} presence={presence} />
          <WorkState person={person} />
        </span>
      </Table.Td>
      <Table.Td className={styles.menu}><PersonMenu person={person} /></Table.Td>
    </Table.Tr>
  )
}

function PersonState({ person, presence }: { person: Person; presence: Person['presence'] }) {
  const text = useText()
  if (!person.active) return <Tag>{text('people.inactive')}</Tag>
  if (!person.joined) return <Tag tone="accent">{text('people.invited')}</Tag>
  return <Tag tone={presence === 'online' ? 'ok' : presence === 'away' ? 'warn' : 'plain'}>{text(`presence.${presence}`)}</Tag>
}

/** What keeps somebody who is there from being offered anything. */
function WorkState({ person: { active, joined, workday, paused, absence } }: { person: Person }) {
  const text = useText()
  const times = useTimes()
  if (!active || !joined) return null
  return (
    <>
      {absence && <Tag tone="warn">{text('absence.until', { day: times.date(`${absence.to}T12:00:00Z`) })}</Tag>}
      {workday && <Tag tone={workday.state === 'started' ? 'ok' : 'warn'}>{text(`workday.${workday.state}`)}</Tag>}
      {paused && <Tag tone="warn">{text('pause.on')}</Tag>}
    </>
  )
}
