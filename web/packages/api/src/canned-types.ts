/** The shapes of canned responses. */
import type { StoredFile } from './message-types'
import type { Id, Instant } from './types'

export interface CannedFolder {
  id: Id
  name: string
}
export interface CannedList {
  /** One's own is called `mine`. */
  id: Id
  name: string
  personal: boolean
  /** Who changes it besides those who may change all. */
  editors: 'queue' | 'nobody'
  folders: CannedFolder[]
  channels: { id: Id; name: string }[]
  size: number
  may_edit: boolean
  may_manage: boolean
  version: number
}
export interface CannedLists {
  items: CannedList[]
  next: string | null
  may_add: boolean
}
export interface FolderRef {
  id?: Id | null
  name: string
}
export interface Canned {
  id: Id
  list_id: Id
  folder_id: Id | null
  name: string
  text: string
  files: StoredFile[]
  uses: number
  my_uses: number
  /** Macros that nobody fills. */
  unknown: string[]
  changed_at: Instant
  version: number
}
export interface NewCanned {
  list_id: Id
  folder_id: Id | null
  name: string
  text: string
  files: readonly Id[]
}
/** A response for a conversation, its macros filled. */
export interface OfferedCanned {
  id: Id
  name: string
  text: string
  files: string[]
  personal: boolean
  folder: string | null
  empty: string[]
  unknown: string[]
}
export interface FilledCanned {
  text: string
  /** Copies, to be sent with one message. */
  files: StoredFile[]
  empty: string[]
  unknown: string[]
}
export interface SavedCanned {
  outcome: 'made' | 'changed' | 'there_already'
  response: Canned
}
export type CannedProblem = 'no_text' | 'long_text' | 'long_name' | 'long_folder' | 'twice' | 'too_many' | 'too_many_folders'
export interface CannedReport {
  rows: number
  stored: boolean
  folders: string[]
  added: number
  changed: number
  unchanged: number
  problems: { line: number; column: 'folder' | 'name' | 'text'; problem: CannedProblem; value: string }[]
}
