/** What everything shares: the client of the interface and the cache of its answers. */
import { ApiError, type Api, type Me } from '@openline/api'
import { QueryClient, queryOptions } from '@tanstack/react-query'
import { createContext, useContext } from 'react'

export interface Core {
  api: Api
  queries: QueryClient
}

export const CoreContext = createContext<Core | null>(null)

export function useCore(): Core {
  const core = useContext(CoreContext)
  if (!core) throw new Error('CoreContext is missing')
  return core
}

export const useApi = (): Api => useCore().api

/** Pages of the console read when they are opened; events of the stream tell them when to read again. */
export function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (count, error) => error instanceof ApiError && error.passing && count < 3,
        refetchOnWindowFocus: false,
      },
      mutations: { retry: false },
    },
  })
}

export const meQuery = (api: Api) => queryOptions<Me>({ queryKey: ['me'], queryFn: api.me, staleTime: Infinity })
