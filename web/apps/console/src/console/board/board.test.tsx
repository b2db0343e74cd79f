import type { Board, BoardAgent, BoardSession, Id, Session } from '@openline/api'
import { conversation, person, session } from '@openline/stream/testing'
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { showInside } from '../../shell/testing'
import { BoardView } from './BoardView'

const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString()
const contact = { ...conversation().contact, name: 'An' }
const stands = (id: Id, seconds: number, change: Partial<Session> = {}, reason: string | null = null): BoardSession =>
  ({ session: session({ id, queued_at: ago(seconds), ...change }), contact, since: ago(seconds), reason })
const waits = (id: Id, seconds: number, reason: string | null = null) => stands(id, seconds, { phase: 'waiting', status: 0, owner_id: null }, reason)
const talks = { phase: 'active', status: 20, owner_id: '11', owner_name: 'Linh' } as const
const agent = (change: Partial<BoardAgent> = {}): BoardAgent =>
  ({
    id: '11', name: 'Linh', member: true, presence: 'online', on_leave: false, paused: false, workday: null, break_since: null, load: 1,
    held: 1, capacity: 5, overloaded: false, reason: null, ...change,
  })
const lane = (...items: BoardSession[]) => ({ items, total: items.length })
const board = (change: Partial<Board> = {}): Board =>
  ({ channel_id: '3', at: ago(0), waiting: lane(), offered: lane(), active: lane(), closing: lane(), with_bot: lane(), agents: [agent()], ...change })

const show = (shown: Board, calls: Parameters<typeof showInside>[2] = {}) =>
  showInside(<BoardView board={shown} channelId="3" />, { people: [person({ id: '11', name: 'Linh' })] }, calls)
const section = (name: RegExp) => within(screen.getByRole('region', { name }))

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

it('shows who waits with the wait, the one who is offered with what is left, who talks with his agent', async () => {
  await show(board({
    waiting: lane(waits('1', 65)),
    offered: lane(stands('2', 70, { phase: 'offered', status: 10, owner_id: null, offer: { agent_id: '11', offered_at: ago(30), expires_at: ago(-30.5) } })),
    active: lane(stands('3', 80, talks)),
  }))
  expect(section(/^Waiting/).getByText(/^1:0\d$/)).toBeTruthy()
  expect(section(/^Offered/).getByText('Offered: Linh')).toBeTruthy()
  expect(section(/^Offered/).getByText(/^0:(30|29) left$/)).toBeTruthy()
  expect(section(/^In work/).getByText('Linh · the customer waits')).toBeTruthy()
  expect(section(/^Closing/).getByText('Nothing is closing.')).toBeTruthy()
})

it('says why an agent gets nothing, and that customers wait for nobody', async () => {
  await show(board({ waiting: lane(waits('1', 5)), agents: [agent({ paused: true, reason: 'paused' })] }))
  expect(section(/^Agents/).getByText('paused')).toBeTruthy()
  expect(screen.getByRole('status').textContent).toContain('nobody can take them')
})

it('counts down what closes', async () => {
  await show(board({ closing: lane(stands('4', 20, { ...talks, status: 50, closing_until: ago(-90.5) })) }))
  expect(section(/^Closing/).getByText(/^1:(30|29) left$/)).toBeTruthy()
})

it('counts whole what it shows a part of', async () => {
  await show(board({ waiting: { items: [waits('1', 5)], total: 501 } }))
  expect(section(/^Waiting/).getByText('And 500 more')).toBeTruthy()
})

it("ends a colleague's pause", async () => {
  const setPause = vi.fn(() => Promise.resolve(person({ id: '11', name: 'Linh' })))
  await show(board({ agents: [agent({ paused: true, reason: 'paused' })] }), { setPause })
  fireEvent.click(screen.getByRole('button', { name: 'Workday and pause of Linh' }))
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Take new conversations again' }))
  await waitFor(() => expect(setPause).toHaveBeenCalledWith('11', false))
})

it('moves a workday that is kept, and only from where it stands', async () => {
  const setWorkday = vi.fn(() => Promise.resolve(person({ id: '11', name: 'Linh' })))
  await show(board({ agents: [agent({ workday: 'on_break', reason: 'on_break' })] }), { setWorkday })
  fireEvent.click(screen.getByRole('button', { name: 'Workday and pause of Linh' }))
  const items = await screen.findAllByRole('menuitem')
  expect(items.map((item) => item.textContent)).toEqual(['Back from the break', 'End the workday', 'Take nothing new'])
  fireEvent.click(screen.getByRole('menuitem', { name: 'Back from the break' }))
  await waitFor(() => expect(setWorkday).toHaveBeenCalledWith('11', 'started'))
})

it('takes over what a colleague answers', async () => {
  const act = vi.fn(() => Promise.resolve(session()))
  await show(board({ active: lane(stands('3', 80, talks)) }), { act })
  fireEvent.click(screen.getByRole('button', { name: 'Actions for the session with An' }))
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Take over' }))
  expect(act).toHaveBeenCalledWith('3', 'intercept')
})
