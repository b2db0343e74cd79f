/** The shapes of settings as code. */
import type { Id, Instant } from './types'

export interface PlannedPart {
  /** `name`, `active`, `queue` or `settings.<key>`. */
  part: string
  /** As a document writes them; null: by default. */
  old: unknown
  new: unknown
  /** Open sessions feel it at once. */
  danger: boolean
}
export interface PlannedChannel {
  action: 'create' | 'change'
  channel_id: Id | null
  name: string
  parts: PlannedPart[]
}
export interface SettingsPlan {
  channels: PlannedChannel[]
  fingerprint: string
}
export interface AppliedSettings {
  /** Null where there was nothing to change. */
  id: Id | null
  at: Instant
  person: { id: Id; name: string | null }
  channels: PlannedChannel[]
  undoes?: Id | null
  undone_by?: Id | null
}
