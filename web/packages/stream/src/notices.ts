/** What a person should know, kept for him until he has seen it: the newest of it, and how much is unread. */
import type { Id, Notice, Snapshot } from '@openline/api'
import { compareIds } from './ids'

export interface Notices {
  /** Newest first. */
  readonly items: readonly Notice[]
  readonly unread: number
  /** Cursor of what is older than these. */
  readonly older: string | null
}

/** As many as the server keeps of a person. */
export const MAX_NOTICES = 200

export function noticesFrom({ items, unread, next }: Snapshot['notices']): Notices {
  return { items, unread, older: next }
}

export function withNotice(notices: Notices, notice: Notice): Notices {
  if (notices.items.some((known) => known.id === notice.id)) return notices
  return { ...notices, items: [notice, ...notices.items].slice(0, MAX_NOTICES), unread: notices.unread + Number(!notice.read) }
}

/** Those older than the ones here can only be read with them. */
export function readUpTo(notices: Notices, upTo: Id): Notices {
  const items = notices.items.map((notice) => (compareIds(notice.id, upTo) > 0 ? notice : { ...notice, read: true }))
  return { ...notices, items, unread: items.filter((notice) => !notice.read).length }
}

export function withOlder(notices: Notices, page: { items: readonly Notice[]; next: string | null }): Notices {
  const known = new Set(notices.items.map((notice) => notice.id))
  return { ...notices, items: [...notices.items, ...page.items.filter((notice) => !known.has(notice.id))].slice(0, MAX_NOTICES), older: page.next }
}
