/** The shapes behind a channel's life: created, copied, switched off, deleted. */
import type { Id } from './types'

export const PRESETS = ['shop', 'support_247', 'office'] as const
export type Preset = (typeof PRESETS)[number]

export interface NewChannel {
  name?: string
  preset?: Preset
  /** Without groups all of its settings. */
  copy_from?: { channel_id: Id; groups?: string[] }
}
export interface CopySettings {
  to: Id[]
  groups: string[]
  /** Only say what would change. */
  dry_run?: boolean
}
export interface Copied {
  channel_id: Id
  name: string
  /** Keys of settings. */
  changed: string[]
}

/** What a channel means to others now. */
export interface Impact {
  open: number
  waiting: number
  connections: { id: Id; connector: string; name: string; active: boolean }[]
  /** Channels that send here what nobody accepts. */
  overflowing: { id: Id; name: string }[]
}
