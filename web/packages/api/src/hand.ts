/** Calls about who has a session and why: handing over, taking part, whispering, reviewing. */
import type { Http } from './http'
import type { Routing } from './routing-types'
import type { SessionEvent } from './session-types'
import type { Contact, Id, Page, Session } from './types'

export type Target = { kind: 'user' | 'channel'; id: Id } | { kind: 'queue' }

/** Each as the server spells it; what is undefined is not asked. */
export type SessionFilter = Partial<Record<
  'phase' | 'channel' | 'owner' | 'vote' | 'review' | 'reviewed' | 'unanswered' | 'opened_from' | 'opened_to', string | undefined
>>

export function handCalls(http: Http) {
  const act = (id: Id, action: string, body?: object) =>
    http.call<Session>('POST', `/sessions/${id}/${action}`, body ? { body } : {})
  return {
    /** For whoever sees everything all of the account's, newest first; for others their own. */
    sessionList: (filter: SessionFilter, page: { cursor: string | null; limit: number }, signal?: AbortSignal) =>
      http.call<Page<Session>>('GET', '/sessions', { query: { ...filter, ...page }, ...(signal && { signal }) }),
    /** What happened to it, the newest page; oldest first. */
    story: (sessionId: Id, limit: number) =>
      http.call<Page<SessionEvent>>('GET', `/sessions/${sessionId}/events`, { query: { limit } }),
    routing: (sessionId: Id) => http.call<Routing>('GET', `/sessions/${sessionId}/routing`),
    /** To a colleague, to another channel's queue, or back to its own; the comment becomes a note. */
    transfer: (sessionId: Id, to: Target, comment: string) => act(sessionId, 'transfer', { to, comment: comment || null }),
    /** Begins a session of one's own, without a word yet. */
    start: (conversationId: Id) => http.call<Session>('POST', `/conversations/${conversationId}/start`),
    /** The same about a message; the open one ends first. */
    startFrom: (messageId: Id) => http.call<Session>('POST', `/messages/${messageId}/start`),
    /** All that one owns. */
    pinAll: (on: boolean) => http.call<{ sessions: Session[] }>('POST', `/me/sessions/${on ? 'pin' : 'unpin'}`),
    /** Whose customer a contact is; null: nobody's. */
    assignContact: (contactId: Id, personId: Id | null) =>
      http.call<Contact>('PUT', `/contacts/${contactId}/responsible`, { body: { person_id: personId } }),
    join: (sessionId: Id) => act(sessionId, 'join'),
    leave: (sessionId: Id) => act(sessionId, 'leave'),
    whisper: (sessionId: Id, on: boolean) => act(sessionId, 'whisper', { on }),
    review: (sessionId: Id, rating: number, comment: string) => act(sessionId, 'review', { rating, comment }),
  }
}
