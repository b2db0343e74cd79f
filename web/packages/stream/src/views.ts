/** Which conversations belong to which list of the desk (docs/behaviour/desk.md, D2), and in what order. */
import type { Conversation, Id, Me, View } from '@openline/api'
import { newestFirst } from './ids'

export function isOfferedTo(conversation: Conversation, personId: Id): boolean {
  const { session } = conversation
  return session?.phase === 'offered' && (session.offer?.to_all === true || session.offer?.agent_id === personId)
}

function nobodyOwns(conversation: Conversation): boolean {
  return conversation.session?.phase === 'waiting' || conversation.session?.phase === 'offered'
}

export function isMine(conversation: Conversation, personId: Id): boolean {
  return conversation.session?.phase === 'active' && conversation.session.owner_id === personId
}

export function belongs(conversation: Conversation, view: View, me: Me): boolean {
  switch (view) {
    case 'new':
      return isOfferedTo(conversation, me.person.id) || (me.person.role !== 'agent' && nobodyOwns(conversation))
    case 'mine':
      return isMine(conversation, me.person.id)
    case 'all':
      return true
  }
}

/** Offers to me first, by their end; then whoever has waited longest. */
function compareNew(me: Me) {
  const rank = (row: Conversation) =>
    isOfferedTo(row, me.person.id) ? `0${row.session?.offer?.expires_at}` : `1${row.session?.queued_at}`
  return (a: Conversation, b: Conversation) => (rank(a) < rank(b) ? -1 : 1)
}

export function listed(rows: Readonly<Record<Id, Conversation>>, view: View, me: Me): Conversation[] {
  const found = Object.values(rows).filter((row) => belongs(row, view, me))
  const newest = (a: Conversation, b: Conversation) => newestFirst(a.last_message_at, b.last_message_at)
  return found.sort(view === 'new' ? compareNew(me) : newest)
}
