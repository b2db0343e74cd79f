/** Every sentence the customer reads. English is built in, the others are fetched when wanted. */
import { en } from './locales/en'

export type Words = Readonly<Record<keyof typeof en, string>>

const LOADERS: Readonly<Record<string, (() => Promise<{ words: Words }>) | undefined>> = {
  ru: () => import('./locales/ru'),
  vi: () => import('./locales/vi'),
}

export const speaks = (locale: string) => locale.startsWith('en') || locale.slice(0, 2) in LOADERS

/** English where there is nothing better, or where the chunk does not come. */
export async function loadWords(locale: string): Promise<Words> {
  const load = LOADERS[locale.slice(0, 2)]
  try {
    return load ? (await load()).words : en
  } catch {
    return en
  }
}

/** Puts values where the sentence has `{0}`, `{1}`. */
export const fill = (sentence: string, ...values: (string | number)[]) =>
  sentence.replace(/\{(\d)\}/g, (_, at: string) => String(values[Number(at)] ?? ''))
