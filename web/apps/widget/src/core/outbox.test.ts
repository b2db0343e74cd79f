import { describe, expect, it } from 'vitest'
import type { Answer } from '../net/api'
import type { Message } from '../net/wire'
import { fakeClock, held, message, settled, type Held } from '../testing/fakes'
import { createOutbox, MOST_PENDING, restore, STALE_MS, STORED } from './outbox'
import type { Pending } from './state'

const ok = (client_id: string): Answer<Message> => ({ kind: 'ok', value: message(1, { author: 'customer', client_id }) })
const refused = (status: number, retryAfterS: number | null = null): Answer<Message> => ({ kind: 'refused', status, code: '', retryAfterS })
const lost: Answer<Message> = { kind: 'unreachable' }

function setUp(stored: Record<string, string> = {}) {
  const clock = fakeClock()
  const calls: { entry: Pending; held: Held<Answer<Message>> }[] = []
  const seen = { pending: [] as readonly Pending[], sent: [] as string[], slowed: [] as number[] }
  const outbox = createOutbox(
    {
      clock,
      send(entry) {
        const one = held<Answer<Message>>()
        calls.push({ entry, held: one })
        return one.promise
      },
      store(name, value) {
        if (value === null) delete stored[name]
        else stored[name] = value
      },
      changed: (pending) => (seen.pending = pending),
      sent: (one) => seen.sent.push(one.client_id ?? ''),
      slowedDown: (seconds) => seen.slowed.push(seconds),
    },
    restore(stored, clock.now()),
  )
  const write = (client_id: string) => outbox.add({ client_id, text: client_id, files: [] })
  const answer = async (value: Answer<Message>) => {
    calls.at(-1)?.held.answer(value)
    await settled()
  }
  return { clock, calls, seen, outbox, write, answer, stored, asked: () => calls.map(({ entry }) => entry.client_id) }
}

describe('sending', () => {
  it('goes one at a time, in the order of writing', async () => {
    const { write, answer, asked, seen, stored } = setUp()
    write('a')
    write('b')
    expect(asked()).toEqual(['a'])
    await answer(ok('a'))
    expect(asked()).toEqual(['a', 'b'])
    await answer(ok('b'))
    expect(seen.sent).toEqual(['a', 'b'])
    expect(stored).toEqual({})
  })

  it('uses the same id again after a lost answer', async () => {
    const { write, answer, asked, clock } = setUp()
    write('a')
    await answer(lost)
    clock.advance(30_000)
    expect(asked()).toEqual(['a', 'a'])
  })

  it('lets nobody overtake a message that could not get out', async () => {
    const { write, answer, asked, clock } = setUp()
    write('a')
    await answer(lost)
    write('b')
    clock.advance(30_000)
    expect(asked()).toEqual(['a', 'a'])
  })

  it('tries again at once when the network is back', async () => {
    const { write, answer, asked, outbox } = setUp()
    write('a')
    await answer(lost)
    outbox.wake()
    expect(asked()).toEqual(['a', 'a'])
  })

  it('keeps the time that the server named, whatever wakes it', async () => {
    const { write, answer, asked, outbox, clock, seen } = setUp()
    write('a')
    await answer(refused(429, 60))
    outbox.wake()
    clock.advance(59_999)
    expect(asked()).toEqual(['a'])
    clock.advance(1)
    expect(asked()).toEqual(['a', 'a'])
    expect(seen.slowed).toEqual([60])
  })

  it('marks a refused message as failed and goes on with the next', async () => {
    const { write, answer, asked, seen } = setUp()
    write('a')
    write('b')
    await answer(refused(422))
    expect(seen.pending.map(({ client_id, failed }) => [client_id, failed])).toEqual([
      ['a', true],
      ['b', false],
    ])
    expect(asked()).toEqual(['a', 'b'])
  })

  it('tries a failed message again under its old id, at the end of the row', async () => {
    const { write, answer, asked, outbox } = setUp()
    write('a')
    await answer(refused(422))
    write('b')
    outbox.retry('a')
    await answer(ok('b'))
    expect(asked()).toEqual(['a', 'b', 'a'])
  })

  it('forgets what the customer throws away', async () => {
    const { write, answer, outbox, seen, stored } = setUp()
    write('a')
    await answer(refused(422))
    outbox.discard('a')
    expect(seen.pending).toEqual([])
    expect(stored).toEqual({})
  })

  it('is done when the stream brings the message before the answer', async () => {
    const { write, answer, outbox, seen, asked } = setUp()
    write('a')
    outbox.confirm('a')
    expect(seen.pending).toEqual([])
    await answer(lost)
    expect(asked()).toEqual(['a'])
  })

  it('takes no more than it can keep', () => {
    const { write } = setUp()
    for (let index = 0; index < MOST_PENDING; index += 1) expect(write(`m${index}`)).toBe(true)
    expect(write('one more')).toBe(false)
  })
})

describe('a reload', () => {
  it('finds everything, in the order of writing, even of one instant', () => {
    const { write, stored } = setUp()
    for (const id of ['c', 'a', 'b']) write(id)
    expect(restore(stored, 0).map(({ client_id }) => client_id)).toEqual(['c', 'a', 'b'])
  })

  it('sends nothing old behind the back of the customer', () => {
    const { write, stored, clock } = setUp()
    write('a')
    expect(restore(stored, clock.now() + STALE_MS + 1)[0]?.failed).toBe(true)
  })

  it('survives what it cannot read', () => {
    expect(restore({ [`${STORED}1:x`]: '{', [`${STORED}2:y`]: '[]', token: 't' }, 0)).toEqual([])
  })
})
