/** What every part of the view needs: words, dates, addresses, and somebody to ask. */
import type { Control } from '../core/controller'
import type { Words } from '../i18n'
import type { Options } from '../shell/messages'

export interface Ui {
  words: Words
  formats: Formats
  control: Control
  options: Options
}

export interface Formats {
  time: (at: Date) => string
  full: (at: Date) => string
  /** Today, yesterday, or the date. */
  day: (at: Date, now: Date) => string
  size: (bytes: number) => string
}

const DAY_MS = 86_400_000

/** A tag that the browser does not understand costs the reader the format, not the chat. */
export function knownLocale(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag.replace('_', '-'))[0] ?? 'en'
  } catch {
    return 'en'
  }
}

const midnight = (at: Date) => new Date(at).setHours(0, 0, 0, 0)

export function createFormats(locale: string): Formats {
  const time = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' })
  const full = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  const date = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const unit = (name: string, digits: number) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, maximumFractionDigits: digits })
  return {
    time: (at) => time.format(at),
    full: (at) => full.format(at),
    day(at, now) {
      // rounded, because a day with a change of clocks has 23 or 25 hours
      const days = Math.round((midnight(at) - midnight(now)) / DAY_MS)
      return days < -1 ? date.format(at) : relative.format(days, 'day')
    },
    size: (bytes) => (bytes < 1e6 ? unit('kilobyte', 0).format(Math.ceil(bytes / 1e3)) : unit('megabyte', 1).format(bytes / 1e6)),
  }
}

/** Only the web: what a server sends is put into links and images. */
export function webAddress(ui: Ui, url: string): string | undefined {
  try {
    const { href, protocol } = new URL(url, `${ui.options.base}/`)
    return /^https?:$/.test(protocol) ? href : undefined
  } catch {
    return undefined
  }
}
