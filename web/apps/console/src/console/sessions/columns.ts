/** The columns of the list of sessions: which there are, which are shown at first, and what a person has chosen (KP3). */
import type { Figures, Session } from '@openline/api'
import { keep, kept } from '../../app/kept'

export const COLUMNS = [
  'number', 'customer', 'channel', 'agent', 'state', 'opened', 'accepted', 'answered', 'closed', 'messages',
  'initial', 'total', 'average', 'maximum', 'unanswered', 'vote', 'review', 'mode', 'worktime', 'source',
] as const
export type Column = (typeof COLUMNS)[number]
/** Whose session it is cannot be left out. */
export const FIXED: Column = 'customer'
export const FIRST_SHOWN: readonly Column[] = ['number', 'customer', 'channel', 'agent', 'state', 'opened', 'initial', 'average', 'vote', 'review']
export const WAITS = ['initial', 'total', 'average', 'maximum'] as const satisfies readonly (Column & keyof Figures)[]

/** By the clock, or in the channel's working hours only. */
export type Measure = 'clock' | 'open'
export interface Chosen {
  readonly columns: readonly Column[]
  readonly measure: Measure
}
const DEFAULT: Chosen = { columns: FIRST_SHOWN, measure: 'clock' }

const place = (personId: string) => `sessions.${personId}`

export function isWait(column: Column): column is (typeof WAITS)[number] {
  return WAITS.some((wait) => wait === column)
}

/** What stands there may be older than this page, or somebody else's idea: what is unknown is left out. */
export function chosenBy(personId: string): Chosen {
  try {
    const stored: unknown = JSON.parse(kept(place(personId)) ?? 'null')
    if (typeof stored !== 'object' || stored === null || !('columns' in stored) || !Array.isArray(stored.columns)) return DEFAULT
    return { columns: shownOf(stored.columns), measure: 'measure' in stored && stored.measure === 'open' ? 'open' : 'clock' }
  } catch {
    return DEFAULT
  }
}

export function keepChosen(personId: string, chosen: Chosen): void {
  keep(place(personId), JSON.stringify(chosen))
}

/** In the one order, so that nobody looks for a column twice. */
export function shownOf(names: readonly unknown[]): readonly Column[] {
  return COLUMNS.filter((column) => column === FIXED || names.includes(column))
}

export function waitOf({ responses }: Session, column: (typeof WAITS)[number], measure: Measure): number | null {
  return responses ? responses[measure][column] : null
}
