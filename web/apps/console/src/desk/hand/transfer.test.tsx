import type { Queue } from '@openline/api'
import { channel, conversation, person, session } from '@openline/stream/testing'
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { showInside } from '../../shell/testing'
import { TransferModal } from './TransferModal'

const member = (id: string, name: string) => ({ id, name, presence: 'online' as const, online: true, reason: null, load: 2, capacity: 5, department_id: null, card: null })
const free = { ...member('13', 'Nam'), capacity: 1_000 }
const people: Queue = { configured: [], effective: [member('10', 'Mai'), member('11', 'Linh'), free], agent_card: 'profile', version: 1 }

const inQueue = (id: string) => ({ kind: 'user' as const, id, name: id, presence: 'offline' as const })
const PEOPLE = [person({ id: '10' }), person({ id: '11', name: 'Linh' }), person({ id: '12', name: 'An', presence: 'away' })]
const CHANNELS = [
  channel(), channel({ id: '4', name: 'Wholesale', queue: [inQueue('11'), inQueue('12')], waiting: 3 }),
  channel({ id: '5', name: 'Switched off', active: false }),
]

async function show() {
  const transfer = vi.fn(() => Promise.resolve(session({ owner_id: '11' })))
  const onClose = vi.fn()
  await showInside(<TransferModal row={conversation()} onClose={onClose} />, { people: PEOPLE, channels: CHANNELS }, {
    transfer, queue: () => Promise.resolve(people),
  })
  await screen.findByRole('radio', { name: 'Linh' })
  return { transfer, onClose }
}

const go = () => fireEvent.click(screen.getByRole('button', { name: 'Transfer' }))
afterEach(cleanup)

it('hands to a colleague of the queue, not to the owner, with a comment', async () => {
  const { transfer, onClose } = await show()
  expect(screen.queryByRole('radio', { name: 'Mai' })).toBeNull()
  expect(screen.getByText('Online · 2 of 5')).toBeDefined()
  expect(screen.getByText('Online · 2 sessions')).toBeDefined()
  go() // nobody is chosen yet
  fireEvent.click(screen.getByRole('radio', { name: 'Linh' }))
  fireEvent.change(screen.getByRole('textbox'), { target: { value: ' Ask for the size. ' } })
  go()
  await waitFor(() => expect(onClose).toHaveBeenCalled())
  expect(transfer.mock.calls).toEqual([['500', { kind: 'user', id: '11' }, 'Ask for the size.']])
})

it('says of whoever is absent until when, whatever the reason', async () => {
  const absence = { kind: null, from: '2026-03-01', to: '2026-03-05' }
  await showInside(<TransferModal row={conversation()} onClose={vi.fn()} />, { people: [person({ id: '11', absence })], channels: CHANNELS }, {
    queue: () => Promise.resolve(people),
  })
  expect(await screen.findByText('Away until Mar 5, 2026 · 2 of 5')).toBeDefined()
})

it('gives it back to the queue', async () => {
  const { transfer } = await show()
  fireEvent.click(screen.getByRole('radio', { name: 'Back to the queue' }))
  go()
  expect(transfer).toHaveBeenCalledWith('500', { kind: 'queue' }, '')
})

it('moves it to another channel that is switched on, and says who is there', async () => {
  const { transfer } = await show()
  expect(screen.queryByRole('radio', { name: 'Shop' })).toBeNull()
  expect(screen.queryByRole('radio', { name: 'Switched off' })).toBeNull()
  expect(screen.getByText('Online: 1 of 2 · waiting: 3')).toBeDefined()
  fireEvent.click(screen.getByRole('radio', { name: 'Wholesale' }))
  go()
  expect(transfer).toHaveBeenCalledWith('500', { kind: 'channel', id: '4' }, '')
})
