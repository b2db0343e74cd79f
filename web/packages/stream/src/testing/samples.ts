/** Small true-to-shape values for tests; each takes what the test is about. */
import type { Capabilities, Channel, Conversation, Me, Message, Person, Session, Snapshot, StoredFile } from '@openline/api'
import { deskFrom, type Desk } from '../desk'
import type { StreamEvent } from '../frames'

const AT = '2026-03-01T08:00:00.000Z'

export function person(change: Partial<Person> = {}): Person {
  return {
    id: '10', number: 1, name: 'Mai', email: 'mai@example.com', role: 'agent', locale: 'vi', time_zone: 'Asia/Ho_Chi_Minh',
    active: true, joined: true, presence: 'online', workday: null, paused: false, absence: null, skills: {}, avatar_url: null, created_at: AT, version: 1, ...change,
  }
}

export function me(change: Partial<Person> = {}): Me {
  return {
    person: person(change), account: { id: '1', name: 'Acme', demo: true }, rights: [], csrf_token: 'c',
    presence: { state: 'online', chosen: 'online', sockets: 1, reason: null },
  }
}

export function session(change: Partial<Session> = {}): Session {
  return {
    id: '500', number: 5, channel_id: '3', channel_name: 'Shop', conversation_id: '100', status: 20, phase: 'active', owner_id: '10',
    owner_name: 'Mai', offer: null, opened_at: AT, queued_at: AT, accepted_at: AT, first_answer_at: null, closed_at: null,
    message_count: 1, ...change,
  }
}

export function channel(change: Partial<Channel> = {}): Channel {
  return { id: '3', number: 1, name: 'Shop', active: true, queue: [], waiting: 0, open: 0, connections: 1, version: 1, created_at: AT, confirm_close: false, priority: 0, ...change }
}

export function capabilities(change: Partial<Capabilities> = {}): Capabilities {
  return {
    text_limit: 4096, text_unit: 'utf16', files: true, most_files: 10, buttons: true, typing_out: true, reply_quote: true, ...change,
  }
}

export function conversation(change: Partial<Conversation> = {}): Conversation {
  return {
    id: '100', number: 7, connection_id: '4', connector: 'webchat', channel_id: '3', channel_name: 'Shop',
    contact: { id: '70', number: 70, name: 'An', email: null, locale: 'vi', avatar_url: null }, session: session(),
    last_message: null, last_message_at: AT, unread: 0, agent_read_up_to: null, customer_read_up_to: 0, customer_delivered_up_to: 0, page: null,
    capabilities: capabilities(), blocked: false, source: null, created_at: AT, ...change,
  }
}

export function message(change: Partial<Message> = {}): Message {
  return {
    id: '1000', conversation_id: '100', session_id: '500', number: 1, author: 'customer', author_id: null, author_name: 'An',
    text: 'Xin chào', files: [], reply_to: null, note: false, state: 'delivered', client_id: null, at: AT,
    parts: [], forwarded_from: null, album: null, external: false, edited_at: null, deleted_at: null, reactions: [], failure: null,
    may_send_again: false, ...change,
  }
}

export function file(change: Partial<StoredFile> = {}): StoredFile {
  return {
    id: '900', name: 'tea.png', size: 1200, type: 'image/png', width: 640, height: 480, url: '/files/900', inline: true, kind: 'image',
    state: 'ready', reason: null, thumb_url: null, preview_url: null, duration_ms: null, waveform: null, ...change,
  }
}

export function snapshot(change: Partial<Snapshot> = {}): Snapshot {
  return {
    seq: 10, me: me(), people: [person()], channels: [], conversations: { new: [], mine: [conversation()] },
    counts: { new: 0, mine: 1, all: 1, unread: 0 },
    notices: { items: [], next: null, unread: 0 }, ...change,
  }
}

export const desk = (change: Partial<Snapshot> = {}): Desk => deskFrom(snapshot(change))

/** Events that follow one another from `seq` on. */
export function follow(seq: number, ...news: Pick<StreamEvent, 'type' | 'data'>[]): StreamEvent[] {
  return news.map((item, index) => ({ ...item, seq: seq + index + 1, prev: seq + index, at: AT }) as StreamEvent)
}
