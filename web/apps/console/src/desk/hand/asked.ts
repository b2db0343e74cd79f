/** What was asked of the open conversation, from wherever: a button, a key, the palette. Carried out by `Hands`. */
import type { Id } from '@openline/api'
import { Store } from '@openline/stream'
import type { Hand } from './hands'

export interface Asked {
  readonly hand: Hand
  /** The message to begin a session about. */
  readonly messageId: Id | null
}
export const asked = new Store<Asked | null>(null)

export function askHand(hand: Hand, messageId: Id | null = null): void {
  asked.set({ hand, messageId })
}
