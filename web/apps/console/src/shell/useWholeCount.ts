/** How many conversations there are in all: more than a desk holds, so the server counts them when some came in sight. */
import { ApiError } from '@openline/api'
import { useEffect } from 'react'
import { useApi } from '../app/core'
import { useDeskUpdate, useLive } from './LiveProvider'

const EVERY_MS = 5_000
const NEWCOMERS = new Set<string>(['session.opened', 'session.offered'])

export function useWholeCount(): void {
  const api = useApi()
  const { events } = useLive()
  const update = useDeskUpdate()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const count = () => {
      timer = undefined
      api.counts().then(
        ({ all }) => update((desk) => ({ ...desk, counts: { ...desk.counts, all } })),
        (error: unknown) => {
          if (!(error instanceof ApiError)) throw error // the next one that opens asks again
        },
      )
    }
    const unsubscribe = events.subscribe((news) => {
      if (news.some((event) => NEWCOMERS.has(event.type))) timer ??= setTimeout(count, EVERY_MS)
    })
    return () => {
      unsubscribe()
      clearTimeout(timer)
    }
  }, [api, events, update])
}
