import { MantineProvider } from '@mantine/core'
import { createApi, type Me } from '@openline/api'
import { me } from '@openline/stream/testing'
import { QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { CoreContext, createQueries } from '../app/core'
import en from '../i18n/locales/en.json'
import { LocaleProvider } from '../i18n/LocaleProvider'
import { SignInPage } from './SignInPage'

const DEMO = { email: 'mai@example.com', password: 'p', name: 'Mai Nguyen', role: 'agent' }
type Sent = { path: string; body: unknown }

function show(login: { status: number; body: unknown }) {
  const sent: Sent[] = []
  const api = createApi({
    cookies: () => '',
    fetch: (url, init) => {
      const path = url as string
      if (path.endsWith('/setup')) return Promise.resolve(Response.json({ needed: false, demo: true, demo_logins: [DEMO] }))
      sent.push({ path, body: JSON.parse(init?.body as string) })
      return Promise.resolve(Response.json(login.body, { status: login.status }))
    },
  })
  const root = createRootRoute()
  const door = createRoute({ getParentRoute: () => root, path: '/login', component: SignInPage })
  const inside = createRoute({ getParentRoute: () => root, path: '/', component: () => <p>inside</p> })
  const router = createRouter({ routeTree: root.addChildren([door, inside]), history: createMemoryHistory({ initialEntries: ['/login'] }) })
  const core = { api, queries: createQueries() }
  render(
    <CoreContext value={core}>
      <QueryClientProvider client={core.queries}>
        <LocaleProvider start={{ locale: 'en', messages: en }}>
          <MantineProvider>
            <RouterProvider router={router as never} />
          </MantineProvider>
        </LocaleProvider>
      </QueryClientProvider>
    </CoreContext>,
  )
  return { sent }
}

afterEach(cleanup)

it("shows a refusal in the server's words and keeps the form", async () => {
  show({ status: 401, body: { code: 'wrong_password', detail: 'The e-mail address or the password is wrong.' } })
  fireEvent.change(await screen.findByLabelText('E-mail'), { target: { value: 'a@b.vn' } })
  fireEvent.change(screen.getByLabelText('Password'), { target: { value: 'x' } })
  fireEvent.click(screen.getByRole('button', { name: 'Sign in' }))
  expect((await screen.findByRole('alert')).textContent).toBe('The e-mail address or the password is wrong.')
  expect(screen.getByLabelText<HTMLInputElement>('E-mail').value).toBe('a@b.vn')
})

it('lets a demo person in with one click', async () => {
  const answer: Me = me({ locale: 'en' })
  const { sent } = show({ status: 200, body: answer })
  fireEvent.click(await screen.findByRole('button', { name: /Mai Nguyen/ }))
  await waitFor(() => expect(screen.getByText('inside')).toBeTruthy())
  expect(sent).toEqual([{ path: '/api/v1/login', body: { email: DEMO.email, password: DEMO.password } }])
})

it('lets a demo person speak the language of the door', async () => {
  const { sent } = show({ status: 200, body: me({ locale: 'ru' }) })
  fireEvent.click(await screen.findByRole('button', { name: /Mai Nguyen/ }))
  await waitFor(() => expect(sent).toHaveLength(2))
  expect(sent[1]).toEqual({ path: '/api/v1/me', body: { locale: 'en' } })
})
