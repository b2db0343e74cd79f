/** Messages that the server has not confirmed. Kept over reloads, sent one at a time, in order, under the same id until they are in. */
import type { Answer } from '../net/api'
import { backOff, type Clock } from './clock'
import type { Pending } from './state'
import { like, parseFiles, raw, type Message } from '../net/wire'

export const MOST_PENDING = 50
/** An older one is not sent behind the customer's back: he is asked. */
export const STALE_MS = 24 * 3_600_000
export const STORED = 'out:'

export interface OutboxDeps {
  send: (entry: Pending) => Promise<Answer<Message>>
  store: (name: string, value: string | null) => void
  changed: (pending: readonly Pending[]) => void
  sent: (message: Message) => void
  slowedDown: (seconds: number) => void
  clock: Clock
}

export interface Outbox {
  /** False: full. */
  add: (entry: Pick<Pending, 'client_id' | 'text' | 'files' | 'pressed'>) => boolean
  retry: (clientId: string) => void
  discard: (clientId: string) => void
  /** The stream brought it. */
  confirm: (clientId: string) => void
  /** The network is back, or there is a new token. */
  wake: () => void
  size: () => number
}

/** Sorted by name, the entries are in the order in which they were written. */
const nameOf = (entry: Pending) => `${STORED}${String(entry.at).padStart(15, '0')}:${entry.client_id}`

function parseEntry(text: string, now: number): Pending | null {
  try {
    const value: unknown = JSON.parse(text)
    const entry = like({ client_id: '', text: '', at: 0, failed: false, pressed: '' }, value)
    if (!entry.client_id) return null
    return { ...entry, files: parseFiles(raw(value).files), failed: entry.failed || now - entry.at > STALE_MS }
  } catch {
    return null
  }
}

export function restore(stored: Readonly<Record<string, string>>, now: number): Pending[] {
  const names = Object.keys(stored).filter((name) => name.startsWith(STORED))
  const entries = names.sort().map((name) => parseEntry(stored[name] ?? '', now))
  return entries.filter((entry) => entry !== null).slice(0, MOST_PENDING)
}

/** Refusals that pass by themselves; any other one is about the message. */
const passing = (status: number) => status === 401 || status === 408 || status === 429 || status >= 500

export function createOutbox(deps: OutboxDeps, restored: readonly Pending[]): Outbox {
  const { clock } = deps
  let entries = restored
  let sending = false
  let attempt = 0
  let hold = 0
  let calledOff: (() => void) | null = null

  function change(next: readonly Pending[]) {
    entries = next
    deps.changed(entries)
  }

  function keep({ client_id, text, files, pressed }: Omit<Pending, 'at' | 'failed'>) {
    // no two at one instant: the order of names is the order of writing
    const at = Math.max(clock.now(), ...entries.map((other) => other.at + 1))
    const entry = { client_id, text, files, pressed, at, failed: false }
    deps.store(nameOf(entry), JSON.stringify(entry))
    change([...entries, entry])
  }

  function drop(clientId: string) {
    const entry = entries.find((other) => other.client_id === clientId)
    if (!entry) return
    deps.store(nameOf(entry), null)
    change(entries.filter((other) => other !== entry))
  }

  /** A failed one stays where it stands; the ones behind it go on. */
  function fail(entry: Pending) {
    const failed = { ...entry, failed: true }
    deps.store(nameOf(entry), JSON.stringify(failed))
    change(entries.map((other) => (other === entry ? failed : other)))
  }

  function later(answer: Exclude<Answer<Message>, { kind: 'ok' }>) {
    const told = answer.kind === 'refused' ? answer.retryAfterS : null
    if (told !== null) {
      hold = clock.now() + told * 1_000
      deps.slowedDown(told)
    }
    calledOff = clock.after(Math.max(backOff(clock, attempt), hold - clock.now()), wake)
    attempt += 1
  }

  async function pump(): Promise<void> {
    const entry = entries.find((other) => !other.failed)
    if (sending || calledOff || !entry) return
    sending = true
    const answer = await deps.send(entry)
    sending = false
    if (answer.kind === 'ok') {
      attempt = 0
      deps.sent(answer.value)
      drop(entry.client_id)
    } else if (answer.kind === 'unreachable' || passing(answer.status)) return later(answer)
    else if (entries.includes(entry)) fail(entry)
    return pump()
  }

  function wake() {
    if (clock.now() < hold) return // the server named a time
    calledOff?.()
    calledOff = null
    void pump()
  }

  return {
    add(entry) {
      if (entries.length >= MOST_PENDING) return false
      keep(entry)
      void pump()
      return true
    },
    retry(clientId) {
      const entry = entries.find((other) => other.client_id === clientId)
      if (!entry?.failed) return
      drop(clientId)
      keep(entry)
      wake()
    },
    discard: drop,
    confirm: drop,
    wake,
    size: () => entries.length,
  }
}
