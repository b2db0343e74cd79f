import type { StreamEvent } from '@openline/stream'
import { follow } from '@openline/stream/testing'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { PageRefresher } from './refreshPages'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const changed = (id: string): Pick<StreamEvent, 'type' | 'data'> => ({ type: 'channel.changed', data: { id, channel: null } })

it('reads the board again for what this page does not know yet', () => {
  const invalidateQueries = vi.fn(() => Promise.resolve())
  new PageRefresher({ invalidateQueries }).hear(follow(1, { type: 'unknown', data: {} }))
  vi.advanceTimersByTime(1_000)
  expect(invalidateQueries).toHaveBeenCalledWith({ queryKey: ['board'] })
})

it('reads a page again once a second, however many events there were', () => {
  const invalidateQueries = vi.fn(() => Promise.resolve())
  const refresher = new PageRefresher({ invalidateQueries })
  refresher.hear(follow(1, changed('3'), changed('3')))
  refresher.hear(follow(3, changed('3')))
  expect(invalidateQueries).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1_000)
  expect(invalidateQueries.mock.calls).toHaveLength(4)
  vi.advanceTimersByTime(5_000)
  expect(invalidateQueries.mock.calls).toHaveLength(4)
})
