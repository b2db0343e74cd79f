/** The shapes behind connections: platforms that can be connected, what is connected, how it fares. */
import type { Id, Instant } from './types'

export type Maturity = 'proven' | 'vendor_spec' | 'documentation'
export type FieldType = 'text' | 'secret' | 'secrets' | 'url' | 'origins' | 'choice' | 'bool' | 'whole' | 'color'
export type ConfigValue = string | number | boolean | readonly string[] | null

export interface ConnectorField {
  key: string
  type: FieldType
  required: boolean
  default: ConfigValue
  ge: number | null
  le: number | null
  choices: string[]
  /** A secret that the server makes by itself. */
  made_here: boolean
}

export interface Connector {
  id: string
  icon: string
  version: string
  maturity: Maturity
  /** `stream`: our own widget. `send`: messages go out by calls. */
  delivery: 'stream' | 'send'
  transports: string[]
  /** The setting that chooses between them. */
  transport_field: string | null
  fields: ConnectorField[]
  /** Its name, labels, help and words in the language asked for, by key. */
  texts: Record<string, string>
}
export interface Connectors {
  items: Connector[]
  next: string | null
  public_url: string
  https: boolean
}

export interface PlatformAccount {
  id: string
  name: string
  url: string | null
}
export interface Installed {
  url: string
  at: Instant
  done: string[]
  missing: string[]
  paste: { kind: string; text: string }[]
}

/** Secrets come as how many there are. */
export type ConnectionConfig = Record<string, ConfigValue>
export type ConnectionState = 'new' | 'ok' | 'reauth' | 'degraded' | 'down'
export interface Connection {
  id: Id
  channel_id: Id
  connector: string
  name: string
  key: string
  active: boolean
  state: ConnectionState
  /** A word that the connector's texts explain. */
  state_detail: string | null
  /** The setting to be mended. */
  state_field: string | null
  state_at: Instant | null
  first_event_at: Instant | null
  account: PlatformAccount | null
  installed: Installed | null
  /** What could not be taken back when it was switched off. */
  left: string[]
  config: ConnectionConfig
  snippet: string | null
  hook_url: string | null
  /** When its credentials will no longer work, where the platform says so. */
  expires_at: Instant | null
  created_at: Instant
  version: number
}

export interface ConnectionCheck {
  state: Exclude<ConnectionState, 'new'>
  detail: string
  field: string | null
  account: PlatformAccount | null
  /** Calls to our address that the platform did not make. */
  refused: { reason: string; at: Instant; count: number } | null
}

export interface NewConnection {
  channel_id: Id
  connector: string
  name?: string
  config?: ConnectionConfig
  new_channel?: boolean
}
export interface ConnectionChange {
  name?: string
  active?: boolean
  config?: ConnectionConfig
  version?: number
}
export interface TestReply {
  conversation_id: Id
  message_id: Id
}

/** Something that came in and could not be taken. */
export interface FailedEvent {
  id: Id
  connection_id: Id
  error: string
  size: number
  at: Instant
  replayed_at: Instant | null
}
export interface FailedEvents {
  items: FailedEvent[]
  next: string | null
  total: number
}
