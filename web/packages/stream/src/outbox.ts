/** Messages on their way out. Each keeps its client id for every try, so the server can tell a second try from a second message. */
import { ApiError, type Id, type Message, type MessageButton, type NewMessage, type StoredFile } from '@openline/api'
import { backoff } from './backoff'
import { Store } from './store'

export interface Draft {
  text: string
  files: readonly StoredFile[]
  replyTo: Message['reply_to']
  note: boolean
  buttons?: readonly MessageButton[]
}
export interface Pending extends Draft {
  clientId: string
  conversationId: Id
  at: string
  /** `failed` waits for the person; `sending` goes on by itself. */
  state: 'sending' | 'failed'
  tries: number
  /** The server's words when it refused. */
  detail: string | null
}

export interface OutboxOptions {
  send: (conversationId: Id, message: NewMessage) => Promise<Message>
  onSent: (message: Message) => void
  storage?: Pick<Storage, 'getItem' | 'setItem'> | undefined
  /** Whose messages these are: the next person at this browser must not send them. */
  owner: Id
}

const KEY = 'openline.outbox.'
export const MAX_PENDING = 100
/** About four minutes of trying; after that the person decides. */
export const MAX_TRIES = 12

export class Outbox {
  readonly pending: Store<readonly Pending[]>
  private readonly busy = new Set<Id>()
  private readonly timers = new Map<Id, ReturnType<typeof setTimeout>>()

  constructor(private readonly options: OutboxOptions) {
    this.pending = new Store<readonly Pending[]>(this.restore())
  }

  add(conversationId: Id, draft: Draft): void {
    const item: Pending = {
      ...draft, conversationId, clientId: crypto.randomUUID(), at: new Date().toISOString(), state: 'sending', tries: 0, detail: null,
    }
    this.change((items) => [...items, item].slice(-MAX_PENDING))
    void this.run(conversationId)
  }

  retry(clientId: string): void {
    this.patch(clientId, { state: 'sending', tries: 0, detail: null })
    this.wake()
  }

  discard(clientId: string): void {
    this.change((items) => items.filter((item) => item.clientId !== clientId))
  }

  /** The line is back, or a retry was asked for: do not wait for the timers. */
  wake(): void {
    for (const timer of this.timers.values()) clearTimeout(timer)
    this.timers.clear()
    for (const lane of new Set(this.pending.get().map((item) => item.conversationId))) void this.run(lane)
  }

  stop(): void {
    for (const timer of this.timers.values()) clearTimeout(timer)
    this.timers.clear()
  }

  /** One at a time per conversation, so that what was written first arrives first. */
  private async run(lane: Id): Promise<void> {
    if (this.busy.has(lane) || this.timers.has(lane)) return
    this.busy.add(lane)
    let delay: number | null = null
    for (let item = this.next(lane); item && delay === null; item = this.next(lane)) delay = await this.deliver(item)
    this.busy.delete(lane)
    if (delay === null) return
    this.timers.set(lane, setTimeout(() => {
      this.timers.delete(lane)
      void this.run(lane)
    }, delay))
  }

  private next(lane: Id): Pending | undefined {
    return this.pending.get().find((item) => item.conversationId === lane && item.state === 'sending')
  }

  /** Says how long to wait before the next try, or null to go on. */
  private async deliver(item: Pending): Promise<number | null> {
    try {
      const message = await this.options.send(item.conversationId, {
        text: item.text,
        files: item.files.map((file) => file.id),
        reply_to: item.replyTo?.id ?? null,
        note: item.note,
        ...(item.buttons?.length ? { buttons: [...item.buttons] } : {}),
        client_id: item.clientId,
      })
      this.options.onSent(message)
      this.discard(item.clientId)
      return null
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      const tries = item.tries + 1
      const again = error.passing && tries < MAX_TRIES
      this.patch(item.clientId, again ? { tries } : { tries, state: 'failed', detail: error.detail || null })
      return again ? backoff(item.tries) : null
    }
  }

  private patch(clientId: string, change: Partial<Pending>): void {
    this.change((items) => items.map((item) => (item.clientId === clientId ? { ...item, ...change } : item)))
  }

  private change(change: (items: readonly Pending[]) => readonly Pending[]): void {
    this.pending.update(change)
    try {
      this.options.storage?.setItem(KEY + this.options.owner, JSON.stringify(this.pending.get()))
    } catch {
      return // storage is full or forbidden: a reload would lose what is unsent, nothing else
    }
  }

  private restore(): readonly Pending[] {
    try {
      const kept: unknown = JSON.parse(this.options.storage?.getItem(KEY + this.options.owner) ?? '[]')
      return Array.isArray(kept) ? kept.filter(isPending) : []
    } catch {
      return []
    }
  }
}

function isPending(value: unknown): value is Pending {
  return typeof value === 'object' && value !== null && 'clientId' in value && 'conversationId' in value && 'text' in value && 'files' in value
}
