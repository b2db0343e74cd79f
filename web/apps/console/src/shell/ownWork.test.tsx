import type { Person } from '@openline/api'
import { me, person } from '@openline/stream/testing'
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { RoutingCard } from '../console/profile/RoutingCard'
import { PresenceControl } from './PresenceControl'
import { showInside } from './testing'

async function menu(change: Partial<Person>) {
  const setPause = vi.fn(() => Promise.resolve(person({ ...change, paused: true })))
  const setWorkday = vi.fn(() => Promise.resolve(person({ ...change, workday: { state: 'started', since: null } })))
  await showInside(<PresenceControl />, { me: me(change) }, { setPause, setWorkday, me: () => Promise.resolve(me(change)) })
  fireEvent.click(screen.getByRole('button', { name: /^My state/ }))
  await screen.findByRole('menuitem', { name: /nothing new|conversations again/ })
  return { setPause, setWorkday }
}
const items = () => screen.getAllByRole('menuitem').map((item) => item.textContent)

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

it('whoever keeps no working time can only pause', async () => {
  const { setPause } = await menu({})
  expect(items()).toEqual(['Take nothing new'])
  fireEvent.click(screen.getByRole('menuitem', { name: 'Take nothing new' }))
  await waitFor(() => expect(setPause).toHaveBeenCalledWith(null, true))
})

it('starts the workday', async () => {
  const { setWorkday } = await menu({ workday: { state: 'ended', since: null } })
  expect(items()).toEqual(['Start the workday', 'Take nothing new'])
  fireEvent.click(screen.getByRole('menuitem', { name: 'Start the workday' }))
  await waitFor(() => expect(setWorkday).toHaveBeenCalledWith(null, 'started'))
})

it('tells for each channel whether something can be offered, and why not', async () => {
  const channel = { channel_id: '3', channel_name: 'Shop', ready: true, reason: null, load: 1, capacity: 5, waiting: 0, held: 1, cap: 1_000 }
  const wholesale = { ...channel, channel_id: '4', channel_name: 'Wholesale', ready: false, reason: 'no_free_slot', load: 5, waiting: 2 }
  await showInside(<RoutingCard />, {}, { myRouting: () => Promise.resolve({ items: [channel, wholesale], next: null }) })
  await screen.findByText('Wholesale')
  const rows = screen.getAllByRole('listitem').map((row) => row.textContent)
  expect(rows).toEqual([
    'Shop1 of 5; waiting: 0Ready: you are asked in turn', 'Wholesale5 of 5; waiting: 2no free slot',
  ])
})

it('says that nothing can come to whoever stands in no queue', async () => {
  await showInside(<RoutingCard />, {}, { myRouting: () => Promise.resolve({ items: [], next: null }) })
  expect(await screen.findByText(/You are in no queue/)).toBeTruthy()
})
