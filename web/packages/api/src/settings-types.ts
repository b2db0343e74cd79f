/** The shapes behind the settings pages: channel settings, queue, tokens. */
import type { Id, Instant, PresenceState } from './types'

/** Lists and records belong to the types that are more than a word or a number. */
export type SettingValue = string | number | boolean | readonly unknown[] | Readonly<Record<string, unknown>>
export interface SettingItem {
  key: string
  group: string
  type: 'switch' | 'number' | 'choice' | 'text' | 'people' | 'reference' | 'references' | 'skills' | 'calendar' | 'reminders' | 'form'
  unit: string | null
  default: SettingValue
  value: SettingValue
  changed: boolean
  ge: number | null
  le: number | null
  /** What 0 means, where it is allowed beside the bounds. */
  zero: string | null
  choices: string[] | null
  /** False: it can be set, but what it is for is not built yet. */
  in_effect: boolean
  /** Its field in Bitrix24's REST. */
  rest: string | null
  /** Shown to whoever does not ask for all. */
  basic: boolean
  /** It does nothing unless that one is on, or has one of these words. */
  needs: { key: string; among: string[] } | null
  /** A change acts at once on sessions that are open. */
  danger: boolean
  since: string
}
/** Values that went and came; null is the default. */
export interface ChangedSetting {
  key: string
  old: SettingValue | null
  new: SettingValue | null
}
export interface SettingsChange {
  id: Id
  version: number
  at: Instant
  /** Without a name he is not there any more. */
  person: { id: Id; name: string | null }
  changes: ChangedSetting[]
}
export interface ChannelSettings {
  items: SettingItem[]
  version: number
}

export interface EffectiveMember {
  id: Id
  name: string
  presence: PresenceState
  online: boolean
  reason: string | null
  load: number
  capacity: number
  /** The department that brought him, if he does not stand there himself. */
  department_id: Id | null
  /** What customers see of him while the queue's `agent_card` is `card`. */
  card: AgentCard | null
}
/** What is empty is the profile's. */
export interface AgentCard {
  name: string
  position: string
}
export type MemberKind = 'user' | 'department'
export interface MemberRef {
  kind: MemberKind
  id: Id
}
/** What was put into the queue, and how many people it brings who do not stand before it already. */
export interface QueueEntry extends MemberRef {
  name: string
  /** Null for departments. */
  presence: PresenceState | null
  people: number
}
export interface Queue {
  configured: QueueEntry[]
  effective: EffectiveMember[]
  agent_card: string
  version: number
}

export interface ApiToken {
  id: Id
  person_id: Id
  name: string
  scopes: string[]
  created_at: Instant
  expires_at: Instant | null
  last_used_at: Instant | null
}
export interface NewApiToken extends ApiToken {
  token: string
}

export interface DemoState {
  running: number
  written: number
}
