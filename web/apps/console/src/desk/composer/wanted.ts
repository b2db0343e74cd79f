/** Whose composer gets the cursor when it appears: that of a conversation just accepted. */
import type { Id } from '@openline/api'

let wanted: Id | null = null

export function wantComposer(id: Id): void {
  wanted = id
}

/** Says so once. */
export function takeWanted(id: Id): boolean {
  const mine = wanted === id
  if (mine) wanted = null
  return mine
}
