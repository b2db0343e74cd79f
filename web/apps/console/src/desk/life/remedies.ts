/** From what the engine tells of a session to what a person may do about it. Pure. */
import type { Explanation } from '@openline/api'
import type { MessageKey } from '../../i18n/catalogue'

/** The quickest help first. */
const REASONS = ['just_had_it', 'no_free_slot', 'paused', 'on_break', 'workday_ended', 'offline', 'lacks_skill', 'on_leave', 'dismissed'] as const
export type Remedy = (typeof REASONS)[number] | 'no_members'
const RULES = ['all', 'evenly', 'least_busy', 'skills', 'strictly'] as const
/** More names than anybody reads. */
export const MOST_SHOWN = 50

/** What would have to change so that somebody can take it; one for each reason somebody has. */
export function remedies(why: Explanation): Remedy[] {
  const found = new Set([...Object.keys(why.counts).filter((reason) => (why.counts[reason] ?? 0) > 0), ...why.passed_over.map(({ reason }) => reason)])
  return found.size === 0 ? ['no_members'] : REASONS.filter((reason) => found.has(reason))
}

export function passedOver({ passed_over: all }: Explanation) {
  return { shown: all.slice(0, MOST_SHOWN), more: Math.max(0, all.length - MOST_SHOWN) }
}

/** Rules that we have words for; a newer server may know more. */
export function ruleKey(rule: string): MessageKey | null {
  const known = RULES.find((one) => one === rule)
  return known ? `why.rule.${known}` : null
}
