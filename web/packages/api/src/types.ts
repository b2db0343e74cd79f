/** The shapes of the HTTP interface, as the server documents them: people, channels, conversations. */
import type { Session } from './session-types'
import type { AbsenceKind, SkillLevels, Workday } from './team-types'

export type * from './session-types'

export type Id = string
/** RFC 3339 with zone. */
export type Instant = string
export type Locale = 'en' | 'vi' | 'ru'
export type Role = 'administrator' | 'supervisor' | 'agent'
export type PresenceState = 'online' | 'away' | 'offline'
export type View = 'new' | 'mine' | 'all'

export interface Person {
  id: Id
  number: number
  name: string
  email: string
  role: Role
  locale: Locale
  time_zone: string
  active: boolean
  /** False while an invitation has not been used. */
  joined: boolean
  presence: PresenceState
  /** Null while his working time is not managed. */
  workday: Workday | null
  paused: boolean
  /** That of today; days in his own zone, both included. Why is not for colleagues, and not for the stream. */
  absence: { kind: AbsenceKind | null; from: string; to: string } | null
  skills: SkillLevels
  avatar_url: string | null
  created_at: Instant
  version: number
}

export interface OwnPresence {
  state: PresenceState
  chosen: 'online' | 'away'
  sockets: number
  reason: string | null
}

export interface Me {
  person: Person
  account: { id: Id; name: string; demo: boolean }
  rights: string[]
  csrf_token: string | null
  presence: OwnPresence
}

export interface LoginEntry {
  id: Id
  current: boolean
  ip: string
  agent: string
  created_at: Instant
  last_seen_at: Instant
}

export interface SetupState {
  needed: boolean
  demo: boolean
  demo_logins: { email: string; password: string; name: string; role: Role }[]
}

export type LinkKind = 'reset' | 'invitation' | 'first_administrator'
export interface LinkInfo {
  kind: LinkKind
  email: string | null
  name: string | null
  account: string
}

export interface QueuePerson {
  kind: 'user'
  id: Id
  name: string
  presence: PresenceState
}

export interface Channel {
  id: Id
  number: number
  name: string
  active: boolean
  queue: QueuePerson[]
  /** Of those that are open. */
  waiting: number
  open: number
  connections: number
  version: number
  created_at: Instant
  /** Ask before a session is finished. */
  confirm_close: boolean
  /** Its sessions are listed as if they were so many seconds more urgent. */
  priority: number
}

export interface Identity {
  kind: string
  value: string
  verified: boolean
}
export interface Contact {
  id: Id
  number: number
  name: string | null
  email: string | null
  phone: string | null
  locale: string | null
  time_zone: string | null
  identities: Identity[]
  avatar_url: string | null
  created_at: Instant
  /** The agent whose customer he is. */
  responsible: { id: Id; name: string } | null
  /** What he answered in a form, by question. */
  fields: { label: string; value: string }[]
}

export type Author = 'customer' | 'agent' | 'bot' | 'system'
export interface MessagePreview {
  text: string
  author: Author
  at: Instant
  has_files: boolean
  /** Kind of what it holds beside text and files. */
  part: string | null
}

export interface ContactBrief {
  id: Id
  number: number
  name: string | null
  email: string | null
  locale: string | null
  avatar_url: string | null
}

/** What the platform of a conversation can do. */
export interface Capabilities {
  text_limit: number
  text_unit: TextUnit
  files: boolean
  most_files: number
  buttons: boolean
  typing_out: boolean
  reply_quote: boolean
}
/** In what a platform counts the length of a text. */
export type TextUnit = 'chars' | 'utf16' | 'bytes'

export interface Conversation {
  id: Id
  number: number
  connection_id: Id
  connector: string
  channel_id: Id
  channel_name: string
  contact: ContactBrief
  session: Session | null
  last_message: MessagePreview | null
  last_message_at: Instant | null
  unread: number
  agent_read_up_to: Id | null
  customer_read_up_to: number
  customer_delivered_up_to: number
  page: { url: string; title: string | null } | null
  capabilities: Capabilities
  /** The customer has blocked us: nothing reaches him. */
  blocked: boolean
  /** Who takes part without owning the session. */
  participants?: { id: Id; name: string | null }[]
  /** What the team writes is a note. */
  whisper?: boolean
  /** What brought him: the word behind the link he followed. */
  source: string | null
  created_at: Instant
}

export interface Notice {
  id: Id
  kind: string
  data: Record<string, string | number | boolean | null>
  at: Instant
  read: boolean
}

export interface Counts {
  new: number
  mine: number
  all: number
  unread: number
}

export interface Snapshot {
  seq: number
  me: Me
  people: Person[]
  channels: Channel[]
  conversations: { new: Conversation[]; mine: Conversation[] }
  counts: Counts
  notices: Page<Notice> & { unread: number }
}

export interface Page<T> {
  items: T[]
  next: string | null
}
