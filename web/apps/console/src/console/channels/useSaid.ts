/** A setting's value in words: "1 minute", "No limit", "On". */
import type { SettingItem, SettingValue } from '@openline/api'
import { useText, useWords } from '../../i18n/text'
import { useTimes } from '../../i18n/times'

export function useSaid(item: SettingItem): (value: SettingValue) => string {
  const text = useText()
  const words = useWords()
  const times = useTimes()
  return (value) => {
    switch (typeof value) {
      case 'boolean':
        return text(value ? 'settings.on' : 'settings.off')
      case 'number':
        if (value === 0 && item.zero !== null) return words('setting', `${item.key}.zero`) ?? item.zero
        return item.unit === 's' ? times.long(value) : item.unit === 'min' ? times.long(value * 60) : String(value)
      case 'string':
        if (value === '') return text('settings.nothing')
        if (item.type === 'text') return value
        return words('setting', `${item.key}.${value}`) ?? value
      default:
        if (value.length === 0 || Object.keys(value).length === 0) return text('settings.nothing')
        if (item.type === 'form') return text('settings.questions', { count: Number(value.length) })
        if (item.type === 'people') return text('settings.people', { count: Number(value.length) })
        return item.type === 'calendar' ? text('settings.usual_hours') : JSON.stringify(value)
    }
  }
}

export function same(one: SettingValue, other: SettingValue): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other)
}
