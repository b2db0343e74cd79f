/** The shapes about colleagues at work: the board of a channel, workday and pause, absences, one's own routing. */
import type { ContactBrief, Id, Instant, PresenceState, Session } from './types'

export type WorkdayState = 'started' | 'on_break' | 'ended'
export interface Workday {
  state: WorkdayState
  since: Instant | null
}

export interface BoardSession {
  session: Session
  contact: ContactBrief
  /** Since when it stands where it stands. */
  since: Instant
  /** Why most of the queue cannot take it, while it waits. */
  reason: string | null
}
export interface BoardLane {
  items: BoardSession[]
  /** All, not only those shown. */
  total: number
}
export interface BoardAgent {
  id: Id
  name: string
  /** False for an owner from outside the queue. */
  member: boolean
  presence: PresenceState
  on_leave: boolean
  paused: boolean
  /** Null for whoever is not under working-time management. */
  workday: WorkdayState | null
  break_since: Instant | null
  load: number
  held: number
  capacity: number
  overloaded: boolean
  /** Why nothing is offered to him. */
  reason: string | null
}
export interface Board {
  channel_id: Id
  at: Instant
  waiting: BoardLane
  offered: BoardLane
  active: BoardLane
  closing: BoardLane
  /** What a bot answers first. */
  with_bot: BoardLane
  agents: BoardAgent[]
}

export const ABSENCE_KINDS = ['vacation', 'sick', 'leave', 'other'] as const
export type AbsenceKind = (typeof ABSENCE_KINDS)[number]
/** Days in the person's own zone, both included. */
export interface NewAbsence {
  kind: AbsenceKind
  from: string
  to: string
  comment: string | null
}
export interface Absence extends NewAbsence {
  id: Id
}
/** From 1 to 5 each. */
export type SkillLevels = Record<string, number>

/** Whether I may be offered something in a channel of mine. */
export interface ChannelRouting {
  channel_id: Id
  channel_name: string
  ready: boolean
  reason: string | null
  load: number
  capacity: number
  waiting: number
  /** My open sessions in all channels, of which nobody is offered more than `cap`. */
  held: number
  cap: number
}
