/** Which events call for the person: a customer wrote in a conversation of his, an offer came. Pure. */
import type { Conversation, Id } from '@openline/api'
import { isMine, isOfferedTo, type StreamEvent } from '@openline/stream'

export type Call = { kind: 'message'; row: Conversation; text: string } | { kind: 'offer'; row: Conversation }

export function callsOf(events: readonly StreamEvent[], meId: Id): Call[] {
  return events.flatMap((event): Call[] => {
    if (event.type === 'message.added' && event.data.message.author === 'customer' && isMine(event.data.conversation, meId)) {
      return [{ kind: 'message', row: event.data.conversation, text: event.data.message.text }]
    }
    if (event.type === 'session.offered') {
      const row = { ...event.data.conversation, session: event.data.session }
      return isOfferedTo(row, meId) ? [{ kind: 'offer', row }] : []
    }
    return []
  })
}
