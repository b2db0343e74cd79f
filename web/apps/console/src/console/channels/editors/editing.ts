/** What an editor inside the settings page may know of the page around it: the channel, and what is not saved yet. */
import type { Id, SettingValue } from '@openline/api'
import { createContext, use } from 'react'

export interface Editing {
  channelId: Id
  /** Unsaved changes of the whole page, by key. */
  changes: Readonly<Record<string, SettingValue>>
}

export const EditingContext = createContext<Editing | null>(null)

export function useEditing(): Editing | null {
  return use(EditingContext)
}
