import { describe, expect, it } from 'vitest'
import type { Frame, Snapshot } from '../net/wire'
import { message } from '../testing/fakes'
import { EMPTY, FIRST_PAGE, reduce, type Chat, type Pending } from './state'

const frame = (chat: Chat, one: Frame) => reduce(chat, { kind: 'frame', frame: one })
const added = (number: number, prev = number - 1, part = {}): Frame => ({
  type: 'message.added',
  number,
  prev,
  message: message(number, part),
})
const pending = (client_id: string): Pending => ({ client_id, text: client_id, files: [], at: 1, failed: false })
const snapshot = (part: Partial<Snapshot>): Snapshot => ({
  token: 't',
  number: 0,
  messages: [],
  session: null,
  unread: 0,
  read_up_to: 0,
  ...part,
})
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => message(from + index))
const numbers = (chat: Chat) => chat.messages.map(({ number }) => number)

describe('numbered frames', () => {
  it('are applied in order', () => {
    const chat = [added(1), added(2)].reduce(frame, EMPTY)
    expect(numbers(chat)).toEqual([1, 2])
    expect(chat.number).toBe(2)
  })

  it('are ignored when they come again', () => {
    const chat = frame(EMPTY, added(1))
    expect(frame(chat, added(1))).toBe(chat)
  })

  it('that are missing make the chat stale, and nothing else', () => {
    const chat = frame(frame(EMPTY, added(1)), added(3))
    expect(chat.stale).toBe(true)
    expect(numbers(chat)).toEqual([1])
    expect(chat.number).toBe(1)
  })

  it('of an unknown kind still count', () => {
    const chat = frame(EMPTY, { type: 'numbered', number: 1, prev: 0 })
    expect(frame(chat, added(2)).stale).toBe(false)
  })

  it('tell how far the agents have read, and never go back', () => {
    const read = (chat: Chat, number: number, up_to: number) =>
      frame(chat, { type: 'conversation.read', number, prev: number - 1, up_to })
    expect(read(read(EMPTY, 1, 7), 2, 5).readUpTo).toBe(7)
  })
})

describe('a message of ours', () => {
  const waiting: Chat = { ...EMPTY, pending: [pending('a'), pending('b')] }

  it('is confirmed by the stream', () => {
    const chat = frame(waiting, added(1, 0, { author: 'customer', client_id: 'a' }))
    expect(chat.pending.map(({ client_id }) => client_id)).toEqual(['b'])
    expect(numbers(chat)).toEqual([1])
  })

  it('is shown once when the answer and the frame both come', () => {
    const own = message(1, { author: 'customer', client_id: 'a' })
    const chat = frame(reduce(waiting, { kind: 'sent', message: own }), { type: 'message.added', number: 1, prev: 0, message: own })
    expect(numbers(chat)).toEqual([1])
    expect(chat.pending).toHaveLength(1)
  })

  it('moves no number by its answer: the frames before it are still to come', () => {
    const chat = reduce(EMPTY, { kind: 'sent', message: message(2, { author: 'customer' }) })
    expect(chat.number).toBe(0)
    expect(numbers(frame(chat, added(1)))).toEqual([1, 2])
  })

  it('that lies before what is loaded waits for the history', () => {
    const chat: Chat = { ...EMPTY, messages: range(10, 12), older: 'some', pending: [pending('a')] }
    const next = reduce(chat, { kind: 'sent', message: message(3, { author: 'customer', client_id: 'a' }) })
    expect(numbers(next)).toEqual([10, 11, 12])
    expect(next.pending).toEqual([])
  })
})

