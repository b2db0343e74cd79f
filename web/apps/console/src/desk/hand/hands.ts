/** What may be done with a conversation besides answering it, by who one is and how it stands (docs/behaviour/desk.md). */
import type { Conversation } from '@openline/api'
import { isClaimable, isMine, isOffered, isOfferedToAll, seesAll, type Reader } from '@openline/stream'
import type { IconName } from '@openline/ui'

export type Hand =
  | 'accept' | 'skip' | 'finish' | 'intercept' | 'transfer' | 'requeue' | 'pin' | 'unpin' | 'join' | 'leave' | 'whisper'
  | 'whisper_end' | 'start' | 'spam' | 'stop'

interface Look {
  icon: IconName
  /** The key that does it with Alt, by its place on the keyboard. */
  code: `Key${string}`
}
/** In the order of menus. What undoes something has its key. */
export const HANDS: Record<Hand, Look> = {
  accept: { icon: 'check', code: 'KeyA' },
  skip: { icon: 'x', code: 'KeyS' },
  finish: { icon: 'check', code: 'KeyE' },
  start: { icon: 'plus', code: 'KeyB' },
  intercept: { icon: 'users', code: 'KeyI' },
  transfer: { icon: 'pass', code: 'KeyT' },
  requeue: { icon: 'retry', code: 'KeyQ' },
  pin: { icon: 'tack', code: 'KeyP' },
  unpin: { icon: 'tack', code: 'KeyP' },
  join: { icon: 'plus', code: 'KeyO' },
  leave: { icon: 'out', code: 'KeyO' },
  whisper: { icon: 'note', code: 'KeyW' },
  whisper_end: { icon: 'note', code: 'KeyW' },
  spam: { icon: 'alert', code: 'KeyM' },
  stop: { icon: 'stop', code: 'KeyX' },
}
const ORDER = Object.keys(HANDS) as Hand[]
/** These are buttons of their own; they stand in no menu. */
const BUTTONS: ReadonlySet<Hand> = new Set(['accept', 'skip', 'finish', 'start'])

export function handsOf(row: Conversation, reader: Reader): Hand[] {
  const able = new Set(possible(row, reader))
  return ORDER.filter((hand) => able.has(hand))
}

export function inMenu(hands: readonly Hand[]): Hand[] {
  return hands.filter((hand) => !BUTTONS.has(hand))
}

export const letterOf = (hand: Hand) => HANDS[hand].code.slice('Key'.length)

function possible(row: Conversation, reader: Reader): Hand[] {
  const all = seesAll(reader.me)
  switch (row.session?.phase) {
    case 'active':
      return inWork(row, reader, all)
    case 'waiting':
    case 'offered': {
      const take: Hand[] = isOffered(row, reader) ? ['accept', 'skip'] : isClaimable(row, reader) ? ['accept'] : []
      return all ? [...take, 'transfer', 'spam', 'stop'] : take
    }
    case 'bot':
      return all ? ['accept', 'finish', 'transfer', 'spam', 'stop'] : []
    case 'closed':
    case undefined:
      return mayStart(row, reader) ? ['start'] : []
  }
}

function inWork(row: Conversation, { me }: Reader, all: boolean): Hand[] {
  const mine = isMine(row, me.person.id)
  const joined = row.participants?.some(({ id }) => id === me.person.id) ?? false
  const whisper: Hand[] = mine || joined || all ? [row.whisper ? 'whisper_end' : 'whisper'] : []
  const owned: Hand[] = mine || all ? ['finish', 'transfer', 'requeue', 'spam', 'stop'] : []
  const own: Hand[] = [row.session?.pinned ? 'unpin' : 'pin']
  const others: Hand[] = [joined ? 'leave' : 'join']
  return [...owned, ...whisper, ...(mine ? own : others), ...(all && !mine ? (['intercept'] as const) : [])]
}

/** Where something may go out (D28). */
export function mayStart({ session, channel_id, blocked }: Conversation, { channels }: Reader): boolean {
  return (!session || session.phase === 'closed') && !blocked && channels[channel_id]?.active !== false
}

/** About a message of an earlier session: the open one ends first, by whoever may end it (D29). */
export function mayStartFrom(row: Conversation, reader: Reader): boolean {
  const { session } = row
  if (!session || session.phase === 'closed') return mayStart(row, reader)
  const ends = isMine(row, reader.me.person.id) || (seesAll(reader.me) && !isOfferedToAll(row))
  return ends && mayStart({ ...row, session: null }, reader)
}
