/** A conversation's transcript: merged from pages and events, each message once, in order. */
import type { Conversation, DeliveryState, Id, Message, Page, Session } from '@openline/api'
import { MAX_LINES, MAX_THREADS, type Desk, type SessionLine, type Thread } from './desk'
import { compareIds } from './ids'

const EMPTY: Thread = { messages: [], older: null, sessions: [], lines: [], stale: true }
const RANK: Record<DeliveryState, number> = { sending: 0, failed: 1, unknown: 1, sent: 1, delivered: 2, read: 3 }

export function mergeMessages(known: readonly Message[], more: readonly Message[]): Message[] {
  const merged = new Map(known.map((message) => [message.id, message]))
  for (const message of more) {
    const before = merged.get(message.id)
    merged.set(message.id, before && RANK[before.state] > RANK[message.state] ? withDelivery(message, before) : message)
  }
  return [...merged.values()].sort((a, b) => compareIds(a.id, b.id))
}

/** An answer may be older than an event that came before it: what became of the message is the event's. */
function withDelivery(message: Message, { state, failure, may_send_again }: Message): Message {
  return { ...message, state, failure, may_send_again }
}

/** A mark never goes back: a late "delivered" after "read" is old news. What was not sent was not read either. */
export function advance(message: Message, state: DeliveryState): Message {
  const there = message.state === 'sent' || message.state === 'delivered'
  return there && RANK[state] > RANK[message.state] ? { ...message, state } : message
}

export function withThread(desk: Desk, id: Id, change: (thread: Thread) => Thread): Desk {
  const thread = desk.threads[id]
  return thread ? { ...desk, threads: { ...desk.threads, [id]: change(thread) } } : desk
}

/** Puts the newest page in. Where it does not touch what is known, what is known goes: a hole must not look whole. */
export function newestPage(desk: Desk, id: Id, page: Page<Message>): Desk {
  const known = desk.threads[id] ?? EMPTY
  const first = page.items[0]
  const touches = page.next === null || known.messages.some((message) => message.id === first?.id)
  const fresh = first ? known.messages.filter((message) => compareIds(message.id, first.id) > 0) : []
  const thread: Thread = touches
    ? { ...known, messages: mergeMessages(known.messages, page.items), older: known.messages.length ? known.older : page.next, stale: false }
    : { ...known, messages: mergeMessages(fresh, page.items), older: page.next, stale: false }
  const { [id]: _, ...others } = desk.threads
  const kept = Object.entries(others).slice(-(MAX_THREADS - 1))
  return { ...desk, threads: { ...Object.fromEntries(kept), [id]: thread } }
}

/** Puts the answer to an act on a message in its place, unless an event has changed it since: that one is newer. */
export function answered(desk: Desk, acted: Message, answer: Message): Desk {
  return withThread(desk, acted.conversation_id, (thread) => ({
    ...thread,
    messages: thread.messages.map((known) => (known === acted ? answer : known)),
  }))
}

export function olderPage(desk: Desk, id: Id, page: Page<Message>): Desk {
  return withThread(desk, id, (thread) => ({ ...thread, messages: mergeMessages(thread.messages, page.items), older: page.next }))
}

export function knownSessions(desk: Desk, id: Id, sessions: readonly Session[]): Desk {
  return withThread(desk, id, (thread) => ({ ...thread, sessions: mergeSessions(thread.sessions, sessions) }))
}

export function mergeSessions(known: readonly Session[], more: readonly Session[]): Session[] {
  const merged = new Map([...known, ...more].map((session) => [session.id, session]))
  return [...merged.values()].sort((a, b) => a.number - b.number)
}

/** Each once, in the order of the stream; what comes later says it better. */
export function withLines(thread: Thread, more: readonly SessionLine[]): Thread {
  const lines = new Map([...thread.lines, ...more].map((line) => [line.seq, line]))
  return { ...thread, lines: [...lines.values()].sort((a, b) => a.seq - b.seq).slice(-MAX_LINES) }
}

/** Rows of an answer. What an event changed since the question (`asked`) is newer than the answer and stays. */
export function withConversations(desk: Desk, rows: readonly Conversation[], asked: Desk | null): Desk {
  const conversations = { ...desk.conversations }
  for (const row of rows) {
    if (conversations[row.id] === asked?.conversations[row.id]) conversations[row.id] = row
  }
  return { ...desk, conversations }
}
