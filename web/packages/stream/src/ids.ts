/** Ids are decimal strings of up to 63 bits: too long for a number, ordered by their time of birth. */
import type { Id } from '@openline/api'

export function compareIds(a: Id, b: Id): number {
  if (a.length !== b.length) return a.length - b.length
  return a < b ? -1 : a > b ? 1 : 0
}

export function newestFirst(a: string | null, b: string | null): number {
  return (b ?? '') < (a ?? '') ? -1 : (b ?? '') > (a ?? '') ? 1 : 0
}
