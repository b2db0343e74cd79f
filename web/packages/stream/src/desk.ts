/** What one agent's browser knows, as one immutable value. */
import type {
  Channel, Conversation, Counts, Id, Instant, Me, Message, Person, Session, Snapshot,
} from '@openline/api'
import type { SessionEventType } from './frames'
import { noticesFrom, type Notices } from './notices'

/** Something that happened to a session: told in the transcript as it happens, and read again when it is opened. */
export interface SessionLine {
  readonly seq: number
  readonly at: Instant
  readonly kind: SessionEventType | 'offer.ended'
  readonly agentId: Id | null
  readonly reason: string | null
  /** How an offer ended; whether from now on it is pinned, or whispered in; what the customer thinks; where it moved. */
  readonly outcome: string | null
  /** Whose hand it was, and how. */
  readonly by?: Id | null
  readonly how?: string | null
}

export interface Thread {
  /** Oldest first, each once. */
  readonly messages: readonly Message[]
  /** Cursor of the page before the oldest message; null when the beginning is here. */
  readonly older: string | null
  readonly sessions: readonly Session[]
  readonly lines: readonly SessionLine[]
  /** Something may be missing at the end: the newest page has to be read again. */
  readonly stale: boolean
}

export interface Desk {
  readonly seq: number
  /** An event was missed: resume from `seq`. */
  readonly stale: boolean
  /** Goes up with each snapshot; pages read before are not to be trusted. */
  readonly epoch: number
  readonly me: Me
  readonly people: Readonly<Record<Id, Person>>
  readonly channels: Readonly<Record<Id, Channel>>
  readonly conversations: Readonly<Record<Id, Conversation>>
  readonly threads: Readonly<Record<Id, Thread>>
  /** Conversations whose customer is typing, with his words so far where the channel shows them, else an empty text. */
  readonly typing: Readonly<Record<Id, string>>
  readonly counts: Counts
  readonly notices: Notices
  /** Sessions offered to all that I skipped: they stay, but ring no longer. */
  readonly skipped: Readonly<Record<Id, true>>
}

export const MAX_LINES = 500
/** Threads kept in memory; the ones opened longest ago go first. */
export const MAX_THREADS = 30

export function byId<T extends { id: Id }>(rows: readonly T[]): Record<Id, T> {
  return Object.fromEntries(rows.map((row) => [row.id, row]))
}

/** A fresh start; what was read of threads before stays on screen but is read again. */
export function deskFrom(snapshot: Snapshot, before: Desk | null = null): Desk {
  const threads = Object.entries(before?.threads ?? {}).map(([id, thread]) => [id, { ...thread, stale: true }] as const)
  const { new: offered, mine } = snapshot.conversations
  const kept = threads.map(([id]) => before?.conversations[id]).filter((row) => row !== undefined)
  return {
    seq: snapshot.seq,
    stale: false,
    epoch: (before?.epoch ?? 0) + 1,
    me: snapshot.me,
    people: byId(snapshot.people),
    channels: byId(snapshot.channels),
    conversations: { ...byId(kept), ...byId(offered), ...byId(mine) },
    threads: Object.fromEntries(threads),
    typing: {},
    counts: snapshot.counts,
    notices: noticesFrom(snapshot.notices),
    skipped: before?.skipped ?? {},
  }
}
