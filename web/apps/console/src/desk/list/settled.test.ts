import { channel, conversation, me, session } from '@openline/stream/testing'
import { describe, expect, it } from 'vitest'
import { whyNot } from '../composer/whyNot'
import { folded } from '../../app/folded'
import { found, sifted, SIFTS } from './found'
import { neighbour } from './neighbour'
import { heldOrder } from './settled'
import { waitingSince, waitTone } from './waiting'

describe('rows that hold still', () => {
  it('count what is new above and stay in place', () => {
    expect(heldOrder(['a', 'b'], ['x', 'b', 'a', 'y'])).toEqual({ shown: ['a', 'b', 'y'], fresh: 1 })
  })

  it('take in what was loaded further down', () => {
    expect(heldOrder(['a', 'b'], ['a', 'b', 'c', 'd'])).toEqual({ shown: ['a', 'b', 'c', 'd'], fresh: 0 })
  })

  it('keep one that left the list', () => {
    expect(heldOrder(['a', 'b'], ['b'])).toEqual({ shown: ['a', 'b'], fresh: 0 })
  })
})

describe('the filter', () => {
  const row = conversation({ contact: { id: '1', number: 12, name: 'Nguyễn Đức Ánh', email: null, locale: null, avatar_url: null } })

  it('needs no marks and no order', () => {
    expect(folded('Đặc biệt')).toBe('dac biet')
    expect([found(row, 'anh nguyen'), found(row, 'duc'), found(row, '12'), found(row, 'olga')]).toEqual([true, true, true, false])
  })
})

it('a list is narrowed to those that nobody answered, or that were rated', () => {
  const review = { rating: 3, comment: '', by: null, by_name: null, at: '' }
  const rows = [{ unanswered: true }, { vote: 'like' }, { vote: 'dislike' }, { review }, {}] as const
  const left = (sift: (typeof SIFTS)[number]) => rows.map((change) => Number(sifted(conversation({ session: session(change) }), sift))).join('')
  expect(SIFTS.map(left)).toEqual(['11111', '10000', '01100', '00100', '00010'])
})

it('J and K stop at the ends and begin at the top', () => {
  const ids = ['a', 'b', 'c']
  expect([neighbour(ids, undefined, 1), neighbour(ids, 'a', -1), neighbour(ids, 'b', 1), neighbour(ids, 'c', 1)]).toEqual(['a', 'a', 'c', 'c'])
})

describe('who waits', () => {
  const at = '2026-03-01T08:00:00.000Z'
  const last = (author: 'customer' | 'agent') => ({ text: '', author, at, has_files: false, part: null })

  it('is a customer in the queue, or one whose message is the last', () => {
    expect(waitingSince(conversation({ session: session({ phase: 'waiting', queued_at: at }) }))).toBe(Date.parse(at))
    expect(waitingSince(conversation({ last_message: last('customer') }))).toBe(Date.parse(at))
    expect(waitingSince(conversation({ last_message: last('agent') }))).toBeNull()
    for (const change of [{ phase: 'closed' }, { phase: 'bot' }, { closing_until: at }] as const) {
      expect(waitingSince(conversation({ session: session(change), last_message: last('customer') }))).toBeNull()
    }
  })

  it('is nobody in a session that we have begun, before he writes in it', () => {
    const ours = session({ mode: 'output', opened_at: '2026-03-01T09:00:00.000Z' })
    expect(waitingSince(conversation({ session: ours, last_message: last('customer') }))).toBeNull()
    expect(waitingSince(conversation({ session: { ...ours, opened_at: at }, last_message: last('customer') }))).toBe(Date.parse(at))
  })

  it('gets redder with time', () => {
    expect([waitTone(10), waitTone(100), waitTone(1000)]).toEqual(['calm', 'amber', 'red'])
  })
})

it('says why an answer is not possible', () => {
  const offer = { agent_id: '10', offered_at: '', expires_at: '' }
  const why = (change: Parameters<typeof conversation>[0], active = true) =>
    whyNot(conversation(change), { me: me(), channels: { '3': channel({ active }) } })
  expect([
    why({}),
    why({ session: null }),
    why({ session: session({ phase: 'closed' }) }),
    why({ session: session({ phase: 'offered', owner_id: null, offer }) }),
    why({ session: session({ phase: 'waiting', owner_id: null }) }),
    why({ session: session({ owner_id: '11' }) }),
    why({}, false),
  ]).toEqual([null, null, null, 'offered', 'waiting', 'colleague', 'channel_off'])
})
