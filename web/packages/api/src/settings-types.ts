/** The shapes behind the settings pages: channel settings, queue, connections, tokens. */
import type { Id, Instant, PresenceState, QueuePerson } from './types'

export type SettingValue = string | number | boolean
export interface SettingItem {
  key: string
  group: string
  type: 'switch' | 'number' | 'choice'
  unit: string | null
  default: SettingValue
  value: SettingValue
  changed: boolean
  ge: number | null
  le: number | null
  /** What 0 means, where it is allowed beside the bounds. */
  zero: string | null
  choices: string[] | null
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
}
export interface Queue {
  configured: QueuePerson[]
  effective: EffectiveMember[]
  version: number
}

export interface ConnectionConfig {
  allowed_origins: string[]
  title: string
  color: string
}
export interface Connection {
  id: Id
  channel_id: Id
  connector: string
  name: string
  key: string
  active: boolean
  state: 'ok' | 'needs_attention'
  config: ConnectionConfig
  snippet: string | null
  created_at: Instant
  version: number
}

export interface ConnectionCheck {
  state: 'ok' | 'degraded' | 'reauth' | 'down'
  detail: string
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
