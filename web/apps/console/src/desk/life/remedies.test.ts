import type { Explanation } from '@openline/api'
import { expect, it } from 'vitest'
import { passedOver, remedies, ruleKey } from './remedies'

function why(change: Partial<Explanation> = {}): Explanation {
  return { at: '2026-03-01T08:00:00.000Z', rule: 'evenly', cause: 'asked', winner_id: null, winner_name: null, passed_over: [], counts: {}, ...change }
}

it('says of an empty queue that it wants people', () => {
  expect(remedies(why())).toEqual(['no_members'])
})

it('names one remedy for each reason, the quickest first', () => {
  const passed_over = [{ person_id: '1', name: 'Mai', reason: 'just_had_it' }]
  expect(remedies(why({ counts: { offline: 3, no_free_slot: 1, paused: 0 }, passed_over }))).toEqual(['just_had_it', 'no_free_slot', 'offline'])
})

it('leaves out a reason that a newer server brought', () => {
  expect(remedies(why({ counts: { on_the_moon: 1, on_leave: 1 } }))).toEqual(['on_leave'])
  expect(ruleKey('by_horoscope')).toBeNull()
  expect(ruleKey('skills')).toBe('why.rule.skills')
})

it('shows so many names, and how many more there are', () => {
  const passed_over = Array.from({ length: 53 }, (_, id) => ({ person_id: String(id), name: null, reason: 'offline' }))
  expect(passedOver(why({ passed_over })).shown).toHaveLength(50)
  expect(passedOver(why({ passed_over })).more).toBe(3)
})
