/** Settings by what is written beside them, by other words for them, or by their key. */
import type { SettingItem } from '@openline/api'
import { useMemo } from 'react'
import { folded, meets } from '../../../app/folded'
import { useWords } from '../../../i18n/text'

/** Every word that is sought has to stand somewhere. */
export function useFound(items: readonly SettingItem[], wanted: string): readonly SettingItem[] {
  const words = useWords()
  const texts = useMemo(() => new Map(items.map(({ key, group, rest }) => [key, folded([
    key, rest, words('setting', `group.${group}`), ...['label', 'help', 'also'].map((part) => words('setting', `${key}.${part}`)),
  ].join(' '))])), [items, words])
  return wanted.trim() === '' ? items : items.filter(({ key }) => meets(texts.get(key) ?? '', wanted))
}
