import '@openline/ui/styles'
import { createApi } from '@openline/api'
import { UiProvider, allowStyleText } from '@openline/ui'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { CoreContext, createQueries, type Core } from './app/core'
import { kept } from './app/kept'
import { createAppRouter } from './app/router'
import { toDoor } from './app/toDoor'
import { Toasts } from './app/Toasts'
import { loadCatalogue, preferredLocale } from './i18n/catalogue'
import { LocaleProvider, applyLanguage } from './i18n/LocaleProvider'

async function start(): Promise<void> {
  allowStyleText()
  const locale = preferredLocale(kept('locale'), navigator.languages)
  const messages = await loadCatalogue(locale)
  applyLanguage(locale)
  const core: Core = { queries: createQueries(), api: createApi({ onSignedOut: () => signedOut() }) }
  const router = createAppRouter(core)
  const signedOut = () => toDoor(router, core.queries)
  const root = document.getElementById('root')
  if (!root) throw new Error('The page has no root.')
  createRoot(root).render(
    <StrictMode>
      <CoreContext value={core}>
        <QueryClientProvider client={core.queries}>
          <LocaleProvider start={{ locale, messages }}>
            <UiProvider>
              <RouterProvider router={router} />
              <Toasts />
            </UiProvider>
          </LocaleProvider>
        </QueryClientProvider>
      </CoreContext>
    </StrictMode>,
  )
}

void start()
