import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { patiently } from './lazily'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

function failing(times: number) {
  let left = times
  return vi.fn(() => (left-- > 0 ? Promise.reject(new TypeError('Failed to fetch')) : Promise.resolve('a part')))
}

test('what is shown without a line is fetched when it is back', async () => {
  const online = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
  const load = failing(1)
  const found = patiently(load)
  await vi.advanceTimersByTimeAsync(3_600_000)
  expect(load).toHaveBeenCalledTimes(1)
  online.mockReturnValue(true)
  window.dispatchEvent(new Event('online'))
  expect(await found).toBe('a part')
})

test('a server that does not answer is asked a few times', async () => {
  const load = failing(2)
  const found = patiently(load)
  await vi.advanceTimersByTimeAsync(4_000)
  expect(await found).toBe('a part')
  expect(load).toHaveBeenCalledTimes(3)
})

test('what is not there any more fails in the end', async () => {
  const found = patiently(failing(9))
  const failed = expect(found).rejects.toThrow('Failed to fetch')
  await vi.advanceTimersByTimeAsync(60_000)
  await failed
})
