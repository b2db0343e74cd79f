/** Reminders of silent customers as they are edited (docs/behaviour/life.md L21). */
import type { SettingValue } from '@openline/api'

export const BUTTONS = ['continue', 'new', 'close'] as const
export type ButtonKind = (typeof BUTTONS)[number]
export interface ReminderButton {
  label: string
  /** What the customer is taken to say. */
  text: string
  /** What he is answered at once. */
  reply: string
}
export type Reminder = { after_s: number; text: string } & Record<ButtonKind, ReminderButton | null>

export const MAX_REMINDERS = 10
export const UNITS = { min: 60, h: 3_600, d: 86_400 } as const
export type Unit = keyof typeof UNITS
const LONGEST_S = 2_678_400
const DAY_S = 86_400

const record = (value: unknown): Record<string, unknown> => Object.fromEntries(typeof value === 'object' && value !== null ? Object.entries(value) : [])
const words = (value: unknown) => (typeof value === 'string' ? value : '')

function buttonOf(value: unknown): ReminderButton | null {
  if (typeof value !== 'object' || value === null) return null
  const { label, text, reply } = record(value)
  return { label: words(label), text: words(text), reply: words(reply) }
}

export function remindersOf(value: SettingValue): Reminder[] {
  return (Array.isArray(value) ? value : []).map(record).map((one) => ({
    after_s: Number(one.after_s), text: words(one.text), continue: buttonOf(one.continue), new: buttonOf(one.new), close: buttonOf(one.close),
  }))
}

/** The largest unit that says it without a rest. */
export function unitOf(seconds: number): Unit {
  return seconds % UNITS.d === 0 ? 'd' : seconds % UNITS.h === 0 ? 'h' : 'min'
}

/** One more, a day after the last; the first after three hours. */
export function another(reminders: readonly Reminder[]): Reminder {
  const last = reminders.at(-1)
  const after_s = last ? Math.min(last.after_s + DAY_S, LONGEST_S) : 3 * UNITS.h
  return { after_s, text: '', continue: null, new: null, close: null }
}

export type Trouble = 'short' | 'long' | 'order' | 'text' | 'label'

/** What the server would refuse, said before it does. */
export function troubles(reminders: readonly Reminder[], at: number): Trouble[] {
  const own = reminders[at]
  if (!own) return []
  const before = reminders[at - 1]
  const found: Trouble[] = []
  if (own.after_s < UNITS.min) found.push('short')
  if (own.after_s > LONGEST_S) found.push('long')
  if (before && own.after_s <= before.after_s) found.push('order')
  if (own.text.trim() === '') found.push('text')
  if (BUTTONS.some((kind) => own[kind]?.label.trim() === '')) found.push('label')
  return found
}
