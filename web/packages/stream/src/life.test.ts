import { expect, it } from 'vitest'
import type { LifeEventType } from './frames'
import { applyEvent } from './reduce'
import { conversation, desk, follow, me, session } from './testing/samples'

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
