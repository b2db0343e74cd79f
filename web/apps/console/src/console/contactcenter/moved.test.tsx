import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { connection } from '../channels/setup/samples'
import { show, type Answer } from '../channels/setup/testing'
import { Moved } from './Moved'

afterEach(cleanup)

const OLD = { state: 'degraded', state_detail: 'moved' } as const
const ALL = [
  connection({ ...OLD, id: '4' }), connection({ ...OLD, id: '5', account: { id: '2', name: '@roo', url: null } }),
  connection({ ...OLD, id: '6', connector: 'webchat', account: null, name: 'Our site' }),
]

function moved(...answers: Answer[]) {
  const root = createRootRoute({ component: () => <Moved connections={ALL} publicUrl="https://new.example" channels={[]} /> })
  return show(<RouterProvider router={createRouter({ routeTree: root, history: createMemoryHistory() })} />, ...answers)
}

it('sets up again all whose platforms call us, and names what did not take it', async () => {
  const refused = { status: 503, body: { title: 'x', status: 503, code: 'unavailable', detail: 'Try again later.' } }
  const sent = moved({ body: connection() }, refused)
  fireEvent.click(await screen.findByRole('button', { name: 'Set up all 2 messengers again' }))
  expect((await screen.findByRole('alert')).textContent).toBe('@roo — Try again later.')
  expect(sent.map(({ path }) => path)).toEqual(['/api/v1/connections/4/install', '/api/v1/connections/5/install'])
})

it('leaves to a person what stands on a site', async () => {
  const sent = moved({ body: connection() })
  expect((await screen.findByRole('link', { name: 'Our site' })).getAttribute('href')).toContain('/connections')
  fireEvent.click(screen.getByRole('button', { name: 'Set up all 2 messengers again' }))
  await waitFor(() => expect(sent).toHaveLength(2))
  expect(sent.some(({ path }) => path.includes('/6/'))).toBe(false)
})
