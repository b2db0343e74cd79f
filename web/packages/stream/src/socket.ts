/** Keeps one socket open: notices a dead line, comes back with back-off, wakes after sleep, obeys the close codes. */
import { RESTART_SPREAD_MS, TOO_MANY_MS, backoff } from './backoff'
import { parseFrame, type ClientFrame, type Frame } from './frames'

export type LinkStatus =
  | { kind: 'connecting' }
  | { kind: 'online' }
  | { kind: 'waiting'; cause: 'network' | 'restart' | 'too_many'; nextAt: number }
  | { kind: 'stopped'; cause: 'signed_out' | 'forbidden' | 'closed' }

export interface SocketHandlers {
  url: () => string
  onFrame: (frame: Frame) => void
  onStatus: (status: LinkStatus) => void
  /** The server gave up following (or cannot): read the snapshot again before the next socket. */
  onResync: () => void
}

export const PING_MS = 20_000
/** How long any sign of life may take after a ping, or the opening of a socket. */
export const REPLY_MS = 10_000
const WAKE_REPLY_MS = 3_000
const ACTIVE_MS = 30_000

type Timer = ReturnType<typeof setTimeout>

export class StreamSocket {
  private socket: WebSocket | null = null
  private attempt = 0
  private retry: Timer | undefined
  private pinging: Timer | undefined
  private deadline: Timer | undefined
  private activeAt = 0
  private heard = false
  private stopped = true

  constructor(private readonly handlers: SocketHandlers) {}

  start(): void {
    this.stopped = false
    this.open()
  }

  stop(cause: 'signed_out' | 'forbidden' | 'closed' = 'closed'): void {
    this.stopped = true
    this.drop()
    clearTimeout(this.retry)
    this.handlers.onStatus({ kind: 'stopped', cause })
  }

  /** Leaves the present socket for a new one, which asks for everything after the last applied event. */
  resume(): void {
    if (this.stopped) return
    this.open()
  }

  /** Silence until `start`: what would come now belongs to a state that is being replaced. */
  pause(): void {
    this.stopped = true
    this.drop()
    clearTimeout(this.retry)
    this.handlers.onStatus({ kind: 'connecting' })
  }

  /** The machine woke, the network came back, the tab was opened: find out now, not at the next ping. */
  wake(): void {
    if (this.stopped) return
    if (!this.socket) this.resume()
    else this.ping(WAKE_REPLY_MS)
  }

  /** The person did something. Said at most every half minute. */
  active(now = Date.now()): void {
    if (now - this.activeAt < ACTIVE_MS) return
    if (this.send({ type: 'active' })) this.activeAt = now
  }

  send(frame: ClientFrame): boolean {
    if (this.socket?.readyState !== WebSocket.OPEN) return false
    this.socket.send(JSON.stringify(frame))
    return true
  }

  private open(): void {
    this.drop()
    clearTimeout(this.retry)
    this.handlers.onStatus({ kind: 'connecting' })
    const socket = new WebSocket(this.handlers.url())
    this.socket = socket
    socket.onopen = () => this.opened()
    socket.onmessage = (event) => this.received(event.data)
    socket.onclose = (event) => this.closed(event.code)
    this.expect(REPLY_MS)
  }

  /** Forgets the socket without hearing from it again. */
  private drop(): void {
    const { socket } = this
    this.socket = null
    this.heard = false
    clearTimeout(this.deadline)
    clearInterval(this.pinging)
    if (!socket) return
    socket.onopen = null
    socket.onmessage = null
    socket.onclose = null
    socket.close(1000)
  }

  private received(data: unknown): void {
    clearTimeout(this.deadline)
    if (!this.heard) this.answered()
    const frame = parseFrame(data)
    if (!frame) return
    if (frame.kind === 'loose' && frame.frame.type === 'snapshot_needed') this.handlers.onResync()
    else this.handlers.onFrame(frame)
  }

  private opened(): void {
    this.pinging = setInterval(() => this.ping(REPLY_MS), PING_MS)
    this.ping(REPLY_MS) // an open line proves nothing yet: a refusal comes as a close code after it
  }

  private answered(): void {
    this.heard = true
    this.attempt = 0
    this.handlers.onStatus({ kind: 'online' })
  }

  private ping(replyMs: number): void {
    if (this.send({ type: 'ping' })) this.expect(replyMs)
  }

  private expect(ms: number): void {
    clearTimeout(this.deadline)
    this.deadline = setTimeout(() => this.closed(1006), ms)
  }

  private closed(code: number): void {
    this.drop()
    switch (code) {
      case 4401:
        return this.stop('signed_out')
      case 4403:
        return this.stop('forbidden')
      case 4413:
        return this.handlers.onResync()
      case 4429:
        return this.later('too_many', TOO_MANY_MS)
      case 1012:
        return this.later('restart', RESTART_SPREAD_MS * Math.random())
      default:
        return this.later('network', backoff(this.attempt++))
    }
  }

  private later(cause: 'network' | 'restart' | 'too_many', ms: number): void {
    clearTimeout(this.retry)
    this.retry = setTimeout(() => this.open(), ms)
    this.handlers.onStatus({ kind: 'waiting', cause, nextAt: Date.now() + ms })
  }
}
