import type { Explanation } from '@openline/api'
import { expect, it } from 'vitest'
import { helps, passedOver, ruleKey } from './remedies'

function why(change: Partial<Explanation> = {}): Explanation {
  return { at: '2026-03-01T08:00:00.000Z', rule: 'evenly', cause: 'asked', winner_id: null, winner_name: null, passed_over: [], counts: {}, ...change }
}

it('says what helps in words that we have, and leaves out what a newer server brought', () => {
  const remedies = [{ code: 'agent_online', people: 2 }, { code: 'moon_phase', people: 1 }, { code: 'add_members', people: 0 }]
  const routing = { explanations: [], waiting: why(), place: 1, in_line: 1, remedies }
  expect(helps(routing)).toEqual([{ key: 'why.remedy.agent_online', people: 2 }, { key: 'why.remedy.add_members', people: 0 }])
})

it('has words for the rules it knows', () => {
  expect(ruleKey('by_horoscope')).toBeNull()
  expect(ruleKey('skills')).toBe('why.rule.skills')
})

it('shows so many names, and how many more there are', () => {
  const passed_over = Array.from({ length: 53 }, (_, id) => ({ person_id: String(id), name: null, reason: 'offline' }))
  expect(passedOver(why({ passed_over })).shown).toHaveLength(50)
  expect(passedOver(why({ passed_over })).more).toBe(3)
})
