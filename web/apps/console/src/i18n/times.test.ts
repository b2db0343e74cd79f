import { createIntl } from 'react-intl'
import { describe, expect, it } from 'vitest'
import { clock, dayKey, dayWords, longSpan, shortSpan } from './times'

const intl = (locale: string, timeZone = 'Asia/Ho_Chi_Minh') => createIntl({ locale, timeZone, messages: {} })

describe('spans', () => {
  it('run as a clock', () => {
    expect([clock(-3), clock(42), clock(725), clock(11_045)]).toEqual(['0:00', '0:42', '12:05', '3:04:05'])
  })

  it('are short in lists and long beside settings', () => {
    expect(shortSpan(intl('en'), 60 * 60 * 5)).toBe('5h')
    expect(longSpan(intl('en'), 3_660)).toBe('1 hour 1 minute')
    expect(longSpan(intl('ru'), 7_200)).toBe('2 часа')
  })
})

describe('days', () => {
  it("break where the reader's midnight is", () => {
    const late = '2026-03-01T18:30:00Z'
    expect(dayKey(intl('en'), late)).toBe('2026-03-02')
    expect(dayKey(intl('en', 'UTC'), late)).toBe('2026-03-01')
  })

  it('are said as today and yesterday, older ones by date', () => {
    const now = Date.parse('2026-03-05T05:00:00Z')
    expect(dayWords(intl('en'), '2026-03-05T01:00:00Z', now)).toBe('Today')
    expect(dayWords(intl('ru'), '2026-03-04T01:00:00Z', now)).toBe('Вчера')
    expect(dayWords(intl('en'), '2026-03-01T01:00:00Z', now)).toBe('Sunday, March 1')
    expect(dayWords(intl('en'), '2025-03-01T01:00:00Z', now)).toContain('2025')
  })
})
