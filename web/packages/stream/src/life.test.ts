import { expect, it } from 'vitest'
import type { LifeEventType } from './frames'
import { applyEvent } from './reduce'
import { conversation, desk, follow, me, session } from './testing/samples'
import { newestPage } from './thread'

const news = (type: LifeEventType, change: Parameters<typeof session>[0]) =>
  follow(10, { type, data: { session: session(change), conversation: conversation({ session: session(change) }), agent_id: null, outcome: null, reason: null } })[0]!

it('a session that closes, is rated or reviewed is shown as it is now', () => {
  const closing = applyEvent(desk(), news('session.closing', { status: 50, closing_until: '2026-03-01T08:10:00.000Z' }))
  expect(closing.conversations['100']?.session).toMatchObject({ status: 50, closing_until: '2026-03-01T08:10:00.000Z' })
  const rated = applyEvent(desk(), news('session.rated', { vote: 'like' }))
  expect(rated.conversations['100']?.session?.vote).toBe('like')
})

it('whoever leaves a colleague with his session lets it go', () => {
  const left = news('session.left', { owner_id: '11' })
  const own = { ...left, data: { ...(left.data as object), agent_id: '10' } } as typeof left
  expect(applyEvent(desk(), own).conversations['100']).toBeUndefined()
  expect(applyEvent(desk(), left).conversations['100']).toBeDefined()
})

it('what moved to another channel leaves the desk of an agent, not of who sees everything', () => {
  const moved = news('session.moved', { phase: 'waiting', owner_id: null, channel_id: '4' })
  expect(applyEvent(desk(), moved).conversations['100']).toBeUndefined()
  const boss = desk({ me: me({ role: 'supervisor' }) })
  expect(applyEvent(boss, moved).conversations['100']?.session?.channel_id).toBe('4')
})

it('a line keeps what the event changed, and by whose hand', () => {
  const open = newestPage(desk({ me: me({ role: 'supervisor' }) }), '100', { items: [], next: null })
  const told = (type: LifeEventType, change: Parameters<typeof session>[0], more: object = {}) => {
    const event = news(type, change)
    const whole = { ...event, data: { ...(event.data as object), by: '11', how: 'manual', ...more } } as typeof event
    const line = applyEvent(open, whole).threads['100']?.lines.at(-1)
    return [line?.outcome, line?.by, line?.how]
  }
  expect(told('session.whisper', {}, { conversation: conversation({ whisper: true }) })).toEqual(['on', '11', 'manual'])
  expect(told('session.rated', { vote: 'dislike' })).toEqual(['dislike', '11', 'manual'])
  expect(told('session.moved', { channel_name: 'Wholesale' })).toEqual(['Wholesale', '11', 'manual'])
  expect(told('bot.left', { bot: { id: '9', name: 'Lotus' } })).toEqual(['Lotus', '11', 'manual'])
})
