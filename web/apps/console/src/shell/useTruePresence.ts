/** Asks the server again whenever something could have changed what it thinks of us. */
import { ApiError } from '@openline/api'
import { useCallback, useEffect } from 'react'
import { useApi } from '../app/core'
import { useDesk, useDeskUpdate, useLinkStatus } from './LiveProvider'

/** Presence settles a moment after the socket; asking in between would show the state of before. */
const SETTLE_MS = 700

export function useTruePresence(): () => void {
  const api = useApi()
  const update = useDeskUpdate()
  const state = useDesk((desk) => desk.me.presence.state)
  const epoch = useDesk((desk) => desk.epoch)
  const link = useLinkStatus().kind
  const ask = useCallback(() => {
    api.me().then(
      (me) => update((desk) => ({ ...desk, me })),
      (error: unknown) => {
        if (!(error instanceof ApiError)) throw error // the banner tells of a broken line, the router of an ended login
      },
    )
  }, [api, update])
  useEffect(() => {
    if (link !== 'online') return
    const timer = setTimeout(ask, SETTLE_MS)
    return () => clearTimeout(timer)
  }, [ask, state, epoch, link])
  return ask
}
