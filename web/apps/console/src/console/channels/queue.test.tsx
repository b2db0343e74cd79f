import type { Queue, QueueEntry } from '@openline/api'
import { channel, person } from '@openline/stream/testing'
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { showInside } from '../../shell/testing'
import { QueueTab } from './QueueTab'

const user = (id: string, name: string): QueueEntry => ({ kind: 'user', id, name, presence: 'online', people: 1 })
const SALES: QueueEntry = { kind: 'department', id: '7', name: 'Sales', presence: null, people: 1 }
const place = (id: string, name: string, change: object = {}) =>
  ({ id, name, presence: 'online' as const, online: true, reason: null, load: 0, capacity: 1000, department_id: null, card: null, ...change })
const QUEUE: Queue = {
  configured: [user('10', 'Mai'), user('11', 'Linh'), SALES],
  effective: [place('10', 'Mai'), place('11', 'Linh'), place('12', 'Ivan', { department_id: '7' })], agent_card: 'profile', version: 4,
}

async function show(queue: Queue = QUEUE, setCard = vi.fn()) {
  const changeQueue = vi.fn(() => Promise.resolve(queue))
  const people = [person(), person({ id: '11', name: 'Linh' })]
  await showInside(<QueueTab channel={channel()} />, { people }, {
    queue: () => Promise.resolve(queue), changeQueue, setCard, people: () => Promise.resolve({ items: people, next: null }),
    departments: () => Promise.resolve({ items: [], next: null }),
  })
  await screen.findByText('Who answers')
  return changeQueue
}
afterEach(cleanup)

it('moves a department to the place that is typed, with the version that was seen', async () => {
  const changeQueue = await show()
  const field = screen.getByRole('textbox', { name: 'Place of Sales, of 3' })
  fireEvent.change(field, { target: { value: '1' } })
  fireEvent.blur(field)
  await waitFor(() => expect(changeQueue).toHaveBeenCalledWith('3', {
    members: [{ kind: 'department', id: '7' }, { kind: 'user', id: '10' }, { kind: 'user', id: '11' }], version: 4,
  }))
})

it('leaves the order alone when nothing sensible was typed', async () => {
  const changeQueue = await show()
  const field = screen.getByRole('textbox', { name: 'Place of Mai, of 3' })
  for (const value of ['', '1', 'x']) {
    fireEvent.change(field, { target: { value } })
    fireEvent.blur(field)
  }
  expect(changeQueue).not.toHaveBeenCalled()
})

it('shows whom departments bring, and warns when nobody can take anything', async () => {
  await show({ ...QUEUE, effective: QUEUE.effective.map((one) => ({ ...one, reason: 'not_online' })) })
  expect(screen.getByText(/Ivan/)).toBeTruthy()
  expect(screen.getByText(/· Sales/)).toBeTruthy()
  expect(screen.getByText(/Nobody in this queue can take a conversation now/)).toBeTruthy()
})

it('writes a card where the channel shows cards, and only there', async () => {
  await show()
  expect(screen.queryByText('What customers see')).toBeNull()
  cleanup()
  const setCard = vi.fn(() => Promise.resolve({ name: '', position: 'Tea master' }))
  await show({ ...QUEUE, agent_card: 'card' }, setCard)
  fireEvent.click(screen.getByRole('button', { name: 'Edit the card of Mai' }))
  fireEvent.change(await screen.findByLabelText('Position'), { target: { value: ' Tea master ' } })
  fireEvent.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(setCard).toHaveBeenCalledWith('3', '10', { name: '', position: 'Tea master' }))
})
