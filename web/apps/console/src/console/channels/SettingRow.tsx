import type { SettingItem, SettingValue } from '@openline/api'
import { Button, NumberInput, Select, Switch } from '@mantine/core'
import { Tag } from '@openline/ui'
import { useId } from 'react'
import { useText, useWords } from '../../i18n/text'
import { useTimes } from '../../i18n/times'
import styles from './Channels.module.css'

interface RowProps {
  item: SettingItem
  value: SettingValue
  onChange: (value: SettingValue) => void
}

/** One declared setting: what it is, its control, its default, and the way back to it. */
export function SettingRow({ item, value, onChange }: RowProps) {
  const text = useText()
  const words = useWords()
  const said = useSaid(item)
  const id = useId()
  const label = words('setting', `${item.key}.label`) ?? item.key
  return (
    <div className={styles.setting}>
      <div>
        <h3 id={`${id}-label`}>
          {label}
          {value !== item.value && <Tag tone="accent">{text('settings.changed')}</Tag>}
        </h3>
        <p id={`${id}-help`}>{words('setting', `${item.key}.help`)}</p>
      </div>
      <div className={styles.control}>
        <Control item={item} value={value} onChange={onChange} ids={{ 'aria-labelledby': `${id}-label`, 'aria-describedby': `${id}-help` }} />
        <div className={styles.default}>
          <span>{text('settings.default', { value: said(item.default) })}</span>
          {value !== item.default && (
            <Button size="compact-xs" variant="subtle" onClick={() => onChange(item.default)}>{text('settings.reset')}</Button>
          )}
        </div>
      </div>
    </div>
  )
}

/** A value in words: "1 minute", "No limit", "On". */
function useSaid(item: SettingItem): (value: SettingValue) => string {
  const text = useText()
  const words = useWords()
  const times = useTimes()
  return (value) => {
    if (typeof value === 'boolean') return text(value ? 'settings.on' : 'settings.off')
    if (typeof value === 'string') return words('setting', `${item.key}.${value}`) ?? value
    if (value === 0 && item.zero !== null) return words('setting', `${item.key}.zero`) ?? item.zero
    return item.unit === 's' ? times.long(value) : String(value)
  }
}

interface ControlProps extends RowProps {
  ids: { 'aria-labelledby': string; 'aria-describedby': string }
}

function Control({ item, value, onChange, ids }: ControlProps) {
  const text = useText()
  const said = useSaid(item)
  if (typeof value === 'boolean') {
    return <Switch {...ids} checked={value} label={text(value ? 'settings.on' : 'settings.off')} onChange={(event) => onChange(event.currentTarget.checked)} />
  }
  if (item.choices) {
    return (
      <Select
        {...ids}
        data={item.choices.map((choice) => ({ value: choice, label: said(choice) }))}
        value={String(value)}
        allowDeselect={false}
        disabled={item.choices.length < 2}
        onChange={(choice) => choice !== null && onChange(choice)}
      />
    )
  }
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
      suffix={item.unit === 's' ? ` ${text('settings.seconds')}` : ''}
      description={said(value) !== String(value) && said(value)}
      inputWrapperOrder={['input', 'description']}
      onChange={(next) => typeof next === 'number' && onChange(next)}
    />
  )
}
