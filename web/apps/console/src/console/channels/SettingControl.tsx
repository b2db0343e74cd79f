import type { SettingItem, SettingValue } from '@openline/api'
import { NumberInput, Select, Switch, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useText } from '../../i18n/text'
import { Editor } from './editors/Editor'
import { macrosOf } from './editors/macros'
import { useSaid } from './useSaid'

interface ControlProps {
  item: SettingItem
  value: SettingValue
  onChange: (value: SettingValue) => void
  ids: { 'aria-label': string; 'aria-describedby': string }
}

/** Texts up to this long are words on a button or a line. */
const SHORT = 100

const BY_NAME: Partial<Record<string, 'bot' | 'channel'>> = { 'bot.id': 'bot', 'queue.escalate_to': 'channel' }

/** The control that fits a setting's type. */
export function SettingControl({ item, value, onChange, ids }: ControlProps) {
  const said = useSaid(item)
  switch (item.type) {
    case 'switch':
      return <Switch {...ids} checked={value === true} label={said(value === true)} onChange={(event) => onChange(event.currentTarget.checked)} />
    case 'choice':
      return <Choice item={item} value={value} onChange={onChange} ids={ids} />
    case 'number':
      return <Whole item={item} value={value} onChange={onChange} ids={ids} />
    case 'text':
      return macrosOf(item).length > 0
        ? <Editor type={item.type} item={item} value={value} onChange={onChange} ids={ids} />
        : <Words item={item} value={value} onChange={onChange} ids={ids} />
    case 'reference':
      return BY_NAME[item.key]
        ? <Editor type={BY_NAME[item.key] ?? 'channel'} item={item} value={value} onChange={onChange} ids={ids} />
        : <Words item={item} value={value} onChange={onChange} ids={ids} />
    case 'references':
      return <Editor type="canned" item={item} value={value} onChange={onChange} ids={ids} />
    case 'people':
    case 'calendar':
    case 'skills':
    case 'reminders':
    case 'form':
      return <Editor type={item.type} item={item} value={value} onChange={onChange} ids={ids} />
  }
}

const words = (value: SettingValue) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')

function Words({ item, value, onChange, ids }: ControlProps) {
  return (
    <Textarea
      {...ids} rows={item.le !== null && item.le <= SHORT ? 1 : 3} resize="vertical" value={words(value)} {...(item.le === null ? {} : { maxLength: item.le })}
      onChange={(event) => onChange(event.currentTarget.value)}
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

/** What is out of bounds stays as it was written, and its row says so; a field left empty shows its value again. */
function Whole({ item, value, onChange, ids }: ControlProps) {
  const text = useText()
  const said = useSaid(item)
  const zero = item.zero === null ? {} : { min: 0 }
  const [emptied, setEmptied] = useState(0)
  return (
    <NumberInput
      {...ids}
      key={emptied}
      value={Number(value)}
      allowDecimal={false}
      allowNegative={false}
      {...(item.ge === null ? {} : { min: item.ge })}
      {...(item.le === null ? {} : { max: item.le })}
      {...zero}
      clampBehavior="none"
      step={item.unit === 's' ? 60 : 1}
      suffix={item.unit === 's' ? ` ${text('settings.seconds')}` : item.unit === 'min' ? ` ${text('settings.minutes')}` : ''}
      description={(item.unit !== 'min' || Number(value) >= 60) && said(value) !== words(value) && said(value)}
      inputWrapperOrder={['input', 'description']}
      onChange={(next) => typeof next === 'number' && onChange(next)}
      onBlur={(event) => event.currentTarget.value === '' && setEmptied(emptied + 1)}
    />
  )
}
