import { describe, expect, it } from 'vitest'
import { channel, conversation, desk, me, session } from './testing/samples'
import { listed } from './views'

const at = (minute: number) => `2026-03-02T08:${String(minute).padStart(2, '0')}:00.000Z`

/** Two conversations: an older one of a channel that is an hour more urgent, and a younger one of another. */
function desks(phase: 'waiting' | 'active') {
  const owner = phase === 'active' ? '10' : null
  const rows = [['1', '3', 10], ['2', '4', 20]] as const
  const conversations = rows.map(([id, channel_id, minute]) =>
    conversation({ id, channel_id, last_message_at: at(minute), session: session({ phase, owner_id: owner, queued_at: at(minute) }) }))
  return desk({
    me: me({ role: 'supervisor' }), channels: [channel({ id: '3', priority: 3_600 }), channel({ id: '4', priority: 0 })],
    conversations: { new: phase === 'waiting' ? conversations : [], mine: phase === 'active' ? conversations : [] },
    counts: { new: 0, mine: 0, all: 0, unread: 0 },
  })
}
const order = (phase: 'waiting' | 'active', view: 'new' | 'mine' | 'all', urgent: '3' | '4') => {
  const start = desks(phase)
  const channels = Object.fromEntries(
    Object.entries(start.channels).map(([id, row]) => [id, { ...row, priority: id === urgent ? 3_600 : 0 }]))
  return listed(start.conversations, view, { ...start, channels }).map((row) => row.id)
}

describe('the priority of a channel', () => {
  it('puts what I own of it first', () => {
    expect([order('active', 'mine', '3'), order('active', 'mine', '4')]).toEqual([['1', '2'], ['2', '1']])
  })
  it('puts what waits in it first', () => {
    expect([order('waiting', 'new', '3'), order('waiting', 'new', '4')]).toEqual([['1', '2'], ['2', '1']])
  })
  it('does not touch the list of all', () => {
    expect(order('active', 'all', '3')).toEqual(['2', '1'])
  })
})
