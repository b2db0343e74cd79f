/** The shapes behind the editors of a channel's settings: what happens at a moment, holidays. */
import type { Instant } from './types'

export interface MomentTexts {
  welcome: string | null
  off_hours: string | null
  consent: string | null
  no_answer: string | null
  no_answer_after_s: number
}
export type DayRule = 'always' | 'week' | 'opened' | 'yearly' | 'date' | 'range' | 'holiday'
export interface MomentDay {
  date: string
  because: DayRule
  holiday: string | null
  hours: [string, string][]
}
export interface MomentRouting {
  mode: string
  members: number
  free: number
  refused: Record<string, number>
}
/** What would happen to a customer who wrote at this moment. */
export interface Moment {
  at: Instant
  zone: string | null
  open: boolean
  next_open: Instant | null
  next_close: Instant | null
  day: MomentDay
  texts: MomentTexts
  texts_alone: MomentTexts | null
  routing: MomentRouting
}

export interface Holiday {
  date: string
  name: string
}
export interface Holidays {
  items: Holiday[]
  countries: string[]
  next: string | null
}
