import { isValidElement } from 'preact'
import { describe, expect, it } from 'vitest'
import { EMPTY, type Chat } from '../core/state'
import { en } from '../locales/en'
import { words as ru } from '../locales/ru'
import { words as vi } from '../locales/vi'
import { message } from '../testing/fakes'
import { hasAsk } from './asks'
import { linesOf } from './lines'
import { Links } from './links'
import { createFormats, knownLocale } from './ui'

/** The addresses that a text is given, in order. */
function links(text: string): string[] {
  const parts = Links({ text })
  return (Array.isArray(parts) ? parts : []).filter(isValidElement).map((link) => String((link.props as { href?: string }).href))
}

describe('links', () => {
  it.each([
    ['see https://example.com/a?b=1#c, please', ['https://example.com/a?b=1#c']],
    ['(www.example.com)', ['https://www.example.com']],
    ['http://a.example and https://b.example.', ['http://a.example', 'https://b.example']],
    ['<a href="javascript:alert(1)">x</a>', []],
    ['javascript:alert(1) data:text/html,x', []],
    ['<img src=https://evil.example/x.png>', ['https://evil.example/x.png']],
    ['no address', []],
  ])('%s', (text, found) => {
    expect(links(text)).toEqual(found)
  })

  it('leave the text as it was', () => {
    const parts = Links({ text: 'a https://b.example c' })
    expect(Array.isArray(parts) && parts.filter((part) => typeof part === 'string')).toEqual(['a ', ' c'])
  })
})

describe('lines', () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 8, minute)).toISOString()

  it('keep their key when the server confirms', () => {
    const pending = [{ client_id: 'a', text: 'hi', files: [], at: Date.parse(at(0)), failed: false }]
    const before = linesOf({ ...EMPTY, pending }, en)
    const after = linesOf({ ...EMPTY, messages: [message(1, { author: 'customer', client_id: 'a', at: at(0) })] }, en)
    expect(after.map(({ key }) => key)).toEqual(before.map(({ key }) => key))
    expect(before[0]?.state).toBe('Sending…')
    expect(after[0]?.state).toBe('Sent')
  })

  it('say how far the last one got, and only the last', () => {
    const own = { author: 'customer', at: at(0) } as const
    const chat: Chat = { ...EMPTY, messages: [message(1, own), message(2, own), message(3, { at: at(1) })], readUpTo: 2 }
    expect(linesOf(chat, en).map(({ state }) => state)).toEqual([null, 'Read', null])
    expect(linesOf({ ...chat, readUpTo: 1 }, en)[1]?.state).toBe('Sent')
  })

  it('go together when one author writes in one go', () => {
    const messages = [0, 1, 30].map((minute, index) => message(index + 1, { at: at(minute) }))
    expect(linesOf({ ...EMPTY, messages }, en).map(({ goesOn }) => goesOn)).toEqual([false, true, false])
  })
})

describe('asking', () => {
  const buttons = [{ label: 'Go on', payload: 'reminder:continue:0' }]

  it('is for the last message alone, and over when it is answered', () => {
    expect(hasAsk({ ...EMPTY, messages: [message(1, { buttons })] })).toBe(true)
    expect(hasAsk({ ...EMPTY, messages: [message(1, { buttons }), message(2)] })).toBe(false)
    const pending = [{ client_id: 'a', text: 'Go on', files: [], at: 0, failed: false }]
    expect(hasAsk({ ...EMPTY, messages: [message(1, { buttons })], pending })).toBe(false)
  })
})

describe('formats', () => {
  const now = new Date(2026, 10, 22, 12)

  it('name the days next to us', () => {
    const formats = createFormats('ru')
    expect(formats.day(new Date(2026, 10, 22, 0, 5), now)).toBe('сегодня')
    expect(formats.day(new Date(2026, 10, 21, 23, 55), now)).toBe('вчера')
    expect(formats.day(new Date(2026, 10, 19), now)).toContain('19')
  })

  it('tell sizes as people do', () => {
    const formats = createFormats('en')
    expect(formats.size(300)).toBe('1 kB')
    expect(formats.size(25_000_000)).toBe('25 MB')
  })

  it('do without a locale that nobody knows', () => {
    expect(knownLocale('pt_BR')).toBe('pt-BR')
    expect(knownLocale('§§')).toBe('en')
  })
})

describe('catalogues', () => {
  it.each([
    ['vi', vi],
    ['ru', ru],
  ])('%s has every sentence, with the same places to fill', (_, words) => {
    const places = (catalogue: Record<string, string>) =>
      Object.entries(catalogue).map(([key, text]) => [key, text.match(/\{\d\}/g)?.sort()])
    expect(places(words)).toEqual(places(en))
  })
})
