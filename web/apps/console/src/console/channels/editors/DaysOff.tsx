import { ActionIcon, Button, NumberInput, SegmentedControl, Select, TextInput } from '@mantine/core'
import { Icon } from '@openline/ui'
import { useState } from 'react'
import { useIntl } from 'react-intl'
import { useText } from '../../../i18n/text'
import styles from './Editors.module.css'
import { dateOfYearly, daysOff, withDayOff, withoutDayOff, yearlyOf, type DayOff, type Hours } from './hours'
import { useDates } from './useDates'

interface PartProps {
  hours: Hours
  onChange: (hours: Hours) => void
}

/** Closed on a date, on a date of every year, or from one date to another. */
export function DaysOff({ hours, onChange }: PartProps) {
  const text = useText()
  const said = useSaid()
  const days = daysOff(hours)
  return (
    <div className={styles.part}>
      <h4>{text('hours.days_off')}</h4>
      {days.length === 0 && <p className={styles.empty}>{text('hours.days_off_none')}</p>}
      <ul className={styles.list}>
        {days.map((day) => (
          <li key={JSON.stringify(day)}>
            <span className={styles.words}>{said(day)}</span>
            <ActionIcon variant="subtle" color="gray" aria-label={text('hours.remove', { what: said(day) })} onClick={() => onChange(withoutDayOff(hours, day))}>
              <Icon name="trash" size={16} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <AddDay onAdd={(day) => onChange(withDayOff(hours, day))} />
    </div>
  )
}

function useSaid(): (day: DayOff) => string {
  const text = useText()
  const dates = useDates()
  return (day) => {
    switch (day.kind) {
      case 'date':
        return dates.day(day.day)
      case 'yearly':
        return text('hours.every_year', { day: dates.yearless(dateOfYearly(day.day)) })
      case 'range':
        return text('hours.span', { from: dates.day(day.from), to: dates.day(day.to) })
    }
  }
}

const KINDS = ['date', 'yearly', 'range'] as const

function AddDay({ onAdd }: { onAdd: (day: DayOff) => void }) {
  const text = useText()
  const [kind, setKind] = useState<DayOff['kind']>('date')
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const [month, setMonth] = useState('1')
  const [date, setDate] = useState<number | string>(1)
  const ready = dayOff(kind, { from, to, month, date: Number(date) })
  const add = () => {
    if (!ready) return
    onAdd(ready)
    setFrom('')
    setTo('')
  }
  return (
    <div
      className={styles.add} role="group" aria-label={text('hours.add_day_off')}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement) || event.target.type !== 'date') return
        event.preventDefault() // the settings around it are not saved by this
        add()
      }}
    >
      <SegmentedControl
        size="xs" aria-label={text('hours.kind')} value={kind} onChange={setKind}
        data={KINDS.map((value) => ({ value, label: text(`hours.kind.${value}`) }))}
      />
      {kind === 'yearly' ? <Yearly month={month} date={date} onMonth={setMonth} onDate={setDate} /> : (
        <TextInput
          type="date" size="xs" label={text(kind === 'range' ? 'hours.from' : 'hours.date')} value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
      )}
      {kind === 'range' && (
        <TextInput
          type="date" size="xs" label={text('hours.to')} min={from} value={to} onChange={(event) => setTo(event.currentTarget.value)}
          error={from && to && to < from ? text('hours.backwards') : undefined}
        />
      )}
      <Button size="xs" variant="default" disabled={!ready} onClick={add}>{text('hours.add')}</Button>
    </div>
  )
}

interface YearlyProps {
  month: string
  date: number | string
  onMonth: (month: string) => void
  onDate: (date: number | string) => void
}

function Yearly({ month, date, onMonth, onDate }: YearlyProps) {
  const text = useText()
  const intl = useIntl()
  const months = Array.from({ length: 12 }, (_, index) => ({
    value: String(index + 1), label: intl.formatDate(Date.UTC(2024, index, 15), { month: 'long', timeZone: 'UTC' }),
  }))
  return (
    <>
      <NumberInput size="xs" w={72} label={text('hours.day')} min={1} max={lastOf(month)} allowDecimal={false} clampBehavior="strict" value={date} onChange={onDate} />
      <Select size="xs" w={140} label={text('hours.month')} allowDeselect={false} data={months} value={month} onChange={(chosen) => chosen && onMonth(chosen)} />
    </>
  )
}

/** The 29th of February counts: it comes in leap years. */
const lastOf = (month: string) => new Date(Date.UTC(2024, Number(month), 0)).getUTCDate()

function dayOff(kind: DayOff['kind'], { from, to, month, date }: { from: string; to: string; month: string; date: number }): DayOff | null {
  switch (kind) {
    case 'date':
      return from ? { kind, day: from } : null
    case 'range':
      return from && to && from <= to ? { kind, from, to } : null
    case 'yearly':
      return date >= 1 && date <= lastOf(month)
        ? { kind, day: yearlyOf(`2024-${month.padStart(2, '0')}-${String(date).padStart(2, '0')}`) }
        : null
  }
}
