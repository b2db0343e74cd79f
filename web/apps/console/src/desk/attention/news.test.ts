import { channel, conversation, follow, me, message, session } from '@openline/stream/testing'
import { expect, it } from 'vitest'
import { callsOf, failuresOf } from './news'

const mai = { me: me(), channels: {} }
const linh = { me: me({ id: '11' }), channels: {} }

const wrote = (author: 'customer' | 'agent', owner: string) => ({
  type: 'message.added' as const,
  data: { conversation: conversation({ session: session({ owner_id: owner }) }), message: message({ author, text: 'Alo' }) },
})

it('a customer who writes to me calls; my own words and those of other desks do not', () => {
  const calls = callsOf(follow(1, wrote('customer', '10'), wrote('agent', '10'), wrote('customer', '11')), mai)
  expect(calls.map((call) => call.kind)).toEqual(['message'])
})

it('an offer calls whom it was made to', () => {
  const offered = session({ phase: 'offered', owner_id: null, offer: { agent_id: '10', offered_at: '', expires_at: '' } })
  const events = follow(1, { type: 'session.offered', data: { session: offered, conversation: conversation(), agent_id: '10', outcome: null, reason: null } })
  expect([callsOf(events, mai).length, callsOf(events, linh).length]).toEqual([1, 0])
})

it('what is offered to all calls the members of the queue, not those who only see it', () => {
  const offered = session({ phase: 'offered', owner_id: null, offer: { agent_id: null, offered_at: '', expires_at: '', to_all: true } })
  const events = follow(1, { type: 'session.offered', data: { session: offered, conversation: conversation(), agent_id: null, outcome: null, reason: null } })
  const channels = { '3': channel({ queue: [{ kind: 'user', id: '10', name: 'Mai', presence: 'online' }] }) }
  const boss = { me: me({ id: '12', role: 'supervisor' }), channels }
  expect([callsOf(events, { ...mai, channels }).length, callsOf(events, boss).length]).toEqual([1, 0])
})

it('an answer of mine that did not arrive is told; what arrived and what others wrote is not', () => {
  const changed = (author_id: string, state: 'failed' | 'unknown' | 'sent') => ({
    type: 'message.changed' as const,
    data: { conversation: conversation(), message: message({ author: 'agent', author_id, state }) },
  })
  const misses = failuresOf(follow(1, changed('10', 'failed'), changed('10', 'unknown'), changed('10', 'sent'), changed('11', 'failed')), '10')
  expect(misses.map((miss) => miss.unknown)).toEqual([false, true])
})
