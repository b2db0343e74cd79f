import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser'
import { describe, expect, it } from 'vitest'
import { LOCALES, type Catalogue, type SetupCatalogue } from './catalogue'
import ownEn from './locales/en.json'
import ownRu from './locales/ru.json'
import ownVi from './locales/vi.json'
import setupEn from './setup/en.json'
import setupRu from './setup/ru.json'
import setupVi from './setup/vi.json'

type Both = Catalogue & SetupCatalogue
const en: Both = { ...ownEn, ...setupEn }
const ru: Both = { ...ownRu, ...setupRu }
const vi: Both = { ...ownVi, ...setupVi }
const CATALOGUES: Record<(typeof LOCALES)[number], Both> = { en, vi, ru }
const SOURCE = join(import.meta.dirname, '..')
/** Words for codes of the server: read by code, so no source names them. */
const BY_CODE = /^(reason|setting|scope|identity|failure|loss|file_reason|unsupported|platform)\./

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
}

/** Names to fill in, with the kind of each: a plural must stay one. */
function places(elements: readonly MessageFormatElement[]): string[] {
  const found = elements.flatMap((element): string[] => {
    if (element.type === TYPE.argument) return [element.value]
    if (element.type !== TYPE.plural && element.type !== TYPE.select) return []
    return [`${element.value}#`, ...Object.values(element.options).flatMap((option) => places(option.value))]
  })
  return [...new Set(found)].sort()
}

describe('the catalogues', () => {
  it.each(LOCALES)('%s has the keys of English, none empty', (locale) => {
    expect(Object.keys(CATALOGUES[locale]).sort()).toEqual(Object.keys(en).sort())
    expect(Object.entries(CATALOGUES[locale]).filter(([, text]) => text.trim() === '')).toEqual([])
  })

  it.each(LOCALES)('%s is well formed and fills in what English does', (locale) => {
    for (const [key, text] of Object.entries(CATALOGUES[locale])) {
      expect([key, places(parse(text))]).toEqual([key, places(parse(en[key as keyof Both]))])
    }
  })

  it('no text stands in both parts', () => {
    expect(Object.keys(setupEn).filter((key) => key in ownEn)).toEqual([])
  })

  it('Russian plurals have their four forms', () => {
    const plurals = Object.entries(ru).filter(([, text]) => text.includes('plural,'))
    for (const [key, text] of plurals) {
      expect([key, ['one', 'few', 'many', 'other'].every((form) => text.includes(`${form} {`))]).toEqual([key, true])
    }
  })

  it('every key is used', () => {
    const text = sources(SOURCE).join('\n')
    const families = [...text.matchAll(/`([a-z_.]+\.)\$\{/g)].map((match) => match[1] ?? '')
    const unused = Object.keys(en).filter((key) =>
      !BY_CODE.test(key) && !text.includes(`'${key}'`) && !families.some((family) => key.startsWith(family)))
    expect(unused).toEqual([])
  })
})
