/** From what the chat knows to the lines of the transcript: one list, whether the server has a message or not. */
import type { Chat } from '../core/state'
import type { Words } from '../i18n'
import type { Message } from '../net/wire'

export interface Line {
  /** Stays the same when the server confirms, so that nothing is drawn or read out twice. */
  key: string
  message: Pick<Message, 'author' | 'name' | 'avatar_url' | 'text' | 'files' | 'reply_to'>
  at: Date
  /** The same author wrote the one before, not long ago. */
  goesOn: boolean
  /** The first of its day. */
  newDay: boolean
  state: string | null
  /** The id to try again with. */
  failed: string | null
}

type Bare = Omit<Line, 'goesOn' | 'newDay'>

function stateOf(chat: Chat, message: Message, words: Words): string {
  if (message.state === 'read' || message.number <= chat.readUpTo) return words.read
  return message.state === 'delivered' ? words.delivered : words.sent
}

function bare(chat: Chat, words: Words): Bare[] {
  // only the last one says how far it got: the ones before it got at least as far
  const last = chat.messages.findLast(({ author }) => author === 'customer')
  const known = chat.messages.map((message) => ({
    key: message.client_id ?? message.id,
    message,
    at: new Date(message.at),
    state: message === last ? stateOf(chat, message, words) : null,
    failed: null,
  }))
  const unsent = chat.pending.map(({ client_id, text, files, at, failed }) => ({
    key: client_id,
    message: { author: 'customer', name: null, avatar_url: null, reply_to: null, text, files } as const,
    at: new Date(at),
    state: failed ? words.failed : words.sending,
    failed: failed ? client_id : null,
  }))
  return [...known, ...unsent]
}

/** A pause after which the time is told again. */
const PAUSE_MS = 300_000

const sameDay = (a: Date, b: Date) => a.toDateString() === b.toDateString()

export function linesOf(chat: Chat, words: Words): Line[] {
  return bare(chat, words).map((line, index, all) => {
    const before = all[index - 1]
    const newDay = !before || !sameDay(before.at, line.at)
    const same = before?.message.author === line.message.author && before.message.name === line.message.name
    const soon = !!before && line.at.getTime() - before.at.getTime() < PAUSE_MS
    return { ...line, newDay, goesOn: same && soon && !newDay }
  })
}
