/** Keeps rows where they are while somebody points at them or reads further down. */
import type { Id } from '@openline/api'

/** What to show while held: the rows as they were, and after them what was loaded further down. */
export function heldOrder(shown: readonly Id[], ids: readonly Id[]): { shown: readonly Id[]; fresh: number } {
  const known = new Set(shown)
  const place = new Map(ids.map((id, index) => [id, index]))
  const end = Math.max(-1, ...shown.map((id) => place.get(id) ?? -1))
  const tail = ids.slice(end + 1).filter((id) => !known.has(id))
  const fresh = ids.slice(0, end + 1).filter((id) => !known.has(id)).length
  return { shown: tail.length ? [...shown, ...tail] : shown, fresh }
}
