/** Instants and spans as people read them, in the reader's language and zone. */
import { useMemo } from 'react'
import { useIntl, type IntlShape } from 'react-intl'

const MINUTE = 60
const HOUR = 3_600
const DAY = 86_400

/** "0:42", "12:05", "3:04:00": for what is running. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const [hours, minutes, rest] = [Math.floor(whole / HOUR), Math.floor((whole % HOUR) / MINUTE), whole % MINUTE]
  const two = (value: number) => String(value).padStart(2, '0')
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`
}

/** "42 s", "12 min", "3 h", "2 d" with the language's short unit: for lists. */
export function shortSpan(intl: IntlShape, seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const unit = (value: number, name: string) => intl.formatNumber(value, { style: 'unit', unit: name, unitDisplay: 'narrow' })
  if (whole < MINUTE) return unit(whole, 'second')
  if (whole < HOUR) return unit(Math.floor(whole / MINUTE), 'minute')
  if (whole < DAY) return unit(Math.floor(whole / HOUR), 'hour')
  return unit(Math.floor(whole / DAY), 'day')
}

/** "1 hour", "90 seconds" said in full: beside a setting. */
export function longSpan(intl: IntlShape, seconds: number): string {
  const unit = (value: number, name: string) => intl.formatNumber(value, { style: 'unit', unit: name, unitDisplay: 'long' })
  const parts = [[DAY, 'day'], [HOUR, 'hour'], [MINUTE, 'minute'], [1, 'second']] as const
  let rest = seconds
  const said = parts.flatMap(([size, name]) => {
    const value = Math.floor(rest / size)
    rest -= value * size
    return value > 0 ? [unit(value, name)] : []
  })
  return said.join(' ')
}

/** Calendar day in the reader's zone, as a sortable key. */
export function dayKey(intl: IntlShape, at: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: intl.timeZone, dateStyle: 'short' }).format(new Date(at))
}

export function dayWords(intl: IntlShape, at: string, now: number): string {
  const days = Math.round((Date.parse(dayKey(intl, new Date(now).toISOString())) - Date.parse(dayKey(intl, at))) / (DAY * 1000))
  if (days === 0 || days === 1) {
    const words = new Intl.RelativeTimeFormat(intl.locale, { numeric: 'auto' }).format(-days, 'day')
    return words.charAt(0).toLocaleUpperCase(intl.locale) + words.slice(1)
  }
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  return intl.formatDate(at, { weekday: 'long', day: 'numeric', month: 'long', ...(sameYear ? {} : { year: 'numeric' }) })
}

export function useTimes() {
  const intl = useIntl()
  return useMemo(() => ({
    time: (at: string) => intl.formatTime(at, { timeStyle: 'short' }),
    moment: (at: string) => intl.formatDate(at, { dateStyle: 'medium', timeStyle: 'short' }),
    date: (at: string) => intl.formatDate(at, { dateStyle: 'medium' }),
    day: (at: string, now: number) => dayWords(intl, at, now),
    dayKey: (at: string) => dayKey(intl, at),
    short: (seconds: number) => shortSpan(intl, seconds),
    long: (seconds: number) => longSpan(intl, seconds),
  }), [intl])
}
