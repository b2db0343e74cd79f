import { ActionIcon, Button, TextInput } from '@mantine/core'
import { Icon } from '@openline/ui'
import { useState } from 'react'
import { useText } from '../../../i18n/text'
import styles from './Editors.module.css'
import { another, hoursOfWeekday, withOpened, type Hours, type Interval } from './hours'
import { Intervals } from './Intervals'
import { useDates } from './useDates'

interface PartProps {
  hours: Hours
  onChange: (hours: Hours) => void
}

/** Dates with hours of their own, which win over weekday, day off and holiday. */
export function OpenedDays({ hours, onChange }: PartProps) {
  const text = useText()
  const [date, setDate] = useState('')
  const ready = date !== '' && !hours.opened[date]
  const add = () => {
    if (!ready) return
    onChange(withOpened(hours, date, hoursOfWeekday(hours, date)))
    setDate('')
  }
  return (
    <div className={styles.part}>
      <h4>{text('hours.opened')}</h4>
      <p>{text('hours.opened_help')}</p>
      <ul className={styles.list}>
        {Object.entries(hours.opened).map(([day, intervals]) => (
          <OpenedDay key={day} day={day} intervals={intervals} onChange={(next) => onChange(withOpened(hours, day, next))} />
        ))}
      </ul>
      <div className={styles.add}>
        <TextInput
          type="date" size="xs" label={text('hours.date')} value={date} onChange={(event) => setDate(event.currentTarget.value)}
          error={date !== '' && !ready ? text('hours.already') : undefined}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault() // the settings around it are not saved by this
            add()
          }}
        />
        <Button size="xs" variant="default" disabled={!ready} onClick={add}>{text('hours.add')}</Button>
      </div>
    </div>
  )
}

function OpenedDay({ day, intervals, onChange }: { day: string; intervals: readonly Interval[]; onChange: (intervals: readonly Interval[] | null) => void }) {
  const text = useText()
  const name = useDates().day(day)
  const more = another(intervals)
  return (
    <li data-stacked>
      <div className={styles.head}>
        <span className={styles.words}>{name}</span>
        <ActionIcon variant="subtle" color="gray" disabled={!more} aria-label={text('hours.add_to', { day: name })} onClick={() => more && onChange([...intervals, more])}>
          <Icon name="plus" size={16} />
        </ActionIcon>
        <ActionIcon variant="subtle" color="gray" aria-label={text('hours.remove', { what: name })} onClick={() => onChange(null)}><Icon name="trash" size={16} /></ActionIcon>
      </div>
      {intervals.length === 0 ? <span className={styles.empty}>{text('hours.closed')}</span> : <Intervals day={name} intervals={intervals} onChange={onChange} />}
    </li>
  )
}
