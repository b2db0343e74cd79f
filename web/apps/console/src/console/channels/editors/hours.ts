/** Working hours as they are edited: the shape that the server stores (docs/behaviour/calendar.md K9), and what is wrong with it. */
import type { SettingValue } from '@openline/api'

/** From and to by the clock on the wall; what ends before it begins ends the next day. */
export type Interval = readonly [string, string]
export interface Hours {
  zone: string
  /** Monday to Sunday. */
  week: readonly (readonly Interval[])[]
  yearly: readonly string[]
  dates: readonly string[]
  ranges: readonly (readonly [string, string])[]
  countries: readonly string[]
  opened: Readonly<Record<string, readonly Interval[]>>
}

export const DAY_MIN = 1_440
export const MAX_INTERVALS = 8
export const MAX_COUNTRIES = 10
export const ALL_DAY: Interval = ['00:00', '24:00']
const USUAL: Interval = ['09:00', '18:00']
const LUNCH: Interval = ['12:00', '13:00']
const LONG_MIN = 300

const texts = (value: unknown) => (Array.isArray(value) ? value.map(String) : [])
const pairs = (value: unknown): Interval[] =>
  (Array.isArray(value) ? value : []).map(texts).flatMap(([from, to]) => (from && to ? [[from, to] as const] : []))
const record = (value: unknown) => (typeof value === 'object' && value !== null ? Object.entries(value) : [])

export function hoursOf(value: SettingValue): Hours {
  const known = Object.fromEntries(record(value))
  const week = Array.isArray(known.week) ? known.week : []
  return {
    zone: typeof known.zone === 'string' ? known.zone : 'UTC',
    week: Array.from({ length: 7 }, (_, day) => pairs(week[day])),
    yearly: texts(known.yearly),
    dates: texts(known.dates),
    ranges: pairs(known.ranges),
    countries: texts(known.countries),
    opened: Object.fromEntries(record(known.opened).map(([day, hours]) => [day, pairs(hours)])),
  }
}

export function minutes(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return hour * 60 + minute
}

export function clock(minute: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
}

/** In minutes after midnight; past 24:00 it is the next day. */
export function span([from, to]: Interval): readonly [number, number] {
  const [start, end] = [minutes(from), minutes(to)]
  return [start, end < start ? end + DAY_MIN : end]
}

export const isAllDay = (interval: Interval) => span(interval)[1] - span(interval)[0] === DAY_MIN
/** What a field for a time can show: midnight at the end is 00:00, later is the next morning. */
export const shown = (time: string) => clock(minutes(time) % DAY_MIN)
export const endsNextDay = (interval: Interval) => span(interval)[1] > DAY_MIN

export type Trouble = 'empty' | 'overlap'

/** What is wrong with one of a day's intervals. Overlaps are allowed, and hardly ever meant. */
export function trouble(intervals: readonly Interval[], at: number): Trouble | null {
  const own = intervals[at]
  if (!own) return null
  const [start, end] = span(own)
  if (start === end) return 'empty'
  return intervals.slice(0, at).some((other) => span(other)[0] < end && start < span(other)[1]) ? 'overlap' : null
}

/** One more interval where there is room for it; null: there is none. */
export function another(intervals: readonly Interval[]): Interval | null {
  if (intervals.length === 0) return USUAL
  const last = Math.max(...intervals.map((one) => span(one)[1]))
  const start = Math.min(last + 60, DAY_MIN)
  if (intervals.length >= MAX_INTERVALS || start > DAY_MIN - 60) return null
  return [clock(start), clock(Math.min(start + 240, DAY_MIN - 1))]
}

/** The first long stretch over noon in two, around a lunch break; null: there is none. */
export function withLunch(intervals: readonly Interval[]): Interval[] | null {
  const [noon, one] = [minutes(LUNCH[0]), minutes(LUNCH[1])]
  const at = intervals.findIndex((interval) => {
    const [start, end] = span(interval)
    return start < noon && end > one && end - start > LONG_MIN
  })
  const found = intervals[at]
  if (!found || intervals.length >= MAX_INTERVALS) return null
  return [...intervals.slice(0, at), [found[0], LUNCH[0]], [LUNCH[1], found[1]], ...intervals.slice(at + 1)]
}

export const WEEKDAYS = [0, 1, 2, 3, 4] as const
export const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6] as const

export function copied(week: Hours['week'], from: number, to: readonly number[]): Hours['week'] {
  return week.map((hours, day) => (to.includes(day) ? week[from] ?? [] : hours))
}

export function openMinutes(intervals: readonly Interval[]): number {
  return intervals.reduce((sum, interval) => sum + span(interval)[1] - span(interval)[0], 0)
}

/** A day off of its own: one date, the same date every year, or a span of dates. */
export type DayOff = { kind: 'date'; day: string } | { kind: 'yearly'; day: string } | { kind: 'range'; from: string; to: string }

/** In the order of the calendar: every year's first. */
export function daysOff({ yearly, dates, ranges }: Hours): DayOff[] {
  const byMonth = [...yearly].sort((one, other) => monthFirst(one).localeCompare(monthFirst(other)))
  const dated = [
    ...dates.map((day): DayOff => ({ kind: 'date', day })),
    ...ranges.map(([from, to]): DayOff => ({ kind: 'range', from, to })),
  ]
  const begins = (off: DayOff) => (off.kind === 'range' ? off.from : off.day)
  return [...byMonth.map((day): DayOff => ({ kind: 'yearly', day })), ...dated.sort((one, other) => begins(one).localeCompare(begins(other)))]
}

function monthFirst(day: string): string {
  const [date = '', month = ''] = day.split('.')
  return `${month.padStart(2, '0')}.${date.padStart(2, '0')}`
}

/** In a leap year, so that the 29th of February is one, too. */
export const dateOfYearly = (day: string) => `2024-${monthFirst(day).replace('.', '-')}`
export const yearlyOf = (date: string) => `${date.slice(8, 10)}.${date.slice(5, 7)}`

export function withDayOff(hours: Hours, off: DayOff): Hours {
  const without = withoutDayOff(hours, off)
  switch (off.kind) {
    case 'date':
      return { ...without, dates: [...without.dates, off.day].sort() }
    case 'yearly':
      return { ...without, yearly: [...without.yearly, off.day] }
    case 'range':
      return { ...without, ranges: [...without.ranges, [off.from, off.to]] }
  }
}

export function withoutDayOff(hours: Hours, off: DayOff): Hours {
  switch (off.kind) {
    case 'date':
      return { ...hours, dates: hours.dates.filter((day) => day !== off.day) }
    case 'yearly':
      return { ...hours, yearly: hours.yearly.filter((day) => monthFirst(day) !== monthFirst(off.day)) }
    case 'range':
      return { ...hours, ranges: hours.ranges.filter(([from, to]) => from !== off.from || to !== off.to) }
  }
}

export function withOpened(hours: Hours, day: string, intervals: readonly Interval[] | null): Hours {
  const rest = Object.entries(hours.opened).filter(([known]) => known !== day)
  const opened = intervals === null ? rest : [...rest, [day, intervals] as const]
  return { ...hours, opened: Object.fromEntries([...opened].sort(([one], [other]) => one.localeCompare(other))) }
}

/** What somebody has who works on this date after all: the hours of its weekday, or the usual ones. */
export function hoursOfWeekday({ week }: Hours, day: string): readonly Interval[] {
  const hours = week[(new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7] ?? []
  return hours.length > 0 ? hours : [USUAL]
}

/** The server takes lists and records as they are. */
export const stored = (hours: Hours): SettingValue => ({ ...hours })
