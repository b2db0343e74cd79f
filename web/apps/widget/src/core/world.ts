/** The browser, as far as the controller needs it; tests hand in another. */
import { createApi, type Api } from '../net/api'
import { realClock, type Clock } from './clock'
import type { Options } from '../shell/messages'
import type { Wire } from '../net/socket'

export interface World {
  clock: Clock
  api: (token: () => string | null) => Api
  socket: (url: string, protocols: string[]) => Wire
  visible: () => boolean
  newId: () => string
  beep: () => void
  warn: (text: string) => void
}

export function browser({ base, key }: Options): World {
  return {
    // most visitors never turn it on
    beep: () => void import('./sound').then(({ beep }) => beep(), () => undefined),
    clock: realClock,
    api: (token) => createApi(base, key, token),
    socket: (url, protocols) => new WebSocket(url, protocols),
    visible: () => document.visibilityState === 'visible',
    // randomUUID is missing on pages without TLS
    newId: () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(''),
    // eslint-disable-next-line no-console -- the owner of the site looks here, and nowhere else
    warn: (text) => console.warn(`Openline: ${text}`),
  }
}
