import type { SettingItem, SettingValue } from '@openline/api'
import { useIntl } from 'react-intl'
import { useText } from '../../i18n/text'
import { useTimes } from '../../i18n/times'
import styles from './Channels.module.css'
import { useSaid } from './useSaid'

interface ShownProps {
  item: SettingItem
  value: SettingValue
  label: string
}

/** What is changed through the API only, in words as far as we have some. */
export function SettingShown({ item, value, label }: ShownProps) {
  const said = useSaid(item)
  const lines = useLines(item, value)
  return (
    <ul className={styles.structured} tabIndex={0} aria-label={label}>
      {(lines.length > 0 ? lines : [said(value)]).map((line, index) => <li key={index}>{line}</li>)}
    </ul>
  )
}

const record = (value: unknown) => (typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } as Record<string, unknown> : {})
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

function useLines(item: SettingItem, value: SettingValue): string[] {
  const text = useText()
  const times = useTimes()
  const hours = useHours()
  switch (item.type) {
    case 'calendar':
      return hours(record(value))
    case 'skills':
      return Object.entries(record(value)).map(([name, level]) => text('settings.skill', { name, level: Number(level) }))
    case 'reminders':
      return list(value).map(record).map((one) => text('settings.reminder', { time: times.long(Number(one.after_s)), said: String(one.text) }))
    default:
      return []
  }
}

/** Any Monday. */
const MONDAY = Date.UTC(2026, 0, 5)
const DAY_MS = 86_400_000

/** The week by runs of days that are alike, then what departs from it. */
function useHours(): (hours: Record<string, unknown>) => string[] {
  const text = useText()
  const intl = useIntl()
  const day = (index: number) => intl.formatDate(MONDAY + index * DAY_MS, { weekday: 'short', timeZone: 'UTC' })
  return ({ zone, week, yearly, dates, ranges, countries, opened }) => {
    const days = list(week).map((intervals) => list(intervals).map((one) => list(one).join('–')).join(', ') || text('settings.hours.closed'))
    const starts = days.map((_, index) => index).filter((index) => index === 0 || days[index] !== days[index - 1])
    const runs = starts.map((start, at) => {
      const end = (starts[at + 1] ?? days.length) - 1
      return `${start === end ? day(start) : `${day(start)}–${day(end)}`}: ${days[start]}`
    })
    const off = list(yearly).length + list(dates).length + list(ranges).length
    return [
      text('settings.hours.zone', { zone: String(zone) }),
      ...runs,
      ...(off > 0 ? [text('settings.hours.off', { count: off })] : []),
      ...(list(countries).length > 0 ? [text('settings.hours.holidays', { countries: list(countries).join(', ') })] : []),
      ...(Object.keys(record(opened)).length > 0 ? [text('settings.hours.opened', { count: Object.keys(record(opened)).length })] : []),
    ]
  }
}
