import type { Channel, Id, Queue } from '@openline/api'
import { Alert } from '@mantine/core'
import { EmptyState } from '@openline/ui'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useText } from '../../i18n/text'
import { Card } from '../../parts/Page'
import { QueryState } from '../../parts/QueryState'
import { useDesk } from '../../shell/LiveProvider'
import { AddMembers } from './AddMembers'
import { Cards } from './Cards'
import styles from './Channels.module.css'
import { MemberList } from './MemberList'
import { Standing } from './Standing'
import { useQueue } from './useQueue'

export function QueueTab({ channel }: { channel: Channel }) {
  const text = useText()
  const { query, save, busy } = useQueue(channel.id)
  useFreshReasons(channel.id)
  return (
    <QueryState query={query}>
      {(queue) => (
        <>
          <Card title={text('queue.title')} lead={text('queue.lead')}>
            <Warning queue={queue} />
            {queue.configured.length === 0
              ? <EmptyState icon="users" title={text('queue.none')}>{text('queue.none_help')}</EmptyState>
              : <MemberList queue={queue} onOrder={save} />}
            <AddMembers queue={queue} busy={busy} onAdd={(more) => save([...queue.configured, ...more])} />
          </Card>
          {queue.agent_card === 'card' && <Cards channelId={channel.id} queue={queue} />}
          {queue.configured.some(({ kind }) => kind === 'department') && <Standing queue={queue} />}
        </>
      )}
    </QueryState>
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

/** What would surprise: a queue out of which nobody can be offered anything. */
function Warning({ queue: { configured, effective } }: { queue: Queue }) {
  const text = useText()
  if (configured.length === 0) return null
  if (effective.length === 0) return <Alert color="orange" className={styles.off}>{text('queue.departments_empty')}</Alert>
  if (effective.every(({ reason }) => reason !== null)) return <Alert color="orange" className={styles.off}>{text('queue.nobody_ready')}</Alert>
  return null
}
