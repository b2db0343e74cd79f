/** Every call of the interface by name. Nothing here decides; it only spells paths and types. */
import type { Copied, CopySettings, Impact, NewChannel } from './channel-types'
import { botCalls } from './bots'
import { companyCalls } from './company'
import { connectionCalls } from './connections'
import { editorCalls } from './editors'
import { settingsCalls } from './settings'
import { handCalls } from './hand'
import { teamCalls } from './team'
import { Http, type HttpOptions, type Progress } from './http'
import type {
  AgentCard, ApiToken, DemoState, MemberRef, NewApiToken, Queue,
} from './settings-types'
import type { Message, NewMessage, StoredFile } from './message-types'
import type {
  Channel, Contact, Conversation, Counts, Id, LinkInfo, Locale, LoginEntry, Me, OwnPresence, Page, Person, Role, Session, SetupState,
  Snapshot, View,
} from './types'

export interface ConversationFilter {
  view: View
  cursor?: string | null
  limit?: number
}
export interface LinkUse {
  password: string
  name?: string
  email?: string
  locale?: Locale
  time_zone?: string
}
export type SessionAction = 'accept' | 'skip' | 'finish' | 'requeue' | 'intercept' | 'pin' | 'unpin' | 'spam' | 'stop'

function accountCalls(http: Http) {
  const signedIn = (me: Me) => {
    http.remember(me.csrf_token)
    return me
  }
  return {
    setup: () => http.call<SetupState>('GET', '/setup', { public: true }),
    login: (body: { email: string; password: string }) =>
      http.call<Me>('POST', '/login', { body, public: true }).then(signedIn),
    logout: () => http.call<null>('POST', '/logout', { public: true }),
    link: (token: string) => http.call<LinkInfo>('GET', `/links/${encodeURIComponent(token)}`, { public: true }),
    useLink: (token: string, body: LinkUse) =>
      http.call<Me>('POST', `/links/${encodeURIComponent(token)}`, { body, public: true }).then(signedIn),
    forgotten: (email: string) => http.call<null>('POST', '/password-reset', { body: { email }, public: true }),
    me: () => http.call<Me>('GET', '/me', { public: true }).then(signedIn),
    changeMe: (body: { name?: string; locale?: Locale; time_zone?: string }) => http.call<Me>('PATCH', '/me', { body }),
    changePassword: (body: { old: string; new: string }) => http.call<null>('POST', '/me/password', { body }),
    presence: (state: 'online' | 'away') => http.call<OwnPresence>('PUT', '/me/presence', { body: { state } }),
    logins: () => http.call<Page<LoginEntry>>('GET', '/me/logins'),
    endLogin: (id: Id) => http.call<null>('DELETE', `/me/logins/${id}`),
    endOtherLogins: () => http.call<null>('DELETE', '/me/logins'),
    tokens: () => http.call<Page<ApiToken>>('GET', '/tokens'),
    createToken: (body: { name: string; scopes: string[]; expires_at?: string | null }, key: string) =>
      http.call<NewApiToken>('POST', '/tokens', { body, idempotencyKey: key }),
    revokeToken: (id: Id) => http.call<null>('DELETE', `/tokens/${id}`),
    people: (cursor?: string | null) => http.call<Page<Person>>('GET', '/people', { query: { limit: 200, cursor } }),
    invite: (body: { name: string; email: string; role: Role; locale: Locale }, key: string) =>
      http.call<Person & { invite_url: string }>('POST', '/people', { body, idempotencyKey: key }),
    changePerson: (id: Id, body: { name?: string; role?: Role; active?: boolean; version?: number }) =>
      http.call<Person>('PATCH', `/people/${id}`, { body }),
    inviteAgain: (id: Id) => http.call<{ invite_url: string; mailed: boolean }>('POST', `/people/${id}/invite`),
    resetLink: (id: Id) => http.call<{ reset_url: string | null; mailed: boolean }>('POST', `/people/${id}/reset-link`),
    demo: () => http.call<DemoState>('GET', '/demo/customers'),
    startDemo: () => http.call<DemoState>('POST', '/demo/customers', { body: {} }),
    stopDemo: () => http.call<DemoState>('DELETE', '/demo/customers'),
  }
}

