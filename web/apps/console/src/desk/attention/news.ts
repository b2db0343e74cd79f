/** Which events call for the person: a customer wrote in a conversation of his, an offer came. Pure. */
import type { Conversation, Id } from '@openline/api'
import { isMine, isOffered, type Reader, type StreamEvent } from '@openline/stream'

export type Call = { kind: 'message'; row: Conversation; text: string } | { kind: 'offer'; row: Conversation }

export function callsOf(events: readonly StreamEvent[], reader: Reader): Call[] {
  return events.flatMap((event): Call[] => {
    if (event.type === 'message.added' && event.data.message.author === 'customer' && isMine(event.data.conversation, reader.me.person.id)) {
      return [{ kind: 'message', row: event.data.conversation, text: event.data.message.text }]
    }
    if (event.type === 'session.offered') {
      const row = { ...event.data.conversation, session: event.data.session }
      return isOffered(row, reader) ? [{ kind: 'offer', row }] : []
    }
    return []
  })
}

export interface Miss {
  row: Conversation
  /** Nobody knows whether it arrived. */
  unknown: boolean
}

/** Answers of mine that did not arrive, or perhaps not. */
export function failuresOf(events: readonly StreamEvent[], meId: Id): Miss[] {
  return events.flatMap((event): Miss[] => {
    if (event.type !== 'message.changed' || event.data.message.author_id !== meId) return []
    const { state } = event.data.message
    return state === 'failed' || state === 'unknown' ? [{ row: event.data.conversation, unknown: state === 'unknown' }] : []
  })
}
