import styles from './Editors.module.css'
import { useText } from '../../../i18n/text'
import { DaysOff } from './DaysOff'
import type { EditorProps } from './Editor'
import { Holidays } from './Holidays'
import { hoursOf, stored, type Hours } from './hours'
import { OpenedDays } from './OpenedDays'
import { WeekGrid } from './WeekGrid'
import { WhatHappens } from './WhatHappens'
import { ZonePicker } from './ZonePicker'

/** Everything about when a channel is open, and a try of what follows from it. */
export default function HoursEditor({ item, value, onChange }: EditorProps) {
  const text = useText()
  const hours = hoursOf(value)
  const change = (next: Hours) => onChange(stored(next))
  return (
    <div className={styles.editor}>
      <ZonePicker zone={hours.zone} onChange={(zone) => change({ ...hours, zone })} />
      <div className={styles.part}>
        <h4>{text('hours.week')}</h4>
        <WeekGrid week={hours.week} onChange={(week) => change({ ...hours, week })} />
      </div>
      <Holidays hours={hours} onChange={change} />
      <DaysOff hours={hours} onChange={change} />
      <OpenedDays hours={hours} onChange={change} />
      <WhatHappens settingKey={item.key} value={value} zone={hours.zone} />
    </div>
  )
}
