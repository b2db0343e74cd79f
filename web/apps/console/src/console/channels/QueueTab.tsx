import type { Channel, Id, Queue } from '@openline/api'
import { Button, MultiSelect } from '@mantine/core'
import { EmptyState } from '@openline/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { allPages } from '../../app/allPages'
import { useApi } from '../../app/core'
import { useText } from '../../i18n/text'
import { Card } from '../../parts/Page'
import { QueryState } from '../../parts/QueryState'
import { useDesk } from '../../shell/LiveProvider'
import styles from './Channels.module.css'
import { MemberList } from './MemberList'
import { useQueue } from './useQueue'

export function QueueTab({ channel }: { channel: Channel }) {
  const text = useText()
  const { query, save, busy } = useQueue(channel.id)
  useFreshReasons(channel.id)
  return (
    <Card title={text('queue.title')} lead={text('queue.lead')}>
      <QueryState query={query}>
        {(queue) => (
          <>
            {queue.configured.length === 0
              ? <EmptyState icon="users" title={text('queue.none')}>{text('queue.none_help')}</EmptyState>
              : <MemberList queue={queue} onOrder={save} />}
            <AddPeople queue={queue} busy={busy} onAdd={(ids) => save([...queue.configured.map((member) => member.id), ...ids])} />
          </>
        )}
      </QueryState>
    </Card>
  )
}

/** Who is ready hangs on presence, and presence comes without events of the channel. */
function useFreshReasons(channelId: Id): void {
  const queries = useQueryClient()
  const people = useDesk((desk) => desk.people)
  const presences = Object.values(people).map((person) => `${person.id}${person.presence}`).join()
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: ['queue', channelId] })
  }, [queries, channelId, presences])
}

interface AddProps {
  queue: Queue
  busy: boolean
  onAdd: (ids: readonly Id[]) => void
}

function AddPeople({ queue, busy, onAdd }: AddProps) {
  const text = useText()
  const api = useApi()
  const people = useQuery({ queryKey: ['people'], queryFn: () => allPages(api.people) })
  const [chosen, setChosen] = useState<string[]>([])
  const members = new Set(queue.configured.map((member) => member.id))
  const free = people.data?.items.filter((person) => person.active && !members.has(person.id)) ?? []
  if (people.isSuccess && free.length === 0) return <p className={styles.hint}>{text('queue.all_in')}</p>
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        onAdd(chosen)
        setChosen([])
      }}
    >
      <MultiSelect
        label={text('queue.add')}
        placeholder={chosen.length ? '' : text('queue.add_placeholder')}
        data={free.map((person) => ({ value: person.id, label: person.name }))}
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
