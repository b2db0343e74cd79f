import type { Thread } from '@openline/stream'
import { conversation, message, session } from '@openline/stream/testing'
import { describe, expect, it } from 'vitest'
import { buildRows, firstUnreadOf } from './rows'

const at = (minute: number) => `2026-03-01T08:${String(minute).padStart(2, '0')}:00.000Z`
const thread = (change: Partial<Thread>): Thread => ({ messages: [], older: null, sessions: [], lines: [], stale: false, ...change })
const build = (change: Partial<Thread>, more = {}) =>
  buildRows({ thread: thread(change), pending: [], firstUnread: null, dayKey: (moment) => moment.slice(0, 10), ...more })
const shape = (rows: ReturnType<typeof build>) => rows.map((row) => (row.kind === 'event' ? row.event : row.kind))

describe('the transcript', () => {
  it('tells when a session opened, who took it and when it closed, among the messages', () => {
    const rows = build({
      sessions: [session({ opened_at: at(0), accepted_at: at(2), closed_at: at(9) })],
      messages: [message({ id: '1', at: at(0) }), message({ id: '2', at: at(5), author: 'agent' })],
    })
    expect(shape(rows)).toEqual(['day', 'opened', 'message', 'accepted', 'message', 'closed'])
  })

  it("goes on saying who accepted it when it is a colleague's by now", () => {
    const accepted = { seq: 1, at: at(2), kind: 'session.accepted' as const, agentId: '11', reason: null, outcome: null }
    const rows = build({ sessions: [session({ opened_at: at(0), accepted_at: at(2), owner_id: '10' })], lines: [accepted] })
    expect(rows.flatMap((row) => (row.kind === 'event' && row.event === 'accepted' ? [row.agentId] : []))).toEqual(['11'])
  })

  it('groups what one person wrote in a row, within five minutes', () => {
    const rows = build({ messages: [message({ id: '1', at: at(0) }), message({ id: '2', at: at(1) }), message({ id: '3', at: at(30) })] })
    expect(rows.flatMap((row) => (row.kind === 'message' ? [[row.first, row.last]] : []))).toEqual([[true, false], [false, true], [true, true]])
  })

  it('shows an album as one, and what follows it apart', () => {
    const picture = (id: string, minute: number, album: string | null) => message({ id, at: at(minute), album })
    const rows = build({ messages: [picture('1', 0, 'a'), picture('2', 0, 'a'), picture('3', 1, 'b'), picture('4', 1, null)] })
    expect(rows.flatMap((row) => (row.kind === 'message' ? [[row.key, row.more.map((more) => more.id)]] : []))).toEqual([
      ['1', ['2']], ['3', []], ['4', []],
    ])
  })

  it('keeps an album together when somebody accepts while it comes in', () => {
    const rows = build({
      sessions: [session({ opened_at: at(0), accepted_at: at(2) })],
      messages: [message({ id: '1', at: at(1), album: 'a' }), message({ id: '2', at: at(3), album: 'a' })],
    })
    expect(shape(rows)).toEqual(['day', 'opened', 'message', 'accepted'])
  })

  it('tells of the opening before what opened, though platforms count in whole seconds', () => {
    const opening = message({ at: '2026-03-01T08:00:07.000Z' })
    const rows = build({ sessions: [session({ opened_at: '2026-03-01T08:00:07.420Z', accepted_at: null })], messages: [opening] })
    expect(shape(rows)).toEqual(['day', 'opened', 'message'])
  })

  it('keeps notes apart from answers', () => {
    const mine = { author: 'agent' as const, author_id: '10' }
    const rows = build({ messages: [message({ id: '1', at: at(0), ...mine }), message({ id: '2', at: at(1), ...mine, note: true })] })
    expect(rows.flatMap((row) => (row.kind === 'message' ? [row.first] : []))).toEqual([true, true])
  })

  it('shows events only as far up as messages are loaded', () => {
    const rows = build({ older: 'cursor', sessions: [session({ opened_at: at(0), accepted_at: null })], messages: [message({ at: at(10) })] })
    expect(shape(rows)).toEqual(['day', 'message'])
  })

  it('does not show twice what is both on its way and there', () => {
    const item = { clientId: 'c1', conversationId: '100', text: 'hi', files: [], replyTo: null, note: false, at: at(1), state: 'sending' as const, tries: 0, detail: null }
    const there = build({ messages: [message({ at: at(1), client_id: 'c1' })] }, { pending: [item] })
    const notYet = build({ messages: [message({ at: at(1) })] }, { pending: [item] })
    expect([shape(there).includes('pending'), shape(notYet).includes('pending')]).toEqual([false, true])
  })

  it('tells ends of offers, except the accepted one, which the session tells', () => {
    const line = { seq: 1, at: at(1), kind: 'offer.ended' as const, agentId: '10', reason: null }
    const rows = build({ lines: [{ ...line, outcome: 'expired' }, { ...line, seq: 2, outcome: 'accepted' }] })
    expect(shape(rows)).toEqual(['day', 'expired'])
  })
})

it('tells who was handed it, who pinned it and that it is offered to all', () => {
  const line = { at: at(1), agentId: '10', reason: null, outcome: null }
  const lines = [
    { ...line, seq: 1, kind: 'session.offered' as const, agentId: null },
    { ...line, seq: 2, kind: 'offer.stays' as const },
    { ...line, seq: 3, kind: 'offer.ended' as const, agentId: null, outcome: 'withdrawn' },
    { ...line, seq: 4, kind: 'session.handed' as const },
    { ...line, seq: 5, kind: 'session.pinned' as const, outcome: 'pinned' },
    { ...line, seq: 6, kind: 'session.pinned' as const, outcome: 'unpinned' },
  ]
  expect(shape(build({ lines }))).toEqual(['day', 'offered_to_all', 'stays', 'withdrawn_from_all', 'handed', 'pinned', 'unpinned'])
})

it('tells by whose hand it moved, who takes part, and how it went', () => {
  const line = { at: at(1), agentId: '10', reason: null, outcome: null }
  const lines = [
    { ...line, seq: 1, kind: 'session.handed' as const, by: '11', how: 'transferred' },
    { ...line, seq: 2, kind: 'session.handed' as const, by: '10', how: 'intercepted' },
    { ...line, seq: 3, kind: 'session.joined' as const },
    { ...line, seq: 4, kind: 'session.left' as const },
    { ...line, seq: 5, kind: 'session.whisper' as const, outcome: 'on' },
    { ...line, seq: 6, kind: 'session.moved' as const, outcome: 'Wholesale' },
    { ...line, seq: 7, kind: 'session.closing' as const },
    { ...line, seq: 8, kind: 'session.rated' as const, outcome: 'dislike' },
  ]
  const rows = build({ lines })
  expect(shape(rows)).toEqual(['day', 'handed_by', 'intercepted', 'joined', 'left', 'whisper_on', 'moved', 'closing', 'disliked'])
  expect(rows.flatMap((row) => (row.kind === 'event' ? [[row.byId, row.channel]] : []))).toEqual([
    ['11', null], ['10', null], [null, null], [null, null], [null, null], [null, 'Wholesale'], [null, null], [null, null],
  ])
})

it("the unread line stands before the customer's first message behind the mark", () => {
  const messages = [message({ id: '1' }), message({ id: '2', author: 'agent' }), message({ id: '3' }), message({ id: '4' })]
  expect(firstUnreadOf(messages, conversation({ unread: 2, agent_read_up_to: '1' }))).toBe('3')
  expect(firstUnreadOf(messages, conversation({ unread: 0, agent_read_up_to: '1' }))).toBeNull()
})
