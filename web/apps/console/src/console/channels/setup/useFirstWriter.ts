/** Whose conversation of this connection is the latest: the one who was asked to write just now. */
import type { Connection, Conversation } from '@openline/api'
import { useQuery } from '@tanstack/react-query'
import { useApi } from '../../../app/core'

const LOOKED_AT = 50
const AGAIN_MS = 2_000

export function useFirstWriter(connection: Connection, came: boolean): Conversation | null {
  const api = useApi()
  const found = useQuery({
    queryKey: ['first writer', connection.id],
    queryFn: async () => (await api.conversations({ view: 'all', limit: LOOKED_AT })).items.find((row) => row.connection_id === connection.id) ?? null,
    enabled: came,
    // The event is known a moment before its conversation may be.
    refetchInterval: (query) => (query.state.data ? false : AGAIN_MS),
  })
  return found.data ?? null
}
