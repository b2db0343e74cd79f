/** Shows a part of connecting without a server: it answers as told, and notes what it was asked. */
import { MantineProvider } from '@mantine/core'
import { createApi } from '@openline/api'
import { QueryClientProvider } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import type { ReactElement } from 'react'
import { CoreContext, createQueries } from '../../../app/core'
import pages from '../../../i18n/console/en.json'
import en from '../../../i18n/locales/en.json'
import { LocaleProvider } from '../../../i18n/LocaleProvider'
import setup from '../../../i18n/setup/en.json'

export type Answer = { status?: number; body: unknown }
export type Sent = { path: string; method: string; body: unknown; key: string | null }

export function show(part: ReactElement, ...answers: Answer[]) {
  const sent: Sent[] = []
  const api = createApi({
    cookies: () => '',
    fetch: (url, init) => {
      const headers = new Headers(init?.headers)
      sent.push({
        path: url as string, method: init?.method ?? 'GET', body: init?.body ? JSON.parse(init.body as string) : null,
        key: headers.get('idempotency-key'),
      })
      const { status = 200, body } = (answers.length > 1 ? answers.shift() : answers[0]) ?? { status: 500, body: {} }
      return Promise.resolve(Response.json(body, { status }))
    },
  })
  const core = { api, queries: createQueries() }
  render(
    <CoreContext value={core}>
      <QueryClientProvider client={core.queries}>
        <LocaleProvider start={{ locale: 'en', messages: { ...en, ...pages, ...setup } }}>
          <MantineProvider>{part}</MantineProvider>
        </LocaleProvider>
      </QueryClientProvider>
    </CoreContext>,
  )
  return sent
}
