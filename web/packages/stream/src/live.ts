/** Snapshot, then stream: keeps a Desk true for as long as the tab is open. */
import { ApiError, isApiError, type Api, type Id } from '@openline/api'
import { backoff } from './backoff'
import { Batch } from './batch'
import { deskFrom, type Desk } from './desk'
import type { Frame, LooseFrame, StreamEvent } from './frames'
import { applyEvent, applyLoose, notTyping } from './reduce'
import { StreamSocket, type LinkStatus } from './socket'
import { Store } from './store'
import { trimmed } from './trim'

export interface LiveOptions {
  api: Pick<Api, 'snapshot'>
  /** Address of the stream without its query. */
  streamUrl: string
  /** Events as they are applied: sounds, notifications, pages that read for themselves. */
  onEvents?: (events: readonly StreamEvent[]) => void
}

/** A customer who stopped without saying so. */
const TYPING_MS = 8_000
/** Words stay a while after the last letter: he may be looking for the next one. */
const DRAFT_MS = 30_000

export class Live {
  readonly desk = new Store<Desk | null>(null)
  readonly status = new Store<LinkStatus>({ kind: 'connecting' })
  /** Why there is nothing on the screen yet, if so. */
  readonly problem = new Store<ApiError | null>(null)
  /** Server's clock minus ours, for countdowns. */
  clockOffset = 0
  private readonly tab = crypto.randomUUID()
  private readonly batch = new Batch<Frame>((frames) => this.apply(frames))
  private readonly typing = new Map<Id, ReturnType<typeof setTimeout>>()
  private readonly socket: StreamSocket
  private reading: AbortController | null = null
  private again: ReturnType<typeof setTimeout> | undefined
  private attempt = 0
  private staleAt = -1

  constructor(private readonly options: LiveOptions) {
    this.socket = new StreamSocket({
      url: () => `${options.streamUrl}?since=${this.desk.get()?.seq ?? 0}&tab=${this.tab}`,
      onFrame: (frame) => this.batch.push(frame),
      onStatus: (status) => this.status.set(status),
      onResync: () => this.reload(),
    })
  }

  start(): void {
    this.reload()
  }

  stop(): void {
    this.reading?.abort()
    clearTimeout(this.again)
    this.batch.clear()
    for (const timer of this.typing.values()) clearTimeout(timer)
    this.socket.stop()
  }

  readonly wake = (): void => {
    if (this.problem.get() || !this.desk.get()) this.reload()
    else this.socket.wake()
  }

  readonly active = (): void => this.socket.active()

  sendTyping(conversationId: Id, on: boolean): void {
    this.socket.send({ type: 'typing', conversation_id: conversationId, on })
  }

  /** Reads the snapshot and opens a socket behind it. */
  readonly reload = (): void => {
    this.reading?.abort()
    clearTimeout(this.again)
    this.batch.clear()
    this.socket.pause()
    const reading = new AbortController()
    this.reading = reading
    this.options.api.snapshot(reading.signal).then(
      (snapshot) => {
        if (reading.signal.aborted) return
        this.attempt = 0
        this.problem.set(null)
        this.desk.update((before) => deskFrom(snapshot, before))
        this.socket.start()
      },
      (error: unknown) => {
        if (!reading.signal.aborted) this.failed(error)
      },
    )
  }

  private failed(error: unknown): void {
    if (!(error instanceof ApiError)) throw error
    if (isApiError(error) && error.status === 401) return this.socket.stop('signed_out')
    const delay = backoff(this.attempt++)
    this.problem.set(error)
    this.status.set({ kind: 'waiting', cause: 'network', nextAt: Date.now() + delay })
    if (error.passing) this.again = setTimeout(this.reload, delay)
  }

  private apply(frames: readonly Frame[]): void {
    const before = this.desk.get()
    if (!before) return
    let desk = before
    const events: StreamEvent[] = []
    for (const frame of frames) {
      const next = frame.kind === 'event' ? applyEvent(desk, frame.event) : this.loose(desk, frame.frame)
      if (frame.kind === 'event' && next.seq > desk.seq) events.push(frame.event)
      desk = next
    }
    this.desk.set(trimmed(desk))
    if (events.length > 0) this.options.onEvents?.(events)
    if (desk.stale) this.fill(desk)
  }

  /** A gap: ask again from the last one applied. If that brought nothing, start afresh. */
  private fill(desk: Desk): void {
    if (this.staleAt === desk.seq) return this.reload()
    this.staleAt = desk.seq
    this.batch.clear()
    this.desk.set({ ...desk, stale: false })
    this.socket.resume()
  }

  private loose(desk: Desk, frame: LooseFrame): Desk {
    if (frame.type === 'hello') {
      const at = Date.parse(frame.node_time)
      if (!Number.isNaN(at)) this.clockOffset = at - Date.now()
      if (frame.seq < desk.seq) this.reload() // another history than the one we know
    }
    if (frame.type === 'typing' && frame.data.author === 'customer' && frame.data.on) this.expireTyping(frame.data.conversation_id)
    if (frame.type === 'typing.live' && frame.data.text) this.expireTyping(frame.data.conversation_id, DRAFT_MS)
    return applyLoose(desk, frame)
  }

  private expireTyping(id: Id, after = TYPING_MS): void {
    clearTimeout(this.typing.get(id))
    this.typing.set(id, setTimeout(() => {
      this.typing.delete(id)
      this.desk.update((desk) => desk && notTyping(desk, id))
    }, after))
  }
}