function channelCalls(http: Http) {
  return {
    channels: () => http.call<Page<Channel>>('GET', '/channels'),
    channel: (id: Id) => http.call<Channel>('GET', `/channels/${id}`),
    createChannel: (body: NewChannel, key: string) => http.call<Channel>('POST', '/channels', { body, idempotencyKey: key }),
    channelImpact: (id: Id) => http.call<Impact>('GET', `/channels/${id}/impact`),
    copySettings: (id: Id, body: CopySettings) => http.call<{ items: Copied[] }>('POST', `/channels/${id}/settings/copy`, { body }),
    changeChannel: (id: Id, body: { name?: string; active?: boolean; version?: number }) =>
      http.call<Channel>('PATCH', `/channels/${id}`, { body }),
    deleteChannel: (id: Id) => http.call<null>('DELETE', `/channels/${id}`),
    queue: (id: Id) => http.call<Queue>('GET', `/channels/${id}/queue`),
    setCard: (id: Id, personId: Id, body: AgentCard) => http.call<AgentCard>('PUT', `/channels/${id}/cards/${personId}`, { body }),
    changeQueue: (id: Id, body: { members: MemberRef[]; version: number }) =>
      http.call<Queue>('PUT', `/channels/${id}/queue`, { body }),
  }
}

function deskCalls(http: Http) {
  return {
    snapshot: (signal?: AbortSignal) => http.call<Snapshot>('GET', '/snapshot', signal ? { signal } : {}),
    conversations: (filter: ConversationFilter, signal?: AbortSignal) =>
      http.call<Page<Conversation>>('GET', '/conversations', { query: { ...filter }, ...(signal && { signal }) }),
    counts: () => http.call<Counts>('GET', '/conversations/counts'),
    conversation: (id: Id) => http.call<Conversation>('GET', `/conversations/${id}`),
    messages: (id: Id, page: { cursor?: string | null; limit?: number } = {}) =>
      http.call<Page<Message>>('GET', `/conversations/${id}/messages`, { query: { ...page } }),
    send: (id: Id, body: NewMessage) =>
      http.call<Message>('POST', `/conversations/${id}/messages`, { body, idempotencyKey: body.client_id }),
    sendAgain: (messageId: Id) => http.call<Message>('POST', `/messages/${messageId}/send-again`),
    read: (id: Id, upTo: Id) => http.call<null>('POST', `/conversations/${id}/read`, { body: { up_to: upTo } }),
    sessions: (contactId: Id) => http.call<Page<Session>>('GET', '/sessions', { query: { contact: contactId, limit: 50 } }),
    act: (sessionId: Id, action: SessionAction) => http.call<Session>('POST', `/sessions/${sessionId}/${action}`),
    contact: (id: Id) => http.call<Contact>('GET', `/contacts/${id}`),
    /** An empty text clears a field. */
    changeContact: (id: Id, body: { name?: string; email?: string; phone?: string }) =>
      http.call<Contact>('PATCH', `/contacts/${id}`, { body }),
    contactConversations: (id: Id) => http.call<Page<Conversation>>('GET', `/contacts/${id}/conversations`),
    upload: (file: File, progress: Progress, signal: AbortSignal) =>
      http.upload<StoredFile>('/files', file, progress, signal),
  }
}

export function createApi(options: HttpOptions = {}) {
  const http = new Http(options)
  return { http, ...accountCalls(http), ...botCalls(http), ...channelCalls(http), ...companyCalls(http), ...connectionCalls(http), ...editorCalls(http), ...deskCalls(http), ...handCalls(http), ...settingsCalls(http), ...teamCalls(http) }
}

export type Api = ReturnType<typeof createApi>
