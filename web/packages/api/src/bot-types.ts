/** The shapes of bots, as administrators see them. */
import type { Id, Instant } from './types'

export interface Bot {
  id: Id
  name: string
  /** Whether it may answer first in channels, and what speaks for it or against it. */
  in_channels: boolean
  why: 'ready' | 'not_allowed' | 'never_seen' | 'silent'
  made_at: Instant
  seen_at: Instant | null
  /** Shown once: when it is made, or given a new one. */
  token: string | null
}
