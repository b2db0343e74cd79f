/** Settings by what is written beside them, by other words for them, or by their key. */
import type { SettingItem } from '@openline/api'
import { useMemo } from 'react'
import { useWords } from '../../../i18n/text'

const plain = (words: string) => words.toLocaleLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd')

/** Every word that is sought has to stand somewhere. */
export function useFound(items: readonly SettingItem[], wanted: string): readonly SettingItem[] {
  const words = useWords()
  const texts = useMemo(() => new Map(items.map(({ key, group, rest }) => [key, plain([
    key, rest, words('setting', `group.${group}`), ...['label', 'help', 'also'].map((part) => words('setting', `${key}.${part}`)),
  ].join(' '))])), [items, words])
  const sought = plain(wanted).split(/\s+/).filter(Boolean)
  return sought.length === 0 ? items : items.filter(({ key }) => sought.every((word) => texts.get(key)?.includes(word)))
}
