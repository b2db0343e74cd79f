import type { Notice } from '@openline/api'
import { expect, it } from 'vitest'
import { withOlder } from './notices'
import { applyEvent } from './reduce'
import { desk, follow } from './testing/samples'

const notice = (id: string, read = false): Notice => ({ id, kind: 'connection.attention', data: {}, at: '2026-03-01T08:00:00.000Z', read })
const known = (items: Notice[], unread = items.length) => desk({ notices: { items, next: 'c', unread } })

it('a new one comes first and is unread', () => {
  const [event] = follow(10, { type: 'notice.added', data: { notice: notice('101') } })
  const { notices } = applyEvent(known([notice('9')]), event!)
  expect([notices.items.map(({ id }) => id), notices.unread]).toEqual([['101', '9'], 2])
})

it('what another screen has shown is read here, and newer ones stay unread', () => {
  const [event] = follow(10, { type: 'notices.read', data: { up_to: '99' } })
  const { notices } = applyEvent(known([notice('101'), notice('99'), notice('9')], 40), event!)
  expect([notices.items.map(({ read }) => read), notices.unread]).toEqual([[false, true, true], 1])
})

it('older ones are put behind, each once', () => {
  const { items, older } = withOlder(known([notice('101'), notice('99')]).notices, { items: [notice('99'), notice('9', true)], next: null })
  expect([items.map(({ id }) => id), older]).toEqual([['101', '99', '9'], null])
})
