/** What tests put in the place of time, sockets and servers. Nothing here waits. */
import type { Clock } from '../core/clock'
import type { Wire } from '../net/socket'
import type { Message } from '../net/wire'

export interface FakeClock extends Clock {
  /** Moves time on and calls what is due, in order. */
  advance: (ms: number) => void
  pending: () => number
}

export function fakeClock(random = 0.5): FakeClock {
  let now = 1_000_000
  let timers: { at: number; call: () => void }[] = []
  return {
    now: () => now,
    random: () => random,
    pending: () => timers.length,
    after(ms, call) {
      const timer = { at: now + ms, call }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    advance(ms) {
      const end = now + ms
      for (;;) {
        const next = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
        if (!next) break
        timers = timers.filter((other) => other !== next)
        now = Math.max(now, next.at)
        next.call()
      }
      now = end
    },
  }
}

export interface FakeWire extends Wire {
  sent: string[]
  closed: boolean
  hear: (frame: object) => void
  drop: (code: number) => void
}

export function fakeWire(): FakeWire {
  return {
    sent: [],
    closed: false,
    onmessage: null,
    onclose: null,
    onerror: null,
    send(text) {
      if (typeof text === 'string') this.sent.push(text)
    },
    close() {
      this.closed = true
    },
    hear(frame) {
      this.onmessage?.call(this as unknown as WebSocket, new MessageEvent('message', { data: JSON.stringify(frame) }))
    },
    drop(code) {
      this.onclose?.call(this as unknown as WebSocket, new CloseEvent('close', { code }))
    },
  }
}

/** Lets everything that waits for a promise go on. */
export const settled = () => new Promise<void>((resolve) => setImmediate(resolve))

export interface Held<T> {
  promise: Promise<T>
  answer: (value: T) => void
}

/** An answer that comes when the test says so. */
export function held<T>(): Held<T> {
  let answer: (value: T) => void = () => undefined
  const promise = new Promise<T>((resolve) => {
    answer = resolve
  })
  return { promise, answer }
}

export function message(number: number, part: Partial<Message> = {}): Message {
  return {
    number,
    id: String(1_000 + number),
    author: 'agent',
    name: 'Mai',
    avatar_url: null,
    text: `message ${number}`,
    files: [],
    reply_to: null,
    client_id: null,
    state: 'sent',
    buttons: [],
    at: '2026-11-22T08:00:00.000Z',
    ...part,
  }
}
