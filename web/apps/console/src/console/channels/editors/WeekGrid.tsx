import { ActionIcon, Menu, Switch } from '@mantine/core'
import { Icon } from '@openline/ui'
import { useRef } from 'react'
import { useIntl } from 'react-intl'
import { useText } from '../../../i18n/text'
import styles from './Editors.module.css'
import { ALL_DAY, another, copied, DAY_MIN, EVERY_DAY, span, WEEKDAYS, withLunch, type Hours, type Interval } from './hours'
import { Intervals } from './Intervals'

/** Any Monday. */
const MONDAY = Date.UTC(2026, 0, 5)
const DAY_MS = 86_400_000
const USUAL: readonly Interval[] = [['09:00', '18:00']]

interface WeekProps {
  week: Hours['week']
  onChange: (week: Hours['week']) => void
}

/** Monday to Sunday, each with any number of hours. */
export function WeekGrid({ week, onChange }: WeekProps) {
  const intl = useIntl()
  const name = (day: number) => intl.formatDate(MONDAY + day * DAY_MS, { weekday: 'long', timeZone: 'UTC' })
  return (
    <ul className={styles.week}>
      {week.map((intervals, day) => (
        <Day
          key={day} name={name(day)} intervals={intervals}
          onChange={(next) => onChange(week.map((hours, index) => (index === day ? next : hours)))}
          onCopy={(to) => onChange(copied(week, day, to))}
        />
      ))}
    </ul>
  )
}

interface DayProps {
  name: string
  intervals: readonly Interval[]
  onChange: (intervals: readonly Interval[]) => void
  onCopy: (to: readonly number[]) => void
}

function Day({ name, intervals, onChange, onCopy }: DayProps) {
  const text = useText()
  const before = useRef<readonly Interval[]>(USUAL)
  const more = another(intervals)
  const open = intervals.length > 0
  const toggle = (on: boolean) => {
    if (open) before.current = intervals
    onChange(on ? before.current : [])
  }
  return (
    <li className={styles.day}>
      <div className={styles.dayName}>
        <Switch size="xs" label={name} checked={open} onChange={(event) => toggle(event.currentTarget.checked)} />
      </div>
      {open ? <Intervals day={name} intervals={intervals} onChange={onChange} /> : <span className={styles.closed}>{text('hours.closed')}</span>}
      <Bar intervals={intervals} />
      <div className={styles.actions}>
        <ActionIcon variant="subtle" color="gray" disabled={!more} aria-label={text('hours.add_to', { day: name })} onClick={() => more && onChange([...intervals, more])}>
          <Icon name="plus" size={16} />
        </ActionIcon>
        <DayMenu name={name} intervals={intervals} onChange={onChange} onCopy={onCopy} />
      </div>
    </li>
  )
}

function DayMenu({ name, intervals, onChange, onCopy }: DayProps) {
  const text = useText()
  const lunch = withLunch(intervals)
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={text('hours.more_of', { day: name })}><Icon name="more" size={16} /></ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item disabled={!lunch} onClick={() => lunch && onChange(lunch)}>{text('hours.lunch')}</Menu.Item>
        <Menu.Item onClick={() => onChange([ALL_DAY])}>{text('hours.all_day')}</Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => onCopy(WEEKDAYS)}>{text('hours.copy_weekdays')}</Menu.Item>
        <Menu.Item onClick={() => onCopy(EVERY_DAY)}>{text('hours.copy_all')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** The day as a strip from midnight to midnight, for the eye only. */
function Bar({ intervals }: { intervals: readonly Interval[] }) {
  const percent = (minute: number) => `${(100 * minute) / DAY_MIN}%`
  return (
    <div className={styles.bar} aria-hidden="true">
      {intervals.map(span).map(([start, end], index) => (
        <i key={index} style={{ insetInlineStart: percent(start), inlineSize: percent(Math.min(end, DAY_MIN) - start) }} />
      ))}
    </div>
  )
}
