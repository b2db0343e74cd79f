/** The queue of a channel and its changes: shown at once, undone when the server refuses. */
import { isApiError, type Id, type Queue } from '@openline/api'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useApi } from '../../app/core'
import { useRefusal } from '../../app/refusal'
import { toast } from '../../app/toasts'
import { useText } from '../../i18n/text'

function reordered(queue: Queue, ids: readonly Id[]): Queue {
  const members = new Map(queue.configured.map((member) => [member.id, member]))
  return { ...queue, configured: ids.flatMap((id) => members.get(id) ?? []) }
}

export function useQueue(channelId: Id) {
  const api = useApi()
  const text = useText()
  const queries = useQueryClient()
  const refuse = useRefusal()
  const queryKey = ['queue', channelId]
  const query = useQuery({ queryKey, queryFn: () => api.queue(channelId) })
  const change = useMutation({
    mutationFn: (ids: readonly Id[]) =>
      api.changeQueue(channelId, { members: ids.map((id) => ({ kind: 'user', id })), version: query.data?.version ?? 0 }),
    onMutate: async (ids) => {
      await queries.cancelQueries({ queryKey })
      const before = queries.getQueryData<Queue>(queryKey)
      if (before) queries.setQueryData(queryKey, reordered(before, ids))
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