describe('a snapshot', () => {
  it('heals a stale chat and keeps what was loaded above it', () => {
    const chat: Chat = { ...EMPTY, messages: range(1, 8), number: 8, stale: true }
    const next = reduce(chat, { kind: 'entered', snapshot: snapshot({ number: 12, messages: range(6, 12) }) })
    expect(numbers(next)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    expect(next.stale).toBe(false)
  })

  it('replaces what it does not touch, so that no hole stays in the middle', () => {
    const chat: Chat = { ...EMPTY, messages: range(1, 3), number: 3 }
    const next = reduce(chat, { kind: 'entered', snapshot: snapshot({ number: 99, messages: range(70, 99) }) })
    expect(numbers(next)[0]).toBe(70)
    expect(next.older).toBe('some')
  })

  it('of a server that was put back from a copy is believed', () => {
    const chat: Chat = { ...EMPTY, messages: range(1, 9), number: 9 }
    const next = reduce(chat, { kind: 'entered', snapshot: snapshot({ number: 4, messages: range(1, 4) }) })
    expect(numbers(next)).toEqual([1, 2, 3, 4])
    expect(next.number).toBe(4)
  })

  it('says whether there is anything older', () => {
    const short = reduce(EMPTY, { kind: 'entered', snapshot: snapshot({ messages: range(1, FIRST_PAGE - 1) }) })
    expect(short.older).toBe('none')
    const full = reduce(EMPTY, { kind: 'entered', snapshot: snapshot({ messages: range(1, FIRST_PAGE) }) })
    expect(full.older).toBe('some')
  })

  it('does not bring back what was read here before it knew', () => {
    const chat: Chat = { ...EMPTY, seenUpTo: 5 }
    const next = reduce(chat, { kind: 'entered', snapshot: snapshot({ number: 5, messages: range(1, 5), unread: 2 }) })
    expect(next.unread).toBe(0)
  })
})

describe('unread', () => {
  it('counts what others write', () => {
    const chat = [added(1), added(2, 1, { author: 'customer' }), added(3)].reduce(frame, EMPTY)
    expect(chat.unread).toBe(2)
  })

  it('is what came after the place that was seen', () => {
    const chat = [added(1), added(2), added(3)].reduce(frame, EMPTY)
    expect(reduce(chat, { kind: 'seen', up_to: 2 }).unread).toBe(1)
    expect(reduce(reduce(chat, { kind: 'seen', up_to: 3 }), { kind: 'seen', up_to: 1 }).unread).toBe(0)
  })
})

describe('between the frames', () => {
  it('an answer tells that everything before it was read', () => {
    const chat = [added(1, 0, { author: 'customer' }), added(2)].reduce(frame, EMPTY)
    expect(chat.readUpTo).toBe(2)
    expect(frame(EMPTY, added(1, 0, { author: 'system' })).readUpTo).toBe(0)
  })

  it('the first message, and the first after the end, look for somebody', () => {
    const first = frame(EMPTY, added(1, 0, { author: 'customer' }))
    expect(first.session?.phase).toBe('waiting')
    const session = { phase: 'active', agent: { name: 'Mai', avatar_url: null, position: null }, closing: false, rating: null } as const
    const active = frame(first, { type: 'session.changed', number: 2, prev: 1, session })
    expect(frame(active, added(3, 2, { author: 'customer' })).session).toEqual(session)
    const closed = frame(active, { type: 'session.changed', number: 3, prev: 2, session: { phase: 'closed', agent: null, closing: false, rating: null } })
    expect(frame(closed, added(4, 3, { author: 'customer' })).session?.phase).toBe('waiting')
  })
})

describe('typing', () => {
  const typing = frame(EMPTY, { type: 'typing', on: true, name: 'Mai' })

  it('ends with the message, and with the line', () => {
    expect(typing.typing).toEqual({ name: 'Mai' })
    expect(frame(typing, added(1)).typing).toBeNull()
    expect(reduce(typing, { kind: 'linked', link: 'lost' }).typing).toBeNull()
  })
})

it('starting anew keeps what the customer has not sent yet', () => {
  const chat: Chat = { ...EMPTY, open: true, messages: range(1, 3), number: 3, pending: [pending('a')] }
  const next = reduce(chat, { kind: 'anew' })
  expect(next).toMatchObject({ open: true, messages: [], number: 0 })
  expect(next.pending).toHaveLength(1)
})
