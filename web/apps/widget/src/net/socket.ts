/** One WebSocket from opening to end: tells of frames, notices a silent death by pings that get no answer. */
import type { Clock } from '../core/clock'

/** What is used of a WebSocket. */
export type Wire = Pick<WebSocket, 'onmessage' | 'onclose' | 'onerror' | 'send' | 'close'>

export interface SocketDeps {
  open: () => Wire
  frame: (data: unknown) => void
  /** Called once, for whatever reason; 1006 is also our own verdict on a dead line. */
  ended: (code: number, wasLive: boolean) => void
  clock: Clock
}

export interface Socket {
  send: (frame: object) => boolean
  /** Is anybody there? Asked after a sleep of the machine. */
  probe: () => void
  close: () => void
}

const OPENING_MS = 10_000
const PING_MS = 25_000
const ANSWER_MS = 10_000
const DEAD = 1006

function json(data: unknown): unknown {
  try {
    return typeof data === 'string' ? JSON.parse(data) : null
  } catch {
    return null
  }
}

export function openSocket({ open, frame, ended, clock }: SocketDeps): Socket {
  let live = false
  let asked = true
  let over = false
  let cancel = clock.after(OPENING_MS, () => end(DEAD))
  let wire: Wire | null = null

  function rearm(ms: number, call: () => void) {
    cancel()
    cancel = clock.after(ms, call)
  }

  function close() {
    over = true
    cancel()
    if (!wire) return
    wire.onmessage = wire.onclose = wire.onerror = null
    wire.close()
  }

  function end(code: number) {
    if (over) return
    close()
    ended(code, live)
  }

  function probe() {
    if (!live) return
    asked = true
    rearm(ANSWER_MS, () => end(DEAD))
    wire?.send('{"type":"ping"}')
  }

  try {
    wire = open()
    wire.onmessage = ({ data }) => {
      live = true
      // not after each frame: the server too wants to hear from us now and then
      if (asked) rearm(PING_MS, probe)
      asked = false
      frame(json(data))
    }
    wire.onclose = ({ code }) => end(code)
    // a socket that the policy of the page forbids has an error and never a close
    wire.onerror = () => end(DEAD)
  } catch {
    // forbidden by the policy of the page: as good as closed, but not before the caller has its answer
    rearm(0, () => end(DEAD))
  }

  return {
    send(message) {
      if (live) wire?.send(JSON.stringify(message))
      return live
    },
    probe,
    close,
  }
}
