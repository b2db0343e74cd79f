/** Which languages there are, and how one is fetched: only the one in use is loaded, and of it only what is shown. */
import type { Locale } from '@openline/api'
import type englishAsCode from './ascode/en.json'
import type englishBots from './bots/en.json'
import type englishCanned from './canned/en.json'
import type englishCompany from './company/en.json'
import type englishConsole from './console/en.json'
import type englishEditors from './editors/en.json'
import type englishHand from './hand/en.json'
import type english from './locales/en.json'
import type englishSessions from './sessions/en.json'
import type englishSettings from './settings/en.json'
import type englishSetup from './setup/en.json'
import type englishTeam from './team/en.json'

export type Catalogue = Record<keyof typeof english, string>
/**
 * What not everybody needs, fetched where it is shown: the pages of the console; who works and who does not, notices and
 * the board; connecting a widget or a messenger; who has a session, why, and how it went; editors of settings; the page of settings;
 * the company's structure; the list of sessions; bots; canned responses; settings as code.
 */
export interface MoreCatalogues {
  console: Record<keyof typeof englishConsole, string>
  team: Record<keyof typeof englishTeam, string>
  setup: Record<keyof typeof englishSetup, string>
  hand: Record<keyof typeof englishHand, string>
  editors: Record<keyof typeof englishEditors, string>
  settings: Record<keyof typeof englishSettings, string>
  sessions: Record<keyof typeof englishSessions, string>
  bots: Record<keyof typeof englishBots, string>
  company: Record<keyof typeof englishCompany, string>
  canned: Record<keyof typeof englishCanned, string>
  ascode: Record<keyof typeof englishAsCode, string>
}
export type Part = keyof MoreCatalogues
export type MessageKey = keyof Catalogue | { [Name in Part]: keyof MoreCatalogues[Name] }[Part]

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
