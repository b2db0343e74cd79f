/** The shapes of explanations: why a session went where it went, and why it still waits. */
import type { Id, Instant } from './types'

export interface Explanation {
  at: Instant
  rule: string
  cause: string
  winner_id: Id | null
  winner_name: string | null
  passed_over: { person_id: Id; name: string | null; reason: string }[]
  /** How many are refused, by reason. */
  counts: Record<string, number>
  /** How many it was offered to. */
  offered?: number
}

/** A bot answers first; nobody of the queue is asked, nor the agent whose customer it is. */
export interface BotHasIt {
  id: string
  name: string
  since: string
  until: string | null
  responsible_id: string | null
  responsible_name: string | null
}

export interface Routing {
  /** Newest first. */
  explanations: Explanation[]
  /** Null while nobody is looked for. */
  waiting: Explanation | null
  /** Its place in line, 1 for the next; null for what stands in no line. */
  place: number | null
  in_line: number
  /** Changes that are each enough, and for how many members. */
  remedies: { code: string; people: number }[]
  bot?: BotHasIt | null
}
