/** Keeps the chat fed: a socket as long as sockets work here, else long polling; back again after every break. */
import type { Answer } from './api'
import { backOff, type Clock } from '../core/clock'
import { openSocket, type Socket, type Wire } from './socket'

export interface StreamDeps {
  /** A socket that asks for everything after the last number. */
  open: () => Wire
  /** The same question by HTTP; answers at the first news, or empty after a while. */
  poll: (signal: AbortSignal) => Promise<Answer<readonly unknown[]>>
  frame: (data: unknown) => void
  linked: (link: 'connecting' | 'live' | 'lost') => void
  /** The token is no longer good, or this site is not allowed: nothing goes on by itself. */
  refused: (why: 'token' | 'origin') => void
  clock: Clock
}

export interface Stream {
  start: () => void
  stop: () => void
  /** The machine woke up, the network is back, the customer is here again. */
  wake: () => void
  /** False when there is no socket to send through. */
  send: (frame: object) => boolean
}

/** So many sockets in a row that never spoke: something on the way forbids them. */
const SOCKET_TRIES = 2
const SOCKET_AGAIN_MS = 300_000
const POLL_PATIENCE_MS = 45_000
const POLL_PACE_MS = 500
const SLOWLY_MS = 30_000

export function createStream(deps: StreamDeps): Stream {
  const { clock } = deps
  let on = false
  let socket: Socket | null = null
  let polling: AbortController | null = null
  let calledOff: (() => void) | null = null
  let attempt = 0
  let mute = 0
  let socketsAt = 0

  function later(ms: number) {
    deps.linked('lost')
    calledOff?.()
    calledOff = clock.after(ms, connect)
  }

  function again(atLeastMs = 0) {
    later(Math.max(atLeastMs, backOff(clock, attempt)))
    attempt += 1
  }

  function ended(code: number, wasLive: boolean) {
    socket = null
    mute = wasLive ? 0 : mute + 1
    if (mute >= SOCKET_TRIES) socketsAt = clock.now() + SOCKET_AGAIN_MS
    switch (code) {
      case 4401:
        return deps.refused('token')
      case 4403:
        return deps.refused('origin')
      case 4408: // idle
      case 4429: // too many
        return again(SLOWLY_MS)
      default:
        return again()
    }
  }

  function connect() {
    calledOff?.()
    calledOff = null
    if (!on || socket || polling) return
    if (clock.now() < socketsAt) return void poll()
    socket = openSocket({ open: deps.open, frame: heard, ended, clock })
  }

  function heard(data: unknown) {
    attempt = 0
    deps.linked('live')
    deps.frame(data)
  }

  async function poll() {
    polling = new AbortController()
    const { signal } = polling
    const giveUp = clock.after(POLL_PATIENCE_MS, () => polling?.abort())
    const answer = await deps.poll(signal)
    giveUp()
    if (polling?.signal !== signal) return // stopped meanwhile
    polling = null
    polled(answer)
  }

  function polled(answer: Answer<readonly unknown[]>) {
    if (answer.kind === 'ok') {
      attempt = 0
      // with the line down sockets fail too: once it is seen to work they get one more chance
      if (mute === SOCKET_TRIES) socketsAt = 0
      deps.linked('live')
      answer.value.forEach(deps.frame)
      calledOff = clock.after(POLL_PACE_MS, connect)
    } else if (answer.kind === 'refused' && answer.status === 401) deps.refused('token')
    else if (answer.kind === 'refused' && answer.status === 403) deps.refused('origin')
    else again(answer.kind === 'refused' && answer.status === 429 ? SLOWLY_MS : 0)
  }

  return {
    start() {
      on = true
      deps.linked('connecting')
      connect()
    },
    stop() {
      on = false
      calledOff?.()
      socket?.close()
      polling?.abort()
      socket = polling = calledOff = null
      attempt = 0
    },
    wake() {
      if (socket) socket.probe()
      else connect()
    },
    send: (frame) => socket?.send(frame) ?? false,
  }
}
