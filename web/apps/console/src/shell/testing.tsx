/** Shows a part of the console with a desk that has been read, and an interface that answers as told. */
import { MantineProvider } from '@mantine/core'
import { createApi, type Api, type Snapshot } from '@openline/api'
import { snapshot } from '@openline/stream/testing'
import { QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { render, screen } from '@testing-library/react'
import { useSyncExternalStore, type ReactNode } from 'react'
import { vi } from 'vitest'
import { CoreContext, createQueries } from '../app/core'
import pages from '../i18n/console/en.json'
import en from '../i18n/locales/en.json'
import { LocaleProvider } from '../i18n/LocaleProvider'
import team from '../i18n/team/en.json'
import { LiveProvider, useLive } from './LiveProvider'

/** Nobody answers it: what the test shows is the snapshot. */
class SilentSocket {
  readonly readyState = 0
  close(): void {}
  send(): void {}
}

export async function showInside(part: ReactNode, start: Partial<Snapshot>, calls: Partial<Api> = {}) {
  vi.stubGlobal('WebSocket', SilentSocket)
  const whole = snapshot(start)
  const api: Api = { ...createApi(), snapshot: () => Promise.resolve(whole), ...calls }
  const queries = createQueries()
  const root = createRootRoute({ component: () => <LiveProvider me={whole.me}><Loaded>{part}</Loaded></LiveProvider> })
  const router = createRouter({ routeTree: root, history: createMemoryHistory() })
  render(
    <CoreContext value={{ api, queries }}>
      <QueryClientProvider client={queries}>
        <LocaleProvider start={{ locale: 'en', messages: { ...en, ...pages, ...team } }}>
          <MantineProvider env="test"><RouterProvider router={router} /></MantineProvider>
        </LocaleProvider>
      </QueryClientProvider>
    </CoreContext>,
  )
  await screen.findByTestId('loaded')
  return { api, queries }
}

function Loaded({ children }: { children: ReactNode }) {
  const { live } = useLive()
  const loaded = useSyncExternalStore(live.desk.subscribe, () => live.desk.get() !== null)
  return loaded ? <div data-testid="loaded">{children}</div> : null
}
