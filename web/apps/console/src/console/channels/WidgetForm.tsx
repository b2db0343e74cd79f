import { Button, Textarea, TextInput } from '@mantine/core'
import { useId, useState, type FormEvent } from 'react'
import { useText } from '../../i18n/text'
import styles from './Channels.module.css'
import { parseOrigins } from './origins'
import type { WidgetValues } from './widgetValues'


interface WidgetFormProps {
  start: WidgetValues
  action: string
  busy: boolean
  onSave: (values: WidgetValues) => void
}

export function WidgetForm({ start, action, busy, onSave }: WidgetFormProps) {
  const text = useText()
  const [title, setTitle] = useState(start.title)
  const [color, setColor] = useState(start.color)
  const [places, setPlaces] = useState(start.allowed_origins.join('\n'))
  const colorId = useId()
  const { origins, wrong } = parseOrigins(places)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (wrong.length === 0) onSave({ title: title.trim(), color, allowed_origins: origins })
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <TextInput
        label={text('widget.title')} description={text('widget.title_help')} maxLength={60}
        value={title} onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <div>
        <label className={styles.label} htmlFor={colorId}>{text('widget.color')}</label>
        <span className={styles.color}>
          <input id={colorId} type="color" value={color} onChange={(event) => setColor(event.currentTarget.value)} />
          <span>{color}</span>
        </span>
      </div>
      <Textarea
        label={text('widget.origins')} description={text('widget.origins_help')} placeholder="https://www.example.com"
        rows={3} value={places} onChange={(event) => setPlaces(event.currentTarget.value)}
        error={wrong.length > 0 && text('widget.origins_wrong', { line: wrong[0] ?? '' })}
      />
      {origins.length === 0 && wrong.length === 0 && <p className={styles.hint}>{text('widget.origins_any')}</p>}
      <div><Button type="submit" loading={busy}>{action}</Button></div>
    </form>
  )
}
