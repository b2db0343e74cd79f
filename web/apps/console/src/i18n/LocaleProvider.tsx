import type { Locale } from '@openline/api'
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react'
import { IntlProvider } from 'react-intl'
import { keep } from '../app/kept'
import { loadCatalogue, type Catalogue } from './catalogue'

interface LocaleControl {
  locale: Locale
  setLocale: (locale: Locale) => Promise<void>
  setTimeZone: (zone: string | null) => void
}

const LocaleContext = createContext<LocaleControl | null>(null)

export function useLocale(): LocaleControl {
  const control = useContext(LocaleContext)
  if (!control) throw new Error('LocaleProvider is missing')
  return control
}

export interface Language {
  locale: Locale
  messages: Catalogue
}

export function applyLanguage(locale: Locale): void {
  document.documentElement.lang = locale
  document.documentElement.dir = 'ltr'
}

/** A zone from somebody's profile may be unknown to this browser; then its own is used. */
function knownZone(zone: string | null): string | undefined {
  try {
    return zone ? new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone : undefined
  } catch {
    return undefined
  }
}

export function LocaleProvider({ start, children }: { start: Language; children: ReactNode }) {
  const [language, setLanguage] = useState(start)
  const [zone, setZone] = useState<string | undefined>(undefined)
  const setLocale = useCallback(async (locale: Locale) => {
    const messages = await loadCatalogue(locale)
    keep('locale', locale)
    applyLanguage(locale)
    setLanguage({ locale, messages })
  }, [])
  const setTimeZone = useCallback((wanted: string | null) => setZone(knownZone(wanted)), [])
  const control = useMemo(() => ({ locale: language.locale, setLocale, setTimeZone }), [language.locale, setLocale, setTimeZone])
  return (
    <LocaleContext value={control}>
      <IntlProvider locale={language.locale} messages={language.messages} timeZone={zone}>
        {children}
      </IntlProvider>
    </LocaleContext>
  )
}
