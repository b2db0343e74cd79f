/** What the form says. It comes with the form in all languages: three small ones cost less than another request. */
import { en } from './locales/en'
import { ru } from './locales/ru'
import { vi } from './locales/vi'

export type FormWords = Readonly<Record<keyof typeof en, string>>

const WORDS: Readonly<Record<string, FormWords>> = { en, ru, vi }

export const wordsOf = (lang: string): FormWords => WORDS[lang] ?? en
