/** What this person wants of this browser: sounds, notifications, keys. */
import { Store } from '@openline/stream'
import { useSyncExternalStore } from 'react'
import { keep, kept } from './kept'

export interface Preferences {
  offerSound: boolean
  messageSound: boolean
  desktopNotifications: boolean
  singleKeys: boolean
  enterSends: boolean
  contextPanel: boolean
}

const DEFAULTS: Preferences = {
  offerSound: true, messageSound: true, desktopNotifications: false, singleKeys: true, enterSends: true, contextPanel: true,
}

function read(): Preferences {
  try {
    const stored: unknown = JSON.parse(kept('preferences') ?? '{}')
    return typeof stored === 'object' && stored !== null ? { ...DEFAULTS, ...stored } : DEFAULTS
  } catch {
    return DEFAULTS
  }
}

export const preferences = new Store<Preferences>(read())

export function prefer(change: Partial<Preferences>): void {
  preferences.update((before) => ({ ...before, ...change }))
  keep('preferences', JSON.stringify(preferences.get()))
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(preferences.subscribe, preferences.get)
}
