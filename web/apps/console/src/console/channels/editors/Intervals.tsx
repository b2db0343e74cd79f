import { ActionIcon, TextInput } from '@mantine/core'
import { Icon } from '@openline/ui'
import { useText } from '../../../i18n/text'
import styles from './Editors.module.css'
import { endsNextDay, isAllDay, minutes, shown, trouble, type Interval } from './hours'

interface IntervalsProps {
  /** Of which day, for those who do not see the row. */
  day: string
  intervals: readonly Interval[]
  onChange: (intervals: readonly Interval[]) => void
}

/** The hours of one day, each from and to. */
export function Intervals({ day, intervals, onChange }: IntervalsProps) {
  return (
    <div className={styles.intervals}>
      {intervals.map((interval, at) => (
        <One
          key={at} day={day} interval={interval} wrong={trouble(intervals, at)}
          onChange={(next) => onChange(intervals.map((one, index) => (index === at ? next : one)))}
          onRemove={() => onChange(intervals.filter((_, index) => index !== at))}
        />
      ))}
    </div>
  )
}

interface OneProps {
  day: string
  interval: Interval
  wrong: ReturnType<typeof trouble>
  onChange: (interval: Interval) => void
  onRemove: () => void
}

function One({ day, interval, wrong, onChange, onRemove }: OneProps) {
  const text = useText()
  const [from, to] = interval
  const allDay = isAllDay(interval) && minutes(from) === 0
  const set = (next: Interval) => next.every(Boolean) && onChange(next)
  return (
    <div className={styles.interval}>
      {allDay ? <span>{text('hours.all_day')}</span> : (
        <>
          <TextInput
            type="time" size="xs" className={styles.time} aria-label={text('hours.from_of', { day })} value={shown(from)}
            error={wrong === 'empty'} onChange={(event) => set([event.currentTarget.value, to])}
          />
          <span aria-hidden="true">–</span>
          <TextInput
            type="time" size="xs" className={styles.time} aria-label={text('hours.to_of', { day })} value={shown(to)}
            error={wrong === 'empty'} onChange={(event) => set([from, event.currentTarget.value])}
          />
        </>
      )}
      <ActionIcon variant="subtle" color="gray" aria-label={text('hours.remove_of', { day, from: shown(from), to: shown(to) })} onClick={onRemove}>
        <Icon name="x" size={14} />
      </ActionIcon>
      {endsNextDay(interval) && <small>{text('hours.next_day')}</small>}
      {wrong === 'empty' && <small data-bad role="alert">{text('hours.same')}</small>}
      {wrong === 'overlap' && <small data-warn>{text('hours.overlap')}</small>}
    </div>
  )
}
