import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { PlatformCard } from './PlatformCard'
import { connection, pigeon } from './setup/samples'
import { show } from './setup/testing'

const NONE = { body: { items: [], next: null, total: 0 } }
const card = (change: Parameters<typeof connection>[0], onMend = vi.fn(), onSetUp = vi.fn()) =>
  <PlatformCard connection={connection(change)} connector={pigeon} onMend={onMend} onSetUp={onSetUp} />

afterEach(cleanup)

it('says whose account it is and that it works', () => {
  show(card({ state: 'ok', first_event_at: '2026-03-01T08:00:00.000Z' }), NONE)
  expect(screen.getByText('Works')).toBeTruthy()
  expect(screen.getByRole('link', { name: '@coo' }).getAttribute('href')).toBe('https://pigeon.example/coo')
  expect(screen.queryByRole('alert')).toBeNull()
})

it('leads from a refused token to its field', () => {
  const onMend = vi.fn()
  show(card({ state: 'reauth', state_detail: 'unauthorized', state_field: 'token' }, onMend), NONE)
  expect(screen.getByRole('alert').textContent).toContain('No pigeon knows this token.')
  fireEvent.click(screen.getByRole('button', { name: 'Mend: Token' }))
  expect(onMend).toHaveBeenCalledWith('token')
})

it('sets up again at one press when the server has moved', async () => {
  const sent = show(card({ state: 'degraded', state_detail: 'moved' }), NONE)
  fireEvent.click(screen.getByRole('button', { name: 'Set up again' }))
  await waitFor(() => expect(sent.some(({ path, method }) => method === 'POST' && path === '/api/v1/connections/4/install')).toBe(true))
})

it('names what installing has missed', () => {
  const onSetUp = vi.fn()
  const installed = { url: 'http://x', at: '2026-03-01T08:00:00.000Z', done: [], missing: ['https'], paste: [] }
  show(card({ installed }, vi.fn(), onSetUp), NONE)
  expect(screen.getByRole('alert').textContent).toContain('calls only https addresses')
  fireEvent.click(screen.getByRole('button', { name: 'Continue setting up' }))
  expect(onSetUp).toHaveBeenCalled()
})

it('shows what could not be taken, and takes it again', async () => {
  const event = { id: '9', connection_id: '4', error: 'KeyError', size: 12, at: '2026-03-01T08:00:00.000Z', replayed_at: null }
  const sent = show(card({ state: 'ok' }), { body: { items: [event], next: null, total: 1 } })
  expect(await screen.findByText('1 event could not be taken')).toBeTruthy()
  fireEvent.click(screen.getByText('Take again'))
  await waitFor(() => expect(sent.some(({ path, method }) => method === 'POST' && path === '/api/v1/failed-events/9/replay')).toBe(true))
})
