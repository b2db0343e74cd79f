/** The one place where an event changes what the desk knows. Pure: no clock, no network. */
import type { Channel, Contact, Conversation, DeliveryState, Id, Me, Message, Person, PresenceState, Session, StoredFile } from '@openline/api'
import type { Desk, Thread } from './desk'
import type { LooseFrame, ReadEventData, SessionEventData, StreamEvent } from './frames'
import { readUpTo, withNotice } from './notices'
import { advance, mergeMessages, mergeSessions, withLines, withThread } from './thread'
import { belongs, seesAll } from './views'

type SessionNews = Extract<StreamEvent, { data: SessionEventData }>

export function applyEvent(desk: Desk, event: StreamEvent): Desk {
  if (event.seq <= desk.seq) return desk // replayed after a reconnect
  if (event.prev > desk.seq) return desk.stale ? desk : { ...desk, stale: true } // missed one: resume from desk.seq
  return { ...reduce(desk, event), seq: event.seq, stale: false }
}

function reduce(desk: Desk, event: StreamEvent): Desk {
  switch (event.type) {
    case 'message.added':
      return messageAdded(desk, event.data.conversation, event.data.message)
    case 'message.changed':
      return messageChanged(desk, event.data.conversation, event.data.message)
    case 'conversation.changed':
      return upsert(desk, event.data.conversation)
    case 'file.changed':
      return fileChanged(desk, event.data.conversation_id, event.data.file)
    case 'conversation.read':
    case 'conversation.seen':
      return conversationRead(desk, event.data)
    case 'session.opened':
    case 'session.queued':
    case 'session.offered':
    case 'session.undistributed':
    case 'session.accepted':
    case 'session.returned':
    case 'session.handed':
    case 'session.pinned':
    case 'session.closing':
    case 'session.reopened':
    case 'session.rated':
    case 'session.reviewed':
    case 'session.unanswered':
    case 'session.joined':
    case 'session.left':
    case 'session.whisper':
    case 'session.moved':
    case 'bot.joined':
    case 'bot.left':
    case 'offer.stays':
    case 'session.closed':
    case 'offer.ended':
      return sessionChanged(desk, event)
    case 'channel.changed':
      return channelChanged(desk, event.data.id, event.data.channel)
    case 'person.changed':
      return personChanged(desk, event.data.person)
    case 'contact.changed':
      return contactChanged(desk, event.data.contact)
    case 'notice.added':
      return { ...desk, notices: withNotice(desk.notices, event.data.notice) }
    case 'notices.read':
      return { ...desk, notices: readUpTo(desk.notices, event.data.up_to) }
    case 'connection.changed': // the console's pages read these themselves
    case 'unknown':
      return desk
  }
}

function channelChanged(desk: Desk, id: Id, channel: Channel | null): Desk {
  const { [id]: _, ...others } = desk.channels
  const next = { ...desk, channels: channel ? { ...others, [id]: channel } : others }
  const rows = Object.values(desk.conversations).filter((row) => row.channel_id === id)
  const offered = (known: Desk) => rows.filter((row) => belongs(row, 'new', known)).length
  return { ...next, counts: { ...desk.counts, new: Math.max(0, desk.counts.new + offered(next) - offered(desk)) } }
}

/** A colleague has it from now on, and I see only my own: what I know of it grows old (D1). */
function isLost({ me }: Desk, { owner_id }: Session): boolean {
  return !seesAll(me) && owner_id !== null && owner_id !== me.person.id
}

/** Takes a row out of all lists, with all that hangs on it. */
function drop(desk: Desk, id: Id): Desk {
  const row = desk.conversations[id]
  if (!row) return desk
  const { [id]: _, ...conversations } = desk.conversations
  const { [id]: __, ...threads } = desk.threads
  const less = (view: 'new' | 'mine') => Math.max(0, desk.counts[view] - Number(belongs(row, view, desk)))
  return notTyping({ ...desk, conversations, threads, counts: { ...desk.counts, new: less('new'), mine: less('mine') } }, id)
}

/** Puts the answer to an act on a session in its place. */
export function answeredSession(desk: Desk, conversation: Conversation, session: Session): Desk {
  if (isLost(desk, session)) return drop(desk, conversation.id)
  return upsert(desk, { ...(desk.conversations[conversation.id] ?? conversation), session })
}

/** Puts a row in and keeps the counts of the lists in step with it. */
export function upsert(desk: Desk, row: Conversation): Desk {
  const before = desk.conversations[row.id]
  const shift = (view: 'new' | 'mine') =>
    Number(belongs(row, view, desk)) - Number(before !== undefined && belongs(before, view, desk))
  const counts = {
    new: Math.max(0, desk.counts.new + shift('new')),
    mine: Math.max(0, desk.counts.mine + shift('mine')),
    all: desk.counts.all,
    unread: desk.counts.unread,
  }
  return { ...desk, counts, conversations: { ...desk.conversations, [row.id]: row } }
}

function messageAdded(desk: Desk, conversation: Conversation, message: Message): Desk {
  const added = withThread(upsert(desk, conversation), conversation.id, (thread) => ({
    ...thread,
    messages: mergeMessages(thread.messages, [message]),
  }))
  return message.author === 'customer' ? notTyping(added, conversation.id) : added
}

/** Events come in order: what this one says of a message is newer than all that is known of it. */
function messageChanged(desk: Desk, conversation: Conversation, message: Message): Desk {
  return withThread(upsert(desk, conversation), conversation.id, (thread) =>
    changedMessages(thread, (known) => (known.id === message.id ? message : known)))
}

