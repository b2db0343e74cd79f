/** Changes of a page of settings that are not saved yet, and what the server has refused of them. */
import type { SettingItem, SettingValue } from '@openline/api'
import { useMemo, useState } from 'react'
import { same } from '../useSaid'

export type Changes = Readonly<Record<string, SettingValue>>
export type Refused = Readonly<Record<string, string>>

export interface Draft {
  items: ReadonlyMap<string, SettingItem>
  valueOf: (key: string) => SettingValue | undefined
  /** In the order of the page. */
  dirty: readonly SettingItem[]
  changes: Changes
  /** Reasons by key. */
  refused: Refused
  change: (key: string, value: SettingValue) => void
  refuse: (refused: Refused) => void
  discard: () => void
}

const without = <T,>(record: Readonly<Record<string, T>>, key: string) => Object.fromEntries(Object.entries(record).filter(([known]) => known !== key))

export function useDraft(list: readonly SettingItem[]): Draft {
  const [changes, setChanges] = useState<Changes>({})
  const [refused, setRefused] = useState<Refused>({})
  return useMemo(() => {
    const items = new Map(list.map((item) => [item.key, item]))
    const valueOf = (key: string) => changes[key] ?? items.get(key)?.value
    const dirty = list.filter((item) => !same(valueOf(item.key) ?? item.value, item.value))
    return {
      items, valueOf, dirty, refused,
      changes: Object.fromEntries(dirty.map(({ key, value }) => [key, changes[key] ?? value])),
      change: (key, value) => {
        setChanges((before) => ({ ...before, [key]: value }))
        setRefused((before) => without(before, key))
      },
      refuse: setRefused,
      discard: () => {
        setChanges({})
        setRefused({})
      },
    }
  }, [list, changes, refused])
}

/** What is stored: a text at its default goes on following the channel's language. */
export function bodyOf({ dirty, valueOf }: Draft): Record<string, SettingValue | null> {
  return Object.fromEntries(dirty.map((item) => {
    const value = valueOf(item.key) ?? item.value
    return [item.key, same(value, item.default) ? null : value]
  }))
}
