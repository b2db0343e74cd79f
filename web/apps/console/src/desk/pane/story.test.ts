import type { SessionEvent } from '@openline/api'
import { withLines, type Thread } from '@openline/stream'
import { message, session } from '@openline/stream/testing'
import { expect, it } from 'vitest'
import { buildRows } from './rows'
import { lineOf, sessionsIn } from './Story'

const at = (minute: number) => `2026-03-01T08:${String(minute).padStart(2, '0')}:00.000Z`
const thread = (change: Partial<Thread>): Thread => ({ messages: [], older: null, sessions: [], lines: [], stale: false, ...change })
const event = (seq: number, type: string, more: Partial<SessionEvent> = {}): SessionEvent => ({
  seq, at: at(seq), type, session_id: '500', agent_id: '11', by: null, outcome: null, reason: null, how: null, name: null, ...more,
})

it('what is read later looks as it did when it was told', () => {
  const story = [
    event(1, 'session.joined'), event(2, 'session.whisper', { outcome: 'on' }), event(3, 'session.moved', { name: 'Repairs', how: 'manual' }),
    event(4, 'session.handed', { by: '20', how: 'transferred' }), event(5, 'session.pinned', { outcome: 'pinned' }),
    event(6, 'session.rated', { outcome: 'like' }), event(7, 'bot.left', { name: 'Hoa' }), event(8, 'session.reviewed'),
  ]
  const rows = buildRows({ thread: withLines(thread({}), story.map(lineOf)), pending: [], firstUnread: null, dayKey: () => '' })
  const events = rows.flatMap((row) => (row.kind === 'event' ? [[row.event, row.channel ?? row.agentName]] : []))
  expect(events).toEqual([
    ['joined', null], ['whisper_on', null], ['moved', 'Repairs'], ['handed_by', null], ['pinned', null], ['liked', null], ['bot_left', 'Hoa'],
  ])
})

it('what was told already is not told twice, in whatever order the two come', () => {
  const live = lineOf(event(2, 'session.joined'))
  const both = withLines(withLines(thread({}), [live]), [event(1, 'session.offered'), event(2, 'session.joined')].map(lineOf))
  expect(both.lines.map((line) => line.seq)).toEqual([1, 2])
  expect(withLines(both, [live]).lines.map((line) => line.seq)).toEqual([1, 2])
})

it('asks about the sessions whose messages are here, and the last one', () => {
  const said = [message({ id: '1', session_id: '500' }), message({ id: '2', session_id: '501' }), message({ id: '3', session_id: null })]
  expect(sessionsIn(thread({ messages: said, sessions: [session({ id: '502' })] }))).toEqual(['500', '501', '502'])
})
