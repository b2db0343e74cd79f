import type { SettingItem, SettingValue } from '@openline/api'
import { Button } from '@mantine/core'
import { Tag } from '@openline/ui'
import { useId } from 'react'
import { useText, useWords } from '../../i18n/text'
import styles from './Channels.module.css'
import { SettingControl } from './SettingControl'
import { same, useSaid } from './useSaid'

interface RowProps {
  item: SettingItem
  value: SettingValue
  onChange: (value: SettingValue) => void
}

/** Their default would only be said twice. */
const LONG = new Set<SettingItem['type']>(['text', 'calendar', 'skills', 'reminders'])

/** Their control needs the width of the page. */
const WIDE = new Set<SettingItem['type']>(['text', 'calendar', 'reminders'])

/** One declared setting: what it is, its control, its default, and the way back to it. */
export function SettingRow({ item, value, onChange }: RowProps) {
  const text = useText()
  const words = useWords()
  const said = useSaid(item)
  const id = useId()
  const isDefault = same(value, item.default)
  const label = words('setting', `${item.key}.label`) ?? item.key
  return (
    <div className={styles.setting} data-wide={WIDE.has(item.type) || undefined}>
      <div>
        <h3>
          {label}
          {!item.in_effect && <Tag>{text('settings.later')}</Tag>}
          {!same(value, item.value) && <Tag tone="accent">{text('settings.changed')}</Tag>}
        </h3>
        <p id={`${id}-help`}>{words('setting', `${item.key}.help`)}</p>
      </div>
      <div className={styles.control}>
        <SettingControl item={item} value={value} onChange={onChange} ids={{ 'aria-label': label, 'aria-describedby': `${id}-help` }} />
        <div className={styles.default}>
          <span>{isDefault && LONG.has(item.type) ? text('settings.is_default') : text('settings.default', { value: said(item.default) })}</span>
          {!isDefault && (
            <Button size="compact-xs" variant="subtle" onClick={() => onChange(item.default)}>{text('settings.reset')}</Button>
          )}
        </div>
      </div>
    </div>
  )
}
