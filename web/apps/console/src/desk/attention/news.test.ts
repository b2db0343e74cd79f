import { conversation, follow, message, session } from '@openline/stream/testing'
import { expect, it } from 'vitest'
import { callsOf, failuresOf } from './news'

const wrote = (author: 'customer' | 'agent', owner: string) => ({
  type: 'message.added' as const,
  data: { conversation: conversation({ session: session({ owner_id: owner }) }), message: message({ author, text: 'Alo' }) },
})

it('a customer who writes to me calls; my own words and those of other desks do not', () => {
  const calls = callsOf(follow(1, wrote('customer', '10'), wrote('agent', '10'), wrote('customer', '11')), '10')
  expect(calls.map((call) => call.kind)).toEqual(['message'])
})

it('an offer calls whom it was made to', () => {
  const offered = session({ phase: 'offered', owner_id: null, offer: { agent_id: '10', offered_at: '', expires_at: '' } })
  const events = follow(1, { type: 'session.offered', data: { session: offered, conversation: conversation(), agent_id: '10', outcome: null, reason: null } })
  expect([callsOf(events, '10').length, callsOf(events, '11').length]).toEqual([1, 0])
})

it('an answer of mine that did not arrive is told; what arrived and what others wrote is not', () => {
  const changed = (author_id: string, state: 'failed' | 'unknown' | 'sent') => ({
    type: 'message.changed' as const,
    data: { conversation: conversation(), message: message({ author: 'agent', author_id, state }) },
  })
  const misses = failuresOf(follow(1, changed('10', 'failed'), changed('10', 'unknown'), changed('10', 'sent'), changed('11', 'failed')), '10')
  expect(misses.map((miss) => miss.unknown)).toEqual([false, true])
})
