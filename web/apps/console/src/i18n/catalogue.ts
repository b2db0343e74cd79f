/** Which languages there are, and how one is fetched: only the one in use is loaded. */
import type { Locale } from '@openline/api'
import type english from './locales/en.json'

export type MessageKey = keyof typeof english
export type Catalogue = Record<MessageKey, string>

export const LOCALES = ['en', 'vi', 'ru'] as const satisfies readonly Locale[]
/** Each in its own language, so that everybody finds his. */
export const LOCALE_NAMES: Record<Locale, string> = { en: 'English', vi: 'Tiếng Việt', ru: 'Русский' }

const LOADERS: Record<Locale, () => Promise<{ default: Catalogue }>> = {
  en: () => import('./locales/en.json'),
  vi: () => import('./locales/vi.json'),
  ru: () => import('./locales/ru.json'),
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
