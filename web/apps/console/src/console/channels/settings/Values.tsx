import type { SettingItem, SettingValue } from '@openline/api'
import { useText } from '../../../i18n/text'
import { useSaid } from '../useSaid'
import styles from './Settings.module.css'

/** A value in words. What would fill a page only says that there is something. */
export function Said({ item, value }: { item: SettingItem; value: SettingValue | null }) {
  const text = useText()
  const said = useSaid(item)
  if (value === null) return <span className={styles.soft}>{text('settings.default_value')}</span>
  const isEmpty = typeof value === 'object' && Object.keys(value).length === 0
  const isLarge = typeof value === 'object' && item.type !== 'people' && !isEmpty
  return <span>{isLarge ? text('settings.filled') : said(value)}</span>
}

interface PairProps {
  item: SettingItem
  label: string
  old: SettingValue | null
  next: SettingValue | null
}

/** From what to what. */
export function Pair({ item, label, old, next }: PairProps) {
  const text = useText()
  return (
    <div className={styles.pair}>
      <dt>{label}</dt>
      <dd><small>{text('settings.was')}</small><Said item={item} value={old} /></dd>
      <dd><small>{text('settings.will')}</small><Said item={item} value={next} /></dd>
    </div>
  )
}
