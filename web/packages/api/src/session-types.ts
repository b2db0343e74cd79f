/** The shapes of a session: one service episode, how it went, and how it is rated. */
import type { ContactBrief, Id, Instant } from './types'

export type SessionPhase = 'waiting' | 'offered' | 'bot' | 'active' | 'closed'
export interface Session {
  id: Id
  number: number
  channel_id: Id
  channel_name: string
  conversation_id: Id
  status: number
  phase: SessionPhase
  owner_id: Id | null
  owner_name: string | null
  /** Without an agent it is offered `to_all` in the queue; without an end it waits for its responsible person. */
  offer: { agent_id: Id | null; offered_at: Instant; expires_at: Instant | null; to_all?: boolean } | null
  opened_at: Instant
  queued_at: Instant
  accepted_at: Instant | null
  first_answer_at: Instant | null
  closed_at: Instant | null
  message_count: number
  /** The deep link or advertisement that the customer came by. */
  source?: string | null
  pinned?: boolean
  /** Who began it: the customer (`input`) or we. */
  mode?: 'input' | 'output'
  /** Whether the channel was open then. */
  worktime?: boolean
  /** The first with this customer. */
  first?: boolean
  /** Nobody has answered in time. */
  unanswered?: boolean
  /** While it closes: until when the customer may go on. */
  closing_until?: Instant | null
  asks_rating?: boolean
  vote?: 'like' | 'dislike' | null
  vote_until?: Instant | null
  review?: Review | null
  /** The session this one came out of. */
  parent_id?: Id | null
  /** Who may answer him now, and which bot answered first. */
  speaker?: 'bot' | 'human' | 'nobody'
  bot?: { id: Id; name: string } | null
  /** Whose it is; in lists only. */
  contact?: ContactBrief | null
  /** How long the customer waited; in lists only. */
  responses?: { clock: Figures; open: Figures } | null
}

/** Waits for answers, in milliseconds: for the first, all together, on average, at most. */
export interface Figures {
  initial: number
  total: number
  average: number
  maximum: number
}

/** How a supervisor rated a session, from 1 to 5. */
export interface Review {
  rating: number
  comment: string
  by: Id | null
  by_name: string | null
  at: Instant
}

/** Something that happened to a session, as it was told when it did. */
export interface SessionEvent {
  seq: number
  at: Instant
  type: string
  session_id: Id
  agent_id: Id | null
  by: Id | null
  outcome: string | null
  reason: string | null
  how: string | null
  /** The channel that it moved to, or the bot. */
  name: string | null
}
