/** How the texts of a part are fetched; this list itself is fetched with the first of them. */
import type { Locale } from '@openline/api'
import type { MoreCatalogues, Part } from './catalogue'

type Loaders = { [Name in Part]: Record<Locale, () => Promise<{ default: MoreCatalogues[Name] }>> }
const MORE: Loaders = {
  console: {
    en: () => import('./console/en.json'),
    vi: () => import('./console/vi.json'),
    ru: () => import('./console/ru.json'),
  },
  team: {
    en: () => import('./team/en.json'),
    vi: () => import('./team/vi.json'),
    ru: () => import('./team/ru.json'),
  },
  setup: {
    en: () => import('./setup/en.json'),
    vi: () => import('./setup/vi.json'),
    ru: () => import('./setup/ru.json'),
  },
  hand: {
    en: () => import('./hand/en.json'),
    vi: () => import('./hand/vi.json'),
    ru: () => import('./hand/ru.json'),
  },
  sessions: {
    en: () => import('./sessions/en.json'),
    vi: () => import('./sessions/vi.json'),
    ru: () => import('./sessions/ru.json'),
  },
  editors: {
    en: () => import('./editors/en.json'),
    vi: () => import('./editors/vi.json'),
    ru: () => import('./editors/ru.json'),
  },
  settings: {
    en: () => import('./settings/en.json'),
    vi: () => import('./settings/vi.json'),
    ru: () => import('./settings/ru.json'),
  },
  bots: {
    en: () => import('./bots/en.json'),
    vi: () => import('./bots/vi.json'),
    ru: () => import('./bots/ru.json'),
  },
  company: {
    en: () => import('./company/en.json'),
    vi: () => import('./company/vi.json'),
    ru: () => import('./company/ru.json'),
  },
  canned: {
    en: () => import('./canned/en.json'),
    vi: () => import('./canned/vi.json'),
    ru: () => import('./canned/ru.json'),
  },
  ascode: {
    en: () => import('./ascode/en.json'),
    vi: () => import('./ascode/vi.json'),
    ru: () => import('./ascode/ru.json'),
  },
}

export async function loadMore(part: Part, locale: Locale): Promise<Record<string, string>> {
  return (await MORE[part][locale]()).default
}
