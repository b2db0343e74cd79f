import { describe, expect, it } from 'vitest'
import { message } from '../testing/fakes'
import { parseConfig, parseFrame, parseMessage, parseSnapshot } from './wire'

describe('a message', () => {
  it('is what the server sent', () => {
    expect(parseMessage(message(3))).toEqual(message(3))
  })

  it.each([null, 'text', 7, [], {}, { ...message(1), author: 'bot' }, { ...message(1), number: '1' }])('is not %j', (value) => {
    expect(parseMessage(value)).toBeNull()
  })

  it('keeps the files that can be fetched', () => {
    const file = { id: '1', name: 'a.png', size: 5, type: 'image/png', width: 1, height: 1, url: '/f/1', inline: true, preview_url: '/f/1/preview', state: 'ready' }
    expect(parseMessage({ ...message(1), files: [file, { id: '2' }, null] })?.files).toEqual([file])
  })

  it('puts the basic value where the type is another one', () => {
    expect(parseMessage({ ...message(1), text: { toString: 1 }, name: ['x'] })).toMatchObject({ text: '', name: null })
  })
})

describe('a frame', () => {
  const numbered = { number: 2, prev: 1, at: '' }

  it.each([
    [{ type: 'hello', number: 4 }, { type: 'hello', number: 4 }],
    [{ type: 'hello', data: { number: 4 } }, { type: 'hello', number: 4 }],
    [{ type: 'typing', on: true, name: 'Mai' }, { type: 'typing', on: true, name: 'Mai' }],
    [{ type: 'typing', data: { on: true, name: null } }, { type: 'typing', on: true, name: null }],
    [{ type: 'resync' }, { type: 'resync' }],
    [{ type: 'pong' }, null],
    [{ ...numbered, type: 'conversation.read', data: { up_to: 1 } }, { type: 'conversation.read', number: 2, prev: 1, up_to: 1 }],
    [{ ...numbered, type: 'something.new', data: {} }, { type: 'numbered', number: 2, prev: 1 }],
    [{ ...numbered, type: 'message.added', data: { message: { author: 'bot' } } }, { type: 'numbered', number: 2, prev: 1 }],
    ['text', null],
  ])('%j', (value, parsed) => {
    expect(parseFrame(value)).toEqual(parsed)
  })

  it('tells who has the conversation', () => {
    const data = { phase: 'active', agent: { name: 'Mai', avatar_url: '/a', position: 'Tea master' } }
    expect(parseFrame({ ...numbered, type: 'session.changed', data })).toMatchObject({ session: data })
    expect(parseFrame({ ...numbered, type: 'session.changed', data: { phase: 'waiting', agent: null } })).toMatchObject({
      session: { phase: 'waiting', agent: null },
    })
  })
})

it('a snapshot needs a token, and nothing else', () => {
  expect(parseSnapshot({ messages: [] })).toBeNull()
  expect(parseSnapshot({ token: 't', conversation: null })).toEqual({
    token: 't',
    number: 0,
    messages: [],
    session: null,
    unread: 0,
    read_up_to: 0,
  })
})

it('settings that are missing are the careful ones', () => {
  expect(parseConfig({})).toMatchObject({ live_typing: false, origin_ok: true, limits: { text: 8_000, files: 10 } })
  expect(parseConfig({ limits: { file: 5 } }).limits).toEqual({ text: 8_000, file: 5, files: 10 })
})

it('reads what may be rated, and buttons', () => {
  const rating = { asked: true, vote: null, until: null, text: 'How was it?', like: '', dislike: '' }
  const data = { phase: 'active', agent: null, closing: true, rating }
  expect(parseFrame({ number: 1, prev: 0, type: 'session.changed', data })).toMatchObject({ session: { closing: true, rating } })
  const button = { label: 'Go on', payload: 'p' }
  const message = { number: 1, author: 'system', buttons: [button] }
  expect(parseMessage(message)?.buttons).toEqual([button])
})