function fileChanged(desk: Desk, conversationId: Id, file: StoredFile): Desk {
  const holds = (message: Message) => message.files.some((known) => known.id === file.id)
  return withThread(desk, conversationId, (thread) => changedMessages(thread, (message) =>
    holds(message) ? { ...message, files: message.files.map((known) => (known.id === file.id ? file : known)) } : message))
}

/** The customer's side has shown or read what he may see, up to a number. */
function customerReached(desk: Desk, id: Id, upTo: number, state: DeliveryState): Desk {
  return withThread(desk, id, (thread) => changedMessages(thread, (message) =>
    message.author !== 'customer' && message.number !== null && message.number <= upTo ? advance(message, state) : message))
}

function changedMessages(thread: Thread, change: (message: Message) => Message): Thread {
  return { ...thread, messages: thread.messages.map(change) }
}

function conversationRead(desk: Desk, data: ReadEventData): Desk {
  const row = desk.conversations[data.conversation_id]
  if (data.by === 'agent') {
    return row ? upsert(desk, { ...row, unread: data.unread, agent_read_up_to: data.agent_read_up_to }) : desk
  }
  const { conversation_id, up_to, state } = data
  const seen = customerReached(desk, conversation_id, up_to, state)
  if (!row) return seen
  const delivered = Math.max(row.customer_delivered_up_to, up_to)
  const read = state === 'read' ? Math.max(row.customer_read_up_to, up_to) : row.customer_read_up_to
  return upsert(seen, { ...row, customer_delivered_up_to: delivered, customer_read_up_to: read })
}

function sessionChanged(desk: Desk, event: SessionNews): Desk {
  const { session, conversation, agent_id, outcome, reason } = event.data
  // The last that he hears of it: a colleague was quicker, or was handed it.
  const taken = event.type === 'session.handed' || (event.type === 'offer.ended' && agent_id === null)
    || (event.type === 'session.left' && agent_id === desk.me.person.id)
  if (taken && isLost(desk, session)) return drop(desk, conversation.id)
  if (event.type === 'session.moved' && !seesAll(desk.me)) return drop(desk, conversation.id) // another queue's now; an offer brings it back
  const { by = null, how = null } = event.data
  const line = { seq: event.seq, at: event.at, kind: event.type, agentId: agent_id, reason, outcome: stateOf(event) ?? outcome, by, how }
  const next = withThread(upsert(withSkipped(desk, event), { ...conversation, session }), conversation.id, (thread) =>
    withLines({ ...thread, sessions: mergeSessions(thread.sessions, [session]) }, [line]))
  return event.type === 'session.closed' ? notTyping(next, conversation.id) : next
}

/** What an event changed, where only the rows it brings say to what. */
function stateOf({ type, data: { session, conversation } }: SessionNews): string | null {
  switch (type) {
    case 'session.pinned':
      return session.pinned ? 'pinned' : 'unpinned'
    case 'session.whisper':
      return conversation.whisper ? 'on' : 'off'
    case 'session.rated':
      return session.vote ?? null
    case 'session.moved':
      return session.channel_name
    case 'bot.joined':
    case 'bot.left':
      return session.bot?.name ?? null
    default:
      return null
  }
}

function withSkipped(desk: Desk, { type, data: { agent_id, session } }: SessionNews): Desk {
  if (type === 'offer.stays' && agent_id === desk.me.person.id) return { ...desk, skipped: { ...desk.skipped, [session.id]: true } }
  if (!desk.skipped[session.id] || type === 'offer.stays') return desk
  const { [session.id]: _, ...skipped } = desk.skipped
  return { ...desk, skipped } // something else became of it since
}

function personChanged(desk: Desk, person: Person): Desk {
  const me: Me = person.id === desk.me.person.id ? { ...desk.me, person } : desk.me
  return { ...desk, me, people: { ...desk.people, [person.id]: person } }
}

function contactChanged(desk: Desk, contact: Contact): Desk {
  const { id, number, name, email, locale, avatar_url } = contact
  const rows = Object.values(desk.conversations).filter((row) => row.contact.id === id)
  const changed = rows.map((row) => [row.id, { ...row, contact: { id, number, name, email, locale, avatar_url } }] as const)
  return changed.length ? { ...desk, conversations: { ...desk.conversations, ...Object.fromEntries(changed) } } : desk
}

function notTyping(desk: Desk, id: Id): Desk {
  if (desk.typing[id] === undefined) return desk
  const { [id]: _, ...typing } = desk.typing
  return { ...desk, typing }
}

function typingNow(desk: Desk, id: Id, text: string): Desk {
  return { ...desk, typing: { ...desk.typing, [id]: text } }
}

/** Passing news without a number: lost ones are not missed. */
export function applyLoose(desk: Desk, frame: LooseFrame): Desk {
  switch (frame.type) {
    case 'typing': {
      const { conversation_id, author, on } = frame.data
      if (author !== 'customer') return desk
      return on ? typingNow(desk, conversation_id, desk.typing[conversation_id] ?? '') : notTyping(desk, conversation_id)
    }
    case 'typing.live': {
      const { conversation_id, text } = frame.data
      return text ? typingNow(desk, conversation_id, text) : notTyping(desk, conversation_id)
    }
    case 'presence.changed':
      return presenceChanged(desk, frame.data.person_id, frame.data.state)
    case 'hello':
    case 'snapshot_needed':
    case 'pong':
      return desk
  }
}

function presenceChanged(desk: Desk, id: Id, state: PresenceState): Desk {
  const person = desk.people[id]
  const people = person ? { ...desk.people, [id]: { ...person, presence: state } } : desk.people
  if (id !== desk.me.person.id) return { ...desk, people }
  return { ...desk, people, me: { ...desk.me, presence: { ...desk.me.presence, state } } }
}

export { notTyping }
