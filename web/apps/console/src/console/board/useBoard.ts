/** One channel as it is now, kept so: read again, at most once a second, when the stream tells of what it shows. */
import type { Id } from '@openline/api'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useApi } from '../../app/core'
import { useDesk } from '../../shell/LiveProvider'

/** What comes by itself and without an event, as a wait that ends by a deadline of another channel. */
const AT_LEAST_EVERY_MS = 30_000

export function useBoard(channelId: Id) {
  const api = useApi()
  const queries = useQueryClient()
  const people = useDesk((desk) => desk.people)
  const epoch = useDesk((desk) => desk.epoch)
  const presences = Object.values(people).map((person) => `${person.id}${person.presence}`).join()
  const query = useQuery({ queryKey: ['board', channelId], queryFn: () => api.board(channelId), refetchInterval: AT_LEAST_EVERY_MS })
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: ['board', channelId] })
  }, [queries, channelId, presences, epoch])
  return query
}
