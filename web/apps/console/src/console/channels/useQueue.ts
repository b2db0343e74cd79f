/** The queue of a channel and its changes: shown at once, undone when the server refuses. */
import { isApiError, type Id, type MemberRef, type Queue, type QueueEntry } from '@openline/api'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useApi } from '../../app/core'
import { useRefusal } from '../../app/refusal'
import { toast } from '../../app/toasts'
import { useText } from '../../i18n/text'

/** A person and a department never have the same one. */
export function keyOf({ kind, id }: MemberRef): string {
  return `${kind}:${id}`
}

export function memberOf(key: string): MemberRef {
  return { kind: key.startsWith('department:') ? 'department' : 'user', id: key.slice(key.indexOf(':') + 1) }
}

function reordered(queue: Queue, members: readonly MemberRef[]): Queue {
  const known = new Map<string, QueueEntry>(queue.configured.map((entry) => [keyOf(entry), entry]))
  return { ...queue, configured: members.flatMap((member) => known.get(keyOf(member)) ?? []) }
}

export function useQueue(channelId: Id) {
  const api = useApi()
  const text = useText()
  const queries = useQueryClient()
  const refuse = useRefusal()
  const queryKey = ['queue', channelId]
  const query = useQuery({ queryKey, queryFn: () => api.queue(channelId) })
  const change = useMutation({
    mutationFn: (members: readonly MemberRef[]) =>
      api.changeQueue(channelId, { members: members.map(({ kind, id }) => ({ kind, id })), version: query.data?.version ?? 0 }),
    onMutate: async (members) => {
      await queries.cancelQueries({ queryKey })
      const before = queries.getQueryData<Queue>(queryKey)
      if (before) queries.setQueryData(queryKey, reordered(before, members))
      return before
    },
    onError: (error, _, before) => {
      queries.setQueryData(queryKey, before)
      if (isApiError(error, 'version_conflict')) toast(text('queue.conflict'), { tone: 'error' })
      else refuse(error)
    },
    onSuccess: (next) => queries.setQueryData(queryKey, next),
    onSettled: () => Promise.all([
      queries.invalidateQueries({ queryKey }),
      queries.invalidateQueries({ queryKey: ['channels'] }),
    ]),
  })
  return { query, save: change.mutate, busy: change.isPending }
}
