import type { MemberRef, Queue } from '@openline/api'
import { Button, MultiSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { allPages } from '../../app/allPages'
import { useApi } from '../../app/core'
import { useText } from '../../i18n/text'
import { pathOf } from '../company/tree'
import styles from './Channels.module.css'
import { keyOf, memberOf } from './useQueue'

interface AddProps {
  queue: Queue
  busy: boolean
  onAdd: (members: readonly MemberRef[]) => void
}

/** People and departments that do not stand in the queue by themselves. */
export function AddMembers({ queue, busy, onAdd }: AddProps) {
  const text = useText()
  const api = useApi()
  const people = useQuery({ queryKey: ['people'], queryFn: () => allPages(api.people) })
  const departments = useQuery({ queryKey: ['departments'], queryFn: api.departments })
  const [chosen, setChosen] = useState<string[]>([])
  const members = new Set(queue.configured.map(keyOf))
  const free = (all: readonly { key: string; name: string }[] | undefined) =>
    (all ?? []).filter(({ key }) => !members.has(key)).map(({ key, name }) => ({ value: key, label: name }))
  const groups = [
    { group: text('queue.departments'), items: free(departments.data?.items.map((one) => ({ key: `department:${one.id}`, name: pathOf(departments.data.items, one.id) }))) },
    { group: text('nav.people'), items: free(people.data?.items.filter(({ active }) => active).map((one) => ({ key: `user:${one.id}`, name: one.name }))) },
  ].filter(({ items }) => items.length > 0)
  if (people.isSuccess && departments.isSuccess && groups.length === 0) return <p className={styles.hint}>{text('queue.all_in')}</p>
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        onAdd(chosen.map(memberOf))
        setChosen([])
      }}
    >
      <MultiSelect
        label={text('queue.add')}
        placeholder={chosen.length ? '' : text('queue.add_placeholder')}
        data={groups}
        value={chosen}
        onChange={setChosen}
        searchable
        clearable
        nothingFoundMessage={text('palette.nothing')}
        clearButtonProps={{ 'aria-label': text('list.search_clear') }}
      />
      <div>
        <Button type="submit" disabled={chosen.length === 0} loading={busy}>{text('queue.add_do')}</Button>
      </div>
    </form>
  )
}
