import { expect, it } from 'vitest'
import { fakeClock, settled } from '../testing/fakes'
import { backOff, createRetry } from './clock'

it('waits longer each time, and no longer than half a minute', () => {
  const waits = [0, 1, 2, 3, 20].map((attempt) => backOff(fakeClock(0.5), attempt))
  expect(waits).toEqual([750, 1_500, 3_000, 6_000, 22_500])
})

it('spreads those who were cut off together', () => {
  expect(backOff(fakeClock(0), 3)).toBe(4_000)
  expect(backOff(fakeClock(0.999), 3)).toBeLessThan(8_000)
})

it('runs a task until it is done, and one at a time', async () => {
  const clock = fakeClock()
  const outcomes = [false, false, true]
  let runs = 0
  const retry = createRetry(() => Promise.resolve(outcomes[runs++] ?? true), clock)
  retry.run()
  retry.run()
  await settled()
  expect(runs).toBe(1)
  clock.advance(750)
  await settled()
  clock.advance(1_500)
  await settled()
  clock.advance(600_000)
  expect(runs).toBe(3)
})

it('wakes only what waits', async () => {
  const clock = fakeClock()
  let runs = 0
  const retry = createRetry(() => Promise.resolve(runs++ > 0), clock)
  retry.wake()
  expect(runs).toBe(0)
  retry.run()
  await settled()
  retry.wake()
  await settled()
  retry.wake()
  expect(runs).toBe(2)
})
