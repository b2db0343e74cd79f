import { expect, it } from 'vitest'
import { fakeClock } from '../testing/fakes'
import { createTyping } from './typing'

function setUp(live: boolean) {
  const clock = fakeClock()
  const sent: (string | boolean)[] = []
  const typing = createTyping({ clock, live: () => live, send: (on, text) => sent.push(text ?? on) })
  return { clock, typing, sent }
}

it('sends no text where the connection does not ask for it', () => {
  const { typing, sent, clock } = setUp(false)
  for (const text of ['m', 'my', 'my c', 'my card']) typing.draft(text)
  expect(sent).toEqual([true])
  clock.advance(3_000)
  typing.draft('my card n')
  expect(sent).toEqual([true, true])
})

it('sends the last draft, and not every letter, where it does', () => {
  const { typing, sent, clock } = setUp(true)
  for (const text of ['h', 'he', 'hel']) typing.draft(text)
  clock.advance(400)
  clock.advance(400)
  expect(sent).toEqual(['h', 'hel'])
})

it('ends when the customer stops to think, and starts again with the next key', () => {
  const { typing, sent, clock } = setUp(false)
  typing.draft('m')
  clock.advance(6_000)
  typing.draft('my')
  expect(sent).toEqual([true, false, true])
})

it('ends when the draft is sent or emptied, once', () => {
  const { typing, sent, clock } = setUp(true)
  typing.draft('m')
  typing.draft('my')
  typing.stop()
  typing.draft('')
  clock.advance(60_000)
  expect(sent).toEqual(['m', false])
  expect(clock.pending()).toBe(0)
})

it('shows the end of a long draft, and no half characters', () => {
  const { typing, sent } = setUp(true)
  typing.draft(`🙂${'x'.repeat(1_999)}`)
  expect(sent).toEqual(['x'.repeat(1_999)])
})
