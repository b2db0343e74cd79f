import { ActionIcon, Button, Checkbox, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { Icon } from '@openline/ui'
import { useState } from 'react'
import { useText } from '../../../i18n/text'
import type { EditorProps } from './Editor'
import styles from './Editors.module.css'
import { macrosOf } from './macros'
import MacroText from './MacroText'
import { another, BUTTONS, MAX_REMINDERS, remindersOf, troubles, UNITS, unitOf, type ButtonKind, type Reminder, type ReminderButton, type Unit } from './reminders'

/** What a customer is told who has stopped answering: after how long, in which words, with which buttons. */
export default function RemindersEditor({ item, value, onChange }: EditorProps) {
  const text = useText()
  const reminders = remindersOf(value)
  return (
    <div className={styles.editor}>
      {reminders.length === 0 && <p className={styles.empty}>{text('reminders.none')}</p>}
      {reminders.map((reminder, at) => (
        <One
          key={at} at={at} reminders={reminders} reminder={reminder} macros={macrosOf(item)}
          onChange={(next) => onChange(reminders.map((one, index) => (index === at ? next : one)))}
          onRemove={() => onChange(reminders.filter((_, index) => index !== at))}
        />
      ))}
      <div>
        <Button
          variant="default" size="xs" leftSection={<Icon name="plus" size={14} />} disabled={reminders.length >= MAX_REMINDERS}
          onClick={() => onChange([...reminders, another(reminders)])}
        >
          {text('reminders.add')}
        </Button>
      </div>
    </div>
  )
}

interface OneProps {
  at: number
  reminders: readonly Reminder[]
  reminder: Reminder
  macros: ReturnType<typeof macrosOf>
  onChange: (reminder: Reminder) => void
  onRemove: () => void
}

function One({ at, reminders, reminder, macros, onChange, onRemove }: OneProps) {
  const text = useText()
  const number = at + 1
  const wrong = troubles(reminders, at)
  const late = wrong.find((one) => one === 'short' || one === 'long' || one === 'order')
  return (
    <fieldset className={styles.reminder}>
      <legend>{text('reminders.number', { number })}</legend>
      <div className={styles.wait}>
        <Wait seconds={reminder.after_s} error={late && text(`reminders.wrong.${late}`)} onChange={(after_s) => onChange({ ...reminder, after_s })} />
        <span className={styles.words} />
        <ActionIcon variant="subtle" color="gray" aria-label={text('reminders.remove', { number })} onClick={onRemove}><Icon name="trash" size={16} /></ActionIcon>
      </div>
      <MacroText
        label={text('reminders.text')} rows={2} resize="vertical" maxLength={2_000} value={reminder.text} macros={macros}
        error={wrong.includes('text') && text('reminders.wrong.text')} onChange={(said) => onChange({ ...reminder, text: said })}
      />
      {BUTTONS.map((kind) => (
        <ButtonFields key={kind} kind={kind} button={reminder[kind]} onChange={(button) => onChange({ ...reminder, [kind]: button })} />
      ))}
    </fieldset>
  )
}

/** A span as a number and a unit; the unit stays as chosen while the number is typed. */
function Wait({ seconds, error, onChange }: { seconds: number; error: string | undefined; onChange: (seconds: number) => void }) {
  const text = useText()
  const [unit, setUnit] = useState<Unit>(() => unitOf(seconds))
  const shown = seconds % UNITS[unit] === 0 ? unit : unitOf(seconds)
  return (
    <>
      <NumberInput
        w={120} label={text('reminders.after')} min={1} allowDecimal={false} allowNegative={false} value={Math.round(seconds / UNITS[shown])} error={error}
        onChange={(next) => typeof next === 'number' && onChange(next * UNITS[shown])}
      />
      <NativeSelect
        aria-label={text('reminders.unit')} value={shown} data={Object.keys(UNITS).map((value) => ({ value, label: text(`reminders.unit.${value as Unit}`) }))}
        onChange={(event) => {
          const next = event.currentTarget.value as Unit
          setUnit(next)
          onChange(Math.round(seconds / UNITS[shown]) * UNITS[next])
        }}
      />
    </>
  )
}

interface ButtonProps {
  kind: ButtonKind
  button: ReminderButton | null
  onChange: (button: ReminderButton | null) => void
}

function ButtonFields({ kind, button, onChange }: ButtonProps) {
  const text = useText()
  const start = () => ({ label: text(`reminders.label.${kind}`), text: '', reply: '' })
  return (
    <div className={styles.part}>
      <Checkbox size="xs" label={text(`reminders.button.${kind}`)} checked={button !== null} onChange={(event) => onChange(event.currentTarget.checked ? start() : null)} />
      {button && (
        <div className={styles.button}>
          <TextInput
            size="xs" label={text('reminders.label')} maxLength={40} value={button.label} error={button.label.trim() === '' && text('reminders.wrong.label')}
            onChange={(event) => onChange({ ...button, label: event.currentTarget.value })}
          />
          <TextInput
            size="xs" label={text('reminders.says')} placeholder={button.label} maxLength={1_000} value={button.text}
            onChange={(event) => onChange({ ...button, text: event.currentTarget.value })}
          />
          <TextInput
            size="xs" label={text('reminders.reply')} maxLength={1_000} value={button.reply}
            onChange={(event) => onChange({ ...button, reply: event.currentTarget.value })}
          />
        </div>
      )}
    </div>
  )
}
