import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser'
import { describe, expect, it } from 'vitest'
import { LOCALES, loadCatalogue, type Part } from './catalogue'
import { loadMore } from './more'

type Texts = Record<string, string>
const PARTS = ['console', 'team', 'setup', 'hand', 'sessions', 'editors', 'settings', 'bots', 'company', 'canned', 'ascode'] as const satisfies readonly Part[]
const own = await loadCatalogue('en')
const parts = Object.fromEntries(await Promise.all(PARTS.map(async (part) => [part, await loadMore(part, 'en')] as const)))
const whole = async (locale: (typeof LOCALES)[number]): Promise<Texts> =>
  Object.assign({}, await loadCatalogue(locale), ...await Promise.all(PARTS.map((part) => loadMore(part, locale)))) as Texts
const CATALOGUES = { en: await whole('en'), vi: await whole('vi'), ru: await whole('ru') }
const { en, ru } = CATALOGUES
const SOURCE = join(import.meta.dirname, '..')
/** Words for codes of the server: read by code, so no source names them. */
const BY_CODE = /^(reason|setting|scope|identity|failure|loss|file_reason|unsupported|platform)\./

interface Source {
  name: string
  text: string
}
function sources(folder: string): Source[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))
}

/** Keys, by name or by family, that a source asks for. */
function asked(text: string, keys: readonly string[]): string[] {
  const families = [...text.matchAll(/`([a-z_.]+\.)\$\{/g)].map((match) => match[1] ?? '')
  return keys.filter((key) => text.includes(`'${key}'`) || families.some((family) => key.startsWith(family)))
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
      expect([key, places(parse(text))]).toEqual([key, places(parse(en[key] ?? ''))])
    }
  })

  it('no text stands in two parts', () => {
    const keys = [own, ...Object.values(parts)].flatMap((texts) => Object.keys(texts))
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])
  })

  it('only the pages of the console ask for what they alone load', () => {
    const elsewhere = sources(SOURCE).filter(({ name }) => !name.startsWith('console'))
    expect(elsewhere.flatMap(({ text }) => asked(text, Object.keys(parts.console ?? {})))).toEqual([])
  })

  it('Russian plurals have their four forms', () => {
    const plurals = Object.entries(ru).filter(([, text]) => text.includes('plural,'))
    for (const [key, text] of plurals) {
      expect([key, ['one', 'few', 'many', 'other'].every((form) => text.includes(`${form} {`))]).toEqual([key, true])
    }
  })

  it('every key is used', () => {
    const keys = Object.keys(en)
    const used = new Set(asked(sources(SOURCE).map(({ text }) => text).join('\n'), keys))
    expect(keys.filter((key) => !BY_CODE.test(key) && !used.has(key))).toEqual([])
  })
})
