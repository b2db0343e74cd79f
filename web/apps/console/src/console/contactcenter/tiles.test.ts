import { expect, it } from 'vitest'
import { channel, connection } from '../channels/setup/samples'
import { freeChannels, movedOf, stateOf } from './tiles'

const NOW = Date.parse('2026-03-01T08:00:00.000Z')
const ok = connection({ state: 'ok', first_event_at: '2026-02-01T08:00:00.000Z' })

it('says the worst of what is connected', () => {
  expect(stateOf([], NOW)).toEqual({ kind: 'none' })
  expect(stateOf([ok], NOW)).toEqual({ kind: 'ok' })
  expect(stateOf([ok, connection()], NOW)).toEqual({ kind: 'waiting' })
  expect(stateOf([ok, { ...ok, expires_at: '2026-03-06T09:00:00.000Z' }], NOW)).toEqual({ kind: 'expires', days: 5 })
  expect(stateOf([{ ...ok, state: 'reauth' }, { ...ok, expires_at: '2026-03-06T09:00:00.000Z' }], NOW)).toEqual({ kind: 'attention' })
  expect(stateOf([{ ...ok, active: false }], NOW)).toEqual({ kind: 'off' })
})

it('speaks of an end only when it is near, and of today when it has come', () => {
  expect(stateOf([{ ...ok, expires_at: '2027-03-06T09:00:00.000Z' }], NOW)).toEqual({ kind: 'ok' })
  expect(stateOf([{ ...ok, expires_at: '2026-02-06T09:00:00.000Z' }], NOW)).toEqual({ kind: 'expires', days: 0 })
})

it('offers channels that have none of the kind', () => {
  const other = { ...channel, id: '7' }
  expect(freeChannels([channel, other], [ok], 'pigeon')).toEqual([other])
  expect(freeChannels([channel, other], [ok], 'telegram')).toEqual([channel, other])
})

it('sets up again what has the old address and is switched on', () => {
  const moved = connection({ state: 'degraded', state_detail: 'moved' })
  expect(movedOf([ok, moved, { ...moved, active: false }, { ...moved, state_detail: 'slow' }])).toEqual([moved])
})
