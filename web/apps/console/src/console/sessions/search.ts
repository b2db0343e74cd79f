/** What the list is narrowed to, as it stands in the address: a look can be sent to somebody. */
import type { SessionFilter } from '@openline/api'

export const PHASES = ['waiting', 'offered', 'bot', 'active', 'closed'] as const
export const VOTES = ['like', 'dislike'] as const
export const REVIEWS = ['none', 'any', '1', '2', '3', '4', '5'] as const
const NAMES = ['state', 'channel', 'agent', 'vote', 'review', 'unanswered', 'from', 'to'] as const

export type SessionSearch = { [Name in (typeof NAMES)[number]]?: string }

export function searchOf(raw: Readonly<Record<string, unknown>>): SessionSearch {
  const given = NAMES.flatMap((name) => {
    const value = raw[name]
    return typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : []
  })
  return Object.fromEntries(given) as SessionSearch
}

export function isNarrowed(search: SessionSearch): boolean {
  return NAMES.some((name) => search[name])
}

const oneOf = (known: readonly string[], word: string | undefined) => (word !== undefined && known.includes(word) ? word : undefined)

/** A day as it begins where the reader is; the last one is included. */
function dayStart(day: string | undefined, later = 0): string | undefined {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day ?? '') ?? []
  if (!year) return undefined
  const at = new Date(Number(year), Number(month) - 1, Number(date) + later)
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}

export function filterOf(search: SessionSearch): SessionFilter {
  const review = oneOf(REVIEWS, search.review)
  return {
    phase: oneOf(PHASES, search.state),
    channel: search.channel,
    owner: search.agent,
    vote: oneOf(VOTES, search.vote),
    review: review && /\d/.test(review) ? review : undefined,
    reviewed: review === 'none' ? 'false' : review === 'any' ? 'true' : undefined,
    unanswered: search.unanswered ? 'true' : undefined,
    opened_from: dayStart(search.from),
    opened_to: dayStart(search.to, 1),
  }
}
