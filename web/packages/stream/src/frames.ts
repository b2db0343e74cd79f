/** What the server says on the agents' stream, and how a text frame becomes one of these. */
import type {
  Channel, Contact, Conversation, Id, Instant, Message, Notice, Person, PresenceState, Session, StoredFile,
} from '@openline/api'

interface Numbered<Type extends string, Data> {
  seq: number
  /** The number of the event due to this socket before this one. */
  prev: number
  at: Instant
  type: Type
  data: Data
}

export interface SessionEventData {
  session: Session
  conversation: Conversation
  agent_id: Id | null
  outcome: string | null
  reason: string | null
  /** Whose hand it was; without one it happened by itself. */
  by?: Id | null
  /** Of what was handed over: transferred or intercepted; of a move: manual, auto or bot. */
  how?: string | null
  from_channel_id?: Id | null
}
export type SessionEventType =
  | 'session.opened' | 'session.queued' | 'session.offered' | 'session.undistributed' | 'session.accepted'
  | 'session.returned' | 'session.handed' | 'session.pinned' | 'session.closed' | 'offer.stays' | LifeEventType
/** What becomes of a session besides its way through the queue. */
export type LifeEventType =
  | 'session.closing' | 'session.reopened' | 'session.rated' | 'session.reviewed' | 'session.unanswered'
  | 'session.joined' | 'session.left' | 'session.whisper' | 'session.moved' | 'bot.joined' | 'bot.left'
/** `read`: the owner's mark. `seen`: what the customer's side has shown or read, up to a number. */
export interface ReadEventData {
  conversation_id: Id
  by: 'customer' | 'agent'
  state: 'delivered' | 'read'
  up_to: number
  agent_read_up_to: Id | null
  unread: number
}

export type StreamEvent =
  | Numbered<'message.added' | 'message.changed', { conversation: Conversation; message: Message }>
  | Numbered<'conversation.changed', { conversation: Conversation }>
  | Numbered<'file.changed', { conversation_id: Id; file: StoredFile }>
  | Numbered<'conversation.read' | 'conversation.seen', ReadEventData>
  | Numbered<SessionEventType, SessionEventData>
  | Numbered<'offer.ended', SessionEventData>
  | Numbered<'channel.changed', { id: Id; channel: Channel | null }>
  | Numbered<'connection.changed', { id: Id; channel_id: Id }>
  | Numbered<'person.changed', { person: Person }>
  | Numbered<'contact.changed', { contact: Contact }>
  | Numbered<'notice.added', { notice: Notice }>
  | Numbered<'notices.read', { up_to: Id }>
  | Numbered<'unknown', unknown>

export type LooseFrame =
  | { type: 'hello'; seq: number; person_id: Id; node_time: Instant }
  | { type: 'typing'; data: { conversation_id: Id; author: 'customer' | 'agent'; person_id: Id | null; on: boolean } }
  | { type: 'typing.live'; data: { conversation_id: Id; text: string } }
  | { type: 'presence.changed'; data: { person_id: Id; state: PresenceState } }
  | { type: 'snapshot_needed' }
  | { type: 'pong' }

export type Frame = { kind: 'event'; event: StreamEvent } | { kind: 'loose'; frame: LooseFrame }
export type ClientFrame = { type: 'ping' | 'active' } | { type: 'typing'; conversation_id: Id; on: boolean }

const KNOWN = new Set<string>([
  'message.added', 'message.changed', 'file.changed', 'conversation.changed', 'conversation.read', 'conversation.seen',
  'session.opened', 'session.queued', 'session.offered', 'session.undistributed', 'session.accepted', 'session.returned', 'session.handed', 'session.pinned', 'session.closed',
  'session.closing', 'session.reopened', 'session.rated', 'session.reviewed', 'session.unanswered', 'session.joined', 'session.left',
  'session.whisper', 'session.moved', 'bot.joined', 'bot.left', 'offer.stays', 'offer.ended', 'channel.changed',
  'connection.changed', 'person.changed', 'contact.changed', 'notice.added', 'notices.read',
] satisfies StreamEvent['type'][])
const LOOSE = new Set<string>(['typing', 'typing.live', 'presence.changed', 'snapshot_needed', 'pong'] satisfies LooseFrame['type'][])

function record(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
}

function parse(text: string): Record<string, unknown> | null {
  try {
    return record(JSON.parse(text))
  } catch {
    return null
  }
}

/** `hello` may carry its facts beside the type or under `data`; both are read. */
function hello(raw: Record<string, unknown>): LooseFrame | null {
  const facts = { ...raw, ...record(raw.data) }
  if (typeof facts.seq !== 'number') return null
  return { type: 'hello', seq: facts.seq, person_id: String(facts.person_id), node_time: String(facts.node_time) }
}

export function parseFrame(text: unknown): Frame | null {
  const raw = typeof text === 'string' ? parse(text) : null
  if (!raw || typeof raw.type !== 'string') return null
  if (raw.type === 'hello') {
    const frame = hello(raw)
    return frame && { kind: 'loose', frame }
  }
  if (typeof raw.seq === 'number' && typeof raw.prev === 'number') {
    const known = KNOWN.has(raw.type) && record(raw.data) !== null
    const event = { ...raw, type: known ? raw.type : 'unknown' }
    return { kind: 'event', event: event as StreamEvent } // an unknown one still counts: it moves the number on
  }
  return LOOSE.has(raw.type) ? { kind: 'loose', frame: raw as LooseFrame } : null
}
