/** Which languages there are, and how one is fetched: only the one in use is loaded. */
import type { Locale } from '@openline/api'
import type english from './locales/en.json'
import type englishSetup from './setup/en.json'

export type MessageKey = keyof typeof english | keyof typeof englishSetup
export type Catalogue = Record<keyof typeof english, string>
/** What only those need who connect a widget or a messenger: fetched there. */
export type SetupCatalogue = Record<keyof typeof englishSetup, string>

export const LOCALES = ['en', 'vi', 'ru'] as const satisfies readonly Locale[]
/** Each in its own language, so that everybody finds his. */
export const LOCALE_NAMES: Record<Locale, string> = { en: 'English', vi: 'Tiếng Việt', ru: 'Русский' }

const LOADERS: Record<Locale, () => Promise<{ default: Catalogue }>> = {
  en: () => import('./locales/en.json'),
  vi: () => import('./locales/vi.json'),
  ru: () => import('./locales/ru.json'),
}

const SETUP_LOADERS: Record<Locale, () => Promise<{ default: SetupCatalogue }>> = {
  en: () => import('./setup/en.json'),
  vi: () => import('./setup/vi.json'),
  ru: () => import('./setup/ru.json'),
}

export async function loadSetupTexts(locale: Locale): Promise<SetupCatalogue> {
  return (await SETUP_LOADERS[locale]()).default
}

export async function loadCatalogue(locale: Locale): Promise<Catalogue> {
  return (await LOADERS[locale]()).default
}

export function isLocale(value: unknown): value is Locale {
  return LOCALES.some((locale) => locale === value)
}

/** The first language of the reader's list that we speak. */
export function preferredLocale(kept: string | null, wanted: readonly string[]): Locale {
  if (isLocale(kept)) return kept
  return wanted.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLocale) ?? 'en'
}
