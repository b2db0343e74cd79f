/** The ids of a view, live from the desk; more rows are read from the server as far as somebody scrolls. */
import type { Id, View } from '@openline/api'
import { listed, withConversations } from '@openline/stream'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { useApi } from '../../app/core'
import { useDesk, useLive, useReader } from '../../shell/LiveProvider'
import { found, sifted, type Sift } from './found'

export interface Listed {
  ids: readonly Id[]
  loading: boolean
  loadingMore: boolean
  error: Error | null
  more: (() => void) | null
  retry: () => void
}

const PAGE = 50
/** As far as lists are read without anybody scrolling. */
const READ_AHEAD_PAGES = 10
/** Fewer found than this: look further down. */
const ENOUGH_FOUND = 20

function usePages(view: View, enabled: boolean) {
  const api = useApi()
  const { live } = useLive()
  const epoch = useDesk((desk) => desk.epoch)
  return useInfiniteQuery({
    queryKey: ['conversations', view, epoch],
    enabled,
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam, signal }) => {
      const asked = live.desk.get()
      const page = await api.conversations({ view, cursor: pageParam, limit: PAGE }, signal)
      live.desk.update((desk) => desk && withConversations(desk, page.items, asked))
      return { next: page.next, last: page.items.at(-1)?.last_message_at ?? null }
    },
    getNextPageParam: (page) => page.next,
    staleTime: Infinity,
  })
}

export function useListed(view: View, query: string, sift: Sift): Listed {
  const rows = useDesk((desk) => desk.conversations)
  const reader = useReader()
  const counts = useDesk((desk) => desk.counts)
  const own = useMemo(() => listed(rows, view, reader), [rows, view, reader])
  const known = view !== 'all' && own.length >= counts[view] // the snapshot brought them all
  const pages = usePages(view, !known)
  const read = pages.data?.pages.at(-1)
  const ids = useMemo(() => {
    if (view === 'all' && !read) return []
    // Below what was read there are gaps: rows known for other reasons wait until their page is read.
    const end = view === 'all' && read && read.next !== null ? (read.last ?? '') : ''
    return own.filter((row) => (row.last_message_at ?? '') >= end && sifted(row, sift) && found(row, query)).map((row) => row.id)
  }, [own, query, read, sift, view])
  const more = pages.hasNextPage && !pages.isFetching ? () => void pages.fetchNextPage() : null
  // Ours sort by waiting, the server's pages by activity: the short lists are read whole. A filter looks further, too.
  const wanted = view !== 'all' || ((query !== '' || sift !== 'any') && ids.length < ENOUGH_FOUND)
  const ahead = wanted && more !== null && (pages.data?.pages.length ?? 0) < READ_AHEAD_PAGES
  const { fetchNextPage } = pages
  useEffect(() => {
    if (ahead) void fetchNextPage()
  }, [ahead, fetchNextPage])
  return {
    ids, more, loading: !known && pages.isPending, loadingMore: pages.isFetchingNextPage, error: known ? null : pages.error,
    retry: () => void pages.refetch(),
  }
}
