import type { SettingItem, SettingValue } from '@openline/api'
import { MultiSelect, NumberInput, Select, Switch, Textarea } from '@mantine/core'
import { useText } from '../../i18n/text'
import { useDesk } from '../../shell/LiveProvider'
import { Editor } from './editors/Editor'
import { SettingShown } from './SettingShown'
import { useSaid } from './useSaid'

interface ControlProps {
  item: SettingItem
  value: SettingValue
  onChange: (value: SettingValue) => void
  ids: { 'aria-label': string; 'aria-describedby': string }
}

/** Texts up to this long are words on a button or a line. */
const SHORT = 100

/** The control that fits a setting's type; what has none here yet is shown, not changed. */
export function SettingControl({ item, value, onChange, ids }: ControlProps) {
  const text = useText()
  const said = useSaid(item)
  switch (item.type) {
    case 'switch':
      return <Switch {...ids} checked={value === true} label={said(value === true)} onChange={(event) => onChange(event.currentTarget.checked)} />
    case 'choice':
      return <Choice item={item} value={value} onChange={onChange} ids={ids} />
    case 'number':
      return <Whole item={item} value={value} onChange={onChange} ids={ids} />
    case 'text':
      return (
        <Textarea
          {...ids} rows={item.le !== null && item.le <= SHORT ? 1 : 3} resize="vertical" value={words(value)} {...(item.le === null ? {} : { maxLength: item.le })}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
    case 'people':
      return <People value={value} onChange={onChange} ids={ids} />
    case 'calendar':
      return <Editor type={item.type} item={item} value={value} onChange={onChange} ids={ids} />
    case 'reference':
    case 'skills':
    case 'reminders':
      return (
        <div {...ids} role="group">
          <SettingShown item={item} value={value} label={ids['aria-label']} />
          <p>{text('settings.by_api')}</p>
        </div>
      )
  }
}

const words = (value: SettingValue) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')

function People({ value, onChange, ids }: Omit<ControlProps, 'item'>) {
  const text = useText()
  const people = useDesk((desk) => desk.people)
  const chosen = Array.isArray(value) ? value.map(String) : []
  const known = Object.values(people).filter((person) => person.active || chosen.includes(person.id))
  return (
    <MultiSelect
      {...ids} searchable clearable value={chosen} nothingFoundMessage={text('palette.nothing')}
      data={known.map(({ id, name }) => ({ value: id, label: name }))}
      clearButtonProps={{ 'aria-label': text('list.search_clear') }}
      onChange={onChange}
    />
  )
}

function Choice({ item, value, onChange, ids }: ControlProps) {
  const said = useSaid(item)
  const choices = item.choices ?? []
  return (
    <Select
      {...ids}
      data={choices.map((choice) => ({ value: choice, label: said(choice) }))}
      value={words(value)}
      allowDeselect={false}
      disabled={choices.length < 2}
      onChange={(choice) => choice !== null && onChange(choice)}
    />
  )
}

function Whole({ item, value, onChange, ids }: ControlProps) {
  const text = useText()
  const said = useSaid(item)
  const zero = item.zero === null ? {} : { min: 0 }
  return (
    <NumberInput
      {...ids}
      value={Number(value)}
      allowDecimal={false}
      allowNegative={false}
      {...(item.ge === null ? {} : { min: item.ge })}
      {...(item.le === null ? {} : { max: item.le })}
      {...zero}
      step={item.unit === 's' ? 60 : 1}
      suffix={item.unit === 's' ? ` ${text('settings.seconds')}` : item.unit === 'min' ? ` ${text('settings.minutes')}` : ''}
      description={(item.unit !== 'min' || Number(value) >= 60) && said(value) !== words(value) && said(value)}
      inputWrapperOrder={['input', 'description']}
      onChange={(next) => typeof next === 'number' && onChange(next)}
    />
  )
}
