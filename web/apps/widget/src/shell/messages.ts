/** What the site's page and the chat say to each other: by calls in the page, by postMessage across an iframe. */

export interface Page {
  url: string
  title: string
  referrer: string
}

/** Wishes of the site: data attributes of the script, over what the server wrote into the loader. */
export type Look = Readonly<Record<string, string | undefined>>

export interface Options {
  key: string
  /** Where the server is, without a slash at the end. */
  base: string
  mode: 'inline' | 'frame' | 'page'
  locale: string
  look: Look
  /** What the last visit left behind, by name. */
  stored: Record<string, string>
  page: Page
}

/** Shell to chat. */
export type Command =
  | { kind: 'open'; open: boolean; focus: boolean }
  | { kind: 'identify'; value: unknown }
  | { kind: 'reset' }
  | { kind: 'stored'; name: string; value: string | null }

/** Chat to shell. */
export type Report =
  | { kind: 'close' }
  | { kind: 'unread'; count: number; label: string }
  | { kind: 'store'; name: string; value: string | null }
  | { kind: 'event'; name: string; detail: unknown }

/** Across the frame everything travels under one key, so that other libraries' messages are not ours. */
export type ToFrame = { openline: Command | { kind: 'start'; options: Options } }
export type FromFrame = { openline: Report | { kind: 'ready' } }

export function isOurs<T extends { openline: unknown }>(data: unknown): data is T {
  return typeof data === 'object' && data !== null && 'openline' in data
}
