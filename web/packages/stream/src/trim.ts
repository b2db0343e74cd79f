/** Keeps the desk of a long day small: the rows nobody looks at go, oldest first. */
import type { Conversation } from '@openline/api'
import { byId, type Desk } from './desk'
import { newestFirst } from './ids'
import { belongs } from './views'

export const MAX_ROWS = 3_000
const KEPT_ROWS = 1_000

export function trimmed(desk: Desk): Desk {
  const rows = Object.values(desk.conversations)
  if (rows.length <= MAX_ROWS) return desk
  const needed = (row: Conversation) => row.id in desk.threads || belongs(row, 'mine', desk) || belongs(row, 'new', desk)
  const newest = rows.sort((a, b) => newestFirst(a.last_message_at, b.last_message_at)).slice(0, KEPT_ROWS)
  // The pages behind the list of all are gone with the rows: a new epoch makes the list read them again.
  return { ...desk, epoch: desk.epoch + 1, conversations: { ...byId(rows.filter(needed)), ...byId(newest) } }
}
