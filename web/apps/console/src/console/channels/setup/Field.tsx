import type { Connection, ConnectorField } from '@openline/api'
import { NumberInput, PasswordInput, Select, Switch, Textarea, TextInput } from '@mantine/core'
import { useText } from '../../../i18n/text'
import styles from './Setup.module.css'
import { keptSecrets, type FormValue } from './form'
import type { ConnectorWords } from './words'

interface FieldProps {
  field: ConnectorField
  words: ConnectorWords
  value: FormValue
  error: string | null
  connection: Connection | null
  /** Where the dialog begins. */
  first: boolean
  onChange: (value: FormValue) => void
}

/** One declared setting of a connector as a control. */
export function Field({ field, words, value, error, connection, first, onChange }: FieldProps) {
  const text = useText()
  const label = words.label(field)
  const shared = { name: field.key, label, description: words.help(field), error, required: field.required, withAsterisk: false, ...(first ? { 'data-autofocus': true } : {}) }
  if (typeof value === 'boolean') {
    return <Switch {...shared} checked={value} onChange={(event) => onChange(event.currentTarget.checked)} />
  }
  const typed = { ...shared, value, onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value) }
  const kept = keptSecrets(field, connection)
  switch (field.type) {
    case 'secret':
      return (
        <PasswordInput
          {...typed} required={field.required && kept === 0} autoComplete="off" spellCheck={false}
          placeholder={kept > 0 ? text('setup.secret_kept') : ''}
          visibilityToggleButtonProps={{ 'aria-label': text('field.password_show') }}
        />
      )
    case 'secrets':
    case 'origins':
      return <Textarea {...typed} rows={3} placeholder={kept > 0 ? text('setup.secret_kept') : ''} />
    case 'choice':
      return (
        <Select
          {...shared} value={value} allowDeselect={false}
          data={field.choices.map((choice) => ({ value: choice, label: words.choice(field.key, choice) }))}
          onChange={(choice) => choice !== null && onChange(choice)}
        />
      )
    case 'whole':
      return (
        <NumberInput
          {...shared} value={value} allowDecimal={false}
          {...(field.ge === null ? {} : { min: field.ge })} {...(field.le === null ? {} : { max: field.le })}
          onChange={(next) => onChange(String(next))}
        />
      )
    case 'color':
      return <TextInput {...typed} className={styles.short} />
    default:
      return <TextInput {...typed} type={field.type === 'url' ? 'url' : 'text'} autoComplete="off" spellCheck={false} {...(field.le === null ? {} : { maxLength: field.le })} />
  }
}
