/** Which conversations belong to which list of the desk (docs/behaviour/desk.md, D2), and in what order. */
import type { Conversation, Id, Me, View } from '@openline/api'
import type { Desk } from './desk'
import { newestFirst } from './ids'

/** Whose desk it is, and who stands in which queue. */
export type Reader = Pick<Desk, 'me' | 'channels'>

/** Administrators and supervisors see every conversation of the account (D1, D23). */
export function seesAll({ person }: Pick<Me, 'person'>): boolean {
  return person.role !== 'agent'
}

export function isOfferedToAll({ session }: Conversation): boolean {
  return session?.phase === 'offered' && session.offer?.to_all === true
}

/** Offered to me, alone or with the whole queue I stand in. */
export function isOffered(conversation: Conversation, { me, channels }: Reader): boolean {
  const { session, channel_id } = conversation
  if (isOfferedToAll(conversation)) return channels[channel_id]?.queue.some((member) => member.id === me.person.id) ?? false
  return session?.phase === 'offered' && session.offer?.agent_id === me.person.id
}

/** Waits, is a bot's, or is offered to a queue that I do not stand in: whoever sees everything may claim it (D3). */
export function isClaimable(conversation: Conversation, reader: Reader): boolean {
  const phase = conversation.session?.phase
  const free = phase === 'waiting' || phase === 'bot' || isOfferedToAll(conversation)
  return seesAll(reader.me) && free && !isOffered(conversation, reader)
}

function nobodyOwns(conversation: Conversation): boolean {
  return conversation.session?.phase === 'waiting' || conversation.session?.phase === 'offered'
}

export function isMine(conversation: Conversation, personId: Id): boolean {
  return conversation.session?.phase === 'active' && conversation.session.owner_id === personId
}

export function belongs(conversation: Conversation, view: View, reader: Reader): boolean {
  const { me } = reader
  switch (view) {
    case 'new':
      return isOffered(conversation, reader) || (seesAll(me) && nobodyOwns(conversation))
    case 'mine':
      return isMine(conversation, me.person.id)
    case 'all':
      return true
  }
}

/** A channel's priority counts as if so much more time had passed (D50). */
function urged(at: string | null | undefined, row: Conversation, { channels }: Reader, by: 1 | -1): string {
  const priority = channels[row.channel_id]?.priority
  return at && priority ? new Date(Date.parse(at) + by * 1_000 * priority).toISOString() : (at ?? '')
}

/** Offers to me first, by their end, without one last; then whoever has waited longest. */
function compareNew(reader: Reader) {
  const rank = (row: Conversation) =>
    isOffered(row, reader)
      ? `0${urged(row.session?.offer?.expires_at, row, reader, -1) || '~'}`
      : `1${urged(row.session?.queued_at, row, reader, -1)}`
  return (a: Conversation, b: Conversation) => (rank(a) < rank(b) ? -1 : 1)
}

export function listed(rows: Readonly<Record<Id, Conversation>>, view: View, reader: Reader): Conversation[] {
  const found = Object.values(rows).filter((row) => belongs(row, view, reader))
  const last = (row: Conversation) =>
    view === 'mine' ? urged(row.last_message_at, row, reader, 1) : row.last_message_at
  const newest = (a: Conversation, b: Conversation) => newestFirst(last(a), last(b))
  return found.sort(view === 'new' ? compareNew(reader) : newest)
}
