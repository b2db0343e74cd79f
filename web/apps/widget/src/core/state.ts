/** What the chat knows, and how each thing that happens changes it. Pure: no clock, no network, no page. */
import type { Config, Frame, Message, Session, Snapshot, StoredFile } from '../net/wire'

/** As many as the server hands out on entry; fewer means there is nothing older. */
export const FIRST_PAGE = 30

/** A message of ours that the server has not confirmed. */
export interface Pending {
  client_id: string
  text: string
  files: readonly StoredFile[]
  at: number
  failed: boolean
  /** The button that this is. */
  pressed?: string
}

export interface Attachment {
  id: string
  name: string
  size: number
  /** 0…1 while it goes up. */
  progress: number
  phase: 'uploading' | 'done' | 'failed'
  file: StoredFile | null
}

export type Alert =
  | { kind: 'too_large'; name: string }
  | { kind: 'too_many' }
  | { kind: 'upload_failed'; name: string }
  | { kind: 'slow_down'; seconds: number }
  | { kind: 'full' }
  | { kind: 'anew' }

export type Link = 'off' | 'connecting' | 'live' | 'lost'

export interface Chat {
  open: boolean
  config: Config | null
  /** Nothing can be done here: the site is not on the connection's list. */
  refused: boolean
  link: Link
  /** Oldest first, by number. */
  messages: readonly Message[]
  pending: readonly Pending[]
  attachments: readonly Attachment[]
  older: 'none' | 'some' | 'loading'
  session: Session | null
  /** The last numbered frame that was applied. */
  number: number
  /** A frame is missing: a fresh snapshot is needed. */
  stale: boolean
  unread: number
  /** The agents have read up to here; the customer has. */
  readUpTo: number
  seenUpTo: number
  typing: { name: string | null } | null
  alert: Alert | null
  sound: boolean
}

export type Action =
  /** What needs no rule: it is so from now on. */
  | { kind: 'set'; part: Partial<Pick<Chat, 'open' | 'config' | 'refused' | 'pending' | 'older' | 'alert' | 'typing' | 'attachments' | 'sound'>> }
  | { kind: 'linked'; link: Link }
  | { kind: 'entered'; snapshot: Snapshot }
  | { kind: 'frame'; frame: Frame }
  | { kind: 'sent'; message: Message }
  | { kind: 'older'; messages: readonly Message[]; more: boolean }
  | { kind: 'seen'; up_to: number }
  | { kind: 'anew' }

export const EMPTY: Chat = {
  open: false,
  config: null,
  refused: false,
  link: 'off',
  messages: [],
  pending: [],
  attachments: [],
  older: 'none',
  session: null,
  number: 0,
  stale: false,
  unread: 0,
  readUpTo: 0,
  seenUpTo: 0,
  typing: null,
  alert: null,
  sound: false,
}

const fromUs = (message: Message) => message.author !== 'customer'
export const lastInbound = (chat: Chat) => chat.messages.findLast(fromUs)?.number ?? 0

/** Both lists by number; where both have a message, the newer copy wins. */
function merged(known: readonly Message[], news: readonly Message[]): Message[] {
  const byNumber = new Map([...known, ...news].map((message) => [message.number, message]))
  return [...byNumber.values()].sort((a, b) => a.number - b.number)
}

function withMessages(chat: Chat, news: readonly Message[]): Chat {
  const confirmed = new Set(news.map((message) => message.client_id))
  return {
    ...chat,
    messages: merged(chat.messages, news),
    pending: chat.pending.filter((entry) => !confirmed.has(entry.client_id)),
  }
}

function entered(chat: Chat, snapshot: Snapshot): Chat {
  const news = snapshot.messages
  const oldest = news[0]?.number ?? 0
  // Without a common message there may be a hole between what was loaded and what came;
  // a server that counts less than we do was put back from a copy.
  const joined = snapshot.number >= chat.number && chat.messages.some((message) => message.number >= oldest)
  const next = withMessages(joined ? chat : { ...chat, messages: [] }, news)
  return {
    ...next,
    older: joined ? chat.older : news.length < FIRST_PAGE ? 'none' : 'some',
    session: snapshot.session,
    number: snapshot.number,
    stale: false,
    unread: lastInbound(next) > chat.seenUpTo ? snapshot.unread : 0,
    readUpTo: snapshot.read_up_to,
  }
}

const NEW = { agent: null, closing: false, rating: null }
const asking = (session: Session | null) => !session || session.phase === 'closed'

function added(chat: Chat, message: Message): Chat {
  const known = chat.messages.some(({ number }) => number === message.number)
  const next = withMessages(chat, [message])
  if (known) return next
  // writing opens a session where there is none: until we hear otherwise, somebody is looked for
  if (!fromUs(message)) return { ...next, session: asking(chat.session) ? { ...NEW, phase: 'waiting' } : chat.session }
  return {
    ...next,
    typing: null,
    unread: message.number > chat.seenUpTo ? chat.unread + 1 : chat.unread,
    // who answers has read
    readUpTo: message.author === 'agent' ? message.number : chat.readUpTo,
  }
}

function numbered(chat: Chat, frame: Extract<Frame, { number: number; prev: number }>): Chat {
  if (frame.number <= chat.number) return chat // replayed after a reconnect
  if (frame.prev > chat.number) return { ...chat, stale: true } // one is missing
  const next = { ...chat, number: frame.number }
  switch (frame.type) {
    case 'message.added':
      return added(next, frame.message)
    case 'conversation.read':
      return { ...next, readUpTo: Math.max(chat.readUpTo, frame.up_to) }
    case 'session.changed':
      return { ...next, session: frame.session }
    case 'numbered':
      return next
  }
}

function framed(chat: Chat, frame: Frame): Chat {
  switch (frame.type) {
    case 'typing':
      return { ...chat, typing: frame.on ? { name: frame.name } : null }
    case 'resync':
      return { ...chat, stale: true }
    case 'hello':
      return frame.number < chat.number ? { ...chat, stale: true } : chat
    default:
      return numbered(chat, frame)
  }
}

/** The answer to our own message may come before the frames that precede it, so it moves no number. */
function sent(chat: Chat, message: Message): Chat {
  const first = chat.messages[0]
  const hidden = chat.older !== 'none' && first !== undefined && message.number < first.number
  const next = withMessages(chat, [message])
  return hidden ? { ...next, messages: chat.messages } : next
}

function seen(chat: Chat, upTo: number): Chat {
  if (upTo <= chat.seenUpTo) return chat
  const unread = chat.messages.filter((message) => fromUs(message) && message.number > upTo).length
  return { ...chat, seenUpTo: upTo, unread }
}

export function reduce(chat: Chat, action: Action): Chat {
  switch (action.kind) {
    case 'set':
      return { ...chat, ...action.part }
    case 'linked':
      return action.link === chat.link ? chat : { ...chat, link: action.link, typing: null }
    case 'entered':
      return entered(chat, action.snapshot)
    case 'frame':
      return framed(chat, action.frame)
    case 'sent':
      return sent(chat, action.message)
    case 'older':
      return { ...chat, messages: merged(action.messages, chat.messages), older: action.more ? 'some' : 'none' }
    case 'seen':
      return seen(chat, action.up_to)
    case 'anew': {
      const { open, config, pending, attachments, sound } = chat
      return { ...EMPTY, open, config, pending, attachments, sound }
    }
  }
}
