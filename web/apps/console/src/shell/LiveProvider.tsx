import type { Me } from '@openline/api'
import { Live, Outbox, withThread, mergeMessages, type Desk, type LinkStatus, type Reader, type StreamEvent } from '@openline/stream'
import { useQueryClient } from '@tanstack/react-query'
import { createContext, useContext, useEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react'
import { useApi } from '../app/core'
import { Emitter } from './emitter'
import { PageRefresher } from './refreshPages'

interface LiveContextValue {
  live: Live
  outbox: Outbox
  /** Events of the stream once they are applied. */
  events: Emitter<readonly StreamEvent[]>
}

const LiveContext = createContext<LiveContextValue | null>(null)

export function useLive(): LiveContextValue {
  const value = useContext(LiveContext)
  if (!value) throw new Error('LiveProvider is missing')
  return value
}

function streamUrl(): string {
  const { protocol, host } = window.location
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/api/v1/stream`
}

function tabStorage(): Storage | undefined {
  try {
    return window.sessionStorage
  } catch {
    return undefined
  }
}

/** What wakes the line: the tab, the network, the person. */
function watchPresence(live: Live): () => void {
  const woken = () => document.visibilityState === 'visible' && live.wake()
  const acted = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const
  document.addEventListener('visibilitychange', woken)
  const network = ['online', 'offline'] as const
  for (const name of network) window.addEventListener(name, live.wake)
  window.addEventListener('pageshow', woken)
  for (const name of acted) window.addEventListener(name, live.active, { passive: true, capture: true })
  return () => {
    document.removeEventListener('visibilitychange', woken)
    for (const name of network) window.removeEventListener(name, live.wake)
    window.removeEventListener('pageshow', woken)
    for (const name of acted) window.removeEventListener(name, live.active, { capture: true })
  }
}

function useCreated(me: Me): LiveContextValue {
  const api = useApi()
  const [created] = useState(() => {
    const events = new Emitter<readonly StreamEvent[]>()
    const live = new Live({ api, streamUrl: streamUrl(), onEvents: (news) => events.emit(news) })
    const outbox = new Outbox({
      send: api.send,
      onSent: (message) => live.desk.update((desk) => desk && withThread(desk, message.conversation_id, (thread) => ({
        ...thread,
        messages: mergeMessages(thread.messages, [message]),
      }))),
      storage: tabStorage(),
      owner: me.person.id,
    })
    return { live, outbox, events }
  })
  return created
}

export function LiveProvider({ me, children }: { me: Me; children: ReactNode }) {
  const created = useCreated(me)
  const { live, outbox, events } = created
  const queries = useQueryClient()
  useEffect(() => {
    const refresher = new PageRefresher(queries)
    const unsubscribe = events.subscribe(refresher.hear)
    return () => {
      unsubscribe()
      refresher.stop()
    }
  }, [events, queries])
  useEffect(() => {
    live.start()
    const unwatch = watchPresence(live)
    const unheard = live.status.subscribe(() => live.status.get().kind === 'online' && outbox.wake())
    return () => {
      unheard()
      unwatch()
      live.stop()
      outbox.stop()
    }
  }, [live, outbox])
  return <LiveContext value={created}>{children}</LiveContext>
}

/** Only below the shell, which waits for the first snapshot. `select` must give back a part of the desk, not a new value. */
export function useDesk<T>(select: (desk: Desk) => T): T {
  const { live } = useLive()
  return useSyncExternalStore(live.desk.subscribe, () => {
    const desk = live.desk.get()
    if (!desk) throw new Error('The desk is not loaded yet.')
    return select(desk)
  })
}

/** Whose desk it is, and who stands in which queue. */
export function useReader(): Reader {
  const me = useDesk((desk) => desk.me)
  const channels = useDesk((desk) => desk.channels)
  return useMemo(() => ({ me, channels }), [me, channels])
}

export function useLinkStatus(): LinkStatus {
  const { live } = useLive()
  return useSyncExternalStore(live.status.subscribe, live.status.get)
}

/** Changes the desk with what an answer brought. */
export function useDeskUpdate(): (change: (desk: Desk) => Desk) => void {
  const { live } = useLive()
  return useMemo(() => (change) => live.desk.update((desk) => desk && change(desk)), [live])
}

