/** From what the engine tells of a session to what a person may do about it. Pure. */
import type { Explanation, Routing } from '@openline/api'
import type { MessageKey } from '../../i18n/catalogue'

const CODES = [
  'accept', 'add_members', 'agent_below_cap', 'agent_ends_break', 'agent_ends_leave', 'agent_ends_pause', 'agent_free_slot', 'agent_online', 'agent_starts_day', 'bot_hands_over', 'bot_time_over', 'customer_asks', 'person_writes',
  'relax_skill',
] as const
const RULES = ['all', 'evenly', 'least_busy', 'skills', 'strictly'] as const
/** More names than anybody reads. */
export const MOST_SHOWN = 50

/** What would help, for how many people; what a newer server brought has no words here and is left out. */
export function helps({ remedies }: Routing): { key: MessageKey; people: number }[] {
  return remedies.flatMap(({ code, people }) => {
    const known = CODES.find((one) => one === code)
    return known ? [{ key: `why.remedy.${known}` as const, people }] : []
  })
}

export function passedOver({ passed_over: all }: Explanation) {
  return { shown: all.slice(0, MOST_SHOWN), more: Math.max(0, all.length - MOST_SHOWN) }
}

/** Rules that we have words for; a newer server may know more. */
export function ruleKey(rule: string): MessageKey | null {
  const known = RULES.find((one) => one === rule)
  return known ? `why.rule.${known}` : null
}
