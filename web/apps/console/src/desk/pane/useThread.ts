/** Loads what an opened conversation needs: its row, the newest page, its sessions; and older pages on request. */
import type { Id } from '@openline/api'
import { knownSessions, newestPage, olderPage, withConversations, type Thread } from '@openline/stream'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { useApi } from '../../app/core'
import { useRefusal } from '../../app/refusal'
import { useDesk, useLive } from '../../shell/LiveProvider'

const PAGE = 50

export interface ThreadState {
  thread: Thread | undefined
  error: Error | null
  /** It was read once; without a row it has left this desk since. */
  read: boolean
  loadingOlder: boolean
  loadOlder: () => void
  retry: () => void
}

export function useThread(id: Id): ThreadState {
  const thread = useDesk((desk) => desk.threads[id])
  const epoch = useDesk((desk) => desk.epoch)
  const load = useLoad()
  const newest = useQuery({
    queryKey: ['thread', id, epoch],
    queryFn: () => load(id),
    refetchOnMount: 'always', // events of a conversation that is not mine may not have come
    gcTime: 0,
  })
  const { loadingOlder, loadOlder } = useOlder(id, thread)
  return { thread, error: newest.error, read: newest.isSuccess, loadingOlder, loadOlder, retry: () => void newest.refetch() }
}

function useLoad(): (id: Id) => Promise<true> {
  const api = useApi()
  const { live } = useLive()
  return useCallback(async (id) => {
    const asked = live.desk.get()
    const [row, page] = await Promise.all([api.conversation(id), api.messages(id, { limit: PAGE })])
    live.desk.update((desk) => desk && newestPage(withConversations(desk, [row], asked), id, page))
    const { items } = await api.sessions(row.contact.id)
    const own = items.filter((session) => session.conversation_id === id)
    live.desk.update((desk) => desk && knownSessions(desk, id, own))
    return true
  }, [api, live])
}

function useOlder(id: Id, thread: Thread | undefined) {
  const api = useApi()
  const { live } = useLive()
  const refuse = useRefusal()
  const [loadingOlder, setLoading] = useState(false)
  const cursor = thread?.older ?? null
  const loadOlder = useCallback(() => {
    if (cursor === null || loadingOlder) return
    setLoading(true)
    api.messages(id, { cursor, limit: PAGE })
      .then((page) => live.desk.update((desk) => desk && olderPage(desk, id, page)), refuse)
      .finally(() => setLoading(false))
  }, [api, cursor, id, live, loadingOlder, refuse])
  return { loadingOlder, loadOlder }
}
