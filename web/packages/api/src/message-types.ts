/** The shapes of messages: what they hold, their files, and what became of them. */
import type { Author, Id, Instant } from './types'

/** How a file is meant to be shown. */
export type FileKind = 'image' | 'video' | 'audio' | 'voice' | 'sticker' | 'document'
/** `fetching` and `scanning` pass; `blocked` and `refused` stay, with a reason. */
export type FileState = 'ready' | 'fetching' | 'scanning' | 'blocked' | 'refused'
export interface StoredFile {
  id: Id
  name: string
  size: number
  type: string
  width: number | null
  height: number | null
  url: string
  inline: boolean
  kind: FileKind
  state: FileState
  reason: string | null
  /** A small picture of it; of a video, a moment. */
  thumb_url: string | null
  preview_url: string | null
  duration_ms: number | null
  /** Loudness from 0 to 31, at most a hundred values. */
  waveform: number[] | null
}

export interface MessageButton {
  label: string
  payload: string
}
/** What a message holds beside text and files. */
export type Part =
  | { type: 'location'; latitude: number; longitude: number; title: string | null; address: string | null }
  | { type: 'contact'; name: string | null; phones: string[]; emails: string[] }
  | { type: 'card'; title: string; text: string | null; url: string | null }
  | { type: 'buttons'; buttons: MessageButton[] }
  | { type: 'pressed'; label: string | null; payload: string }
  | { type: 'unsupported'; kind: string }

export interface Reaction {
  emoji: string
  by: 'customer' | 'agent'
}

export type Blame = 'content' | 'recipient' | 'window' | 'auth' | 'quota' | 'policy'
export interface Loss {
  loss: string
  name: string
}
/** Why a message did not arrive, and what of it the platform did not take. */
export interface Failure {
  code: string
  text: string
  blame: Blame
  lost: Loss[]
}

/** `unknown`: it may have arrived. */
export type DeliveryState = 'sending' | 'sent' | 'delivered' | 'read' | 'failed' | 'unknown'
export interface Message {
  id: Id
  conversation_id: Id
  session_id: Id | null
  number: number | null
  author: Author
  author_id: Id | null
  author_name: string | null
  text: string
  files: StoredFile[]
  reply_to: { id: Id; author: Author; text: string } | null
  note: boolean
  state: DeliveryState
  client_id: string | null
  at: Instant
  parts: Part[]
  /** Name of the first author of what was passed on. */
  forwarded_from: string | null
  /** Messages with the same word were sent as one. */
  album: string | null
  /** Written by our side in the platform's own app. */
  external: boolean
  edited_at: Instant | null
  /** The customer took it back; text and files stay for the team. */
  deleted_at: Instant | null
  reactions: Reaction[]
  failure: Failure | null
  may_send_again: boolean
}

export interface NewMessage {
  text: string
  files?: Id[]
  reply_to?: Id | null
  note?: boolean
  buttons?: MessageButton[]
  client_id: string
}
