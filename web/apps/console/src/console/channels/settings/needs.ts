/** What a setting waits for, and what is odd about the values as they would be. */
import type { Channel, SettingItem, SettingValue } from '@openline/api'
import type { MessageKey } from '../../../i18n/catalogue'

export type ValueOf = (key: string) => SettingValue | undefined

const isOn = (value: SettingValue | undefined) => value !== undefined && value !== false && value !== 0 && value !== '' && value !== 'none'

/** Whether what a setting needs is not so, or the needs of that. */
export function isIdle(item: SettingItem, all: ReadonlyMap<string, SettingItem>, valueOf: ValueOf): boolean {
  if (item.needs === null) return false
  const value = valueOf(item.needs.key)
  const met = item.needs.among.length === 0 ? isOn(value) : item.needs.among.some((word) => word === value)
  const needed = all.get(item.needs.key)
  return !met || (needed !== undefined && isIdle(needed, all, valueOf))
}

type Warning = Extract<MessageKey, `settings.warn.${string}`>
type Check = (valueOf: ValueOf, channel: Channel) => boolean

const isEmpty = (value: SettingValue | undefined) => value === '' || (Array.isArray(value) && value.length === 0)
const never = (value: SettingValue | undefined) => {
  if (typeof value !== 'object' || Array.isArray(value)) return false
  const { week, opened } = Object.fromEntries(Object.entries(value))
  const none = (days: unknown) => typeof days === 'object' && days !== null && Object.values(days).every((day) => Array.isArray(day) && day.length === 0)
  return none(week) && none(opened)
}

const CHECKS: Readonly<Record<string, readonly [Warning, Check]>> = {
  'queue.distribution': ['settings.warn.nobody', (_, channel) => channel.queue.length === 0],
  'hours.calendar': ['settings.warn.no_days', (of) => never(of('hours.calendar'))],
  'hours.off_text': ['settings.warn.empty_text', (of) => isEmpty(of('hours.off_text'))],
  'auto.welcome_text': ['settings.warn.empty_text', (of) => isEmpty(of('auto.welcome_text'))],
  'auto.no_answer_text': ['settings.warn.empty_text', (of) => isEmpty(of('auto.no_answer_text'))],
  'auto.close_text': ['settings.warn.empty_text', (of) => isEmpty(of('auto.close_text'))],
  'auto.timeout_text': ['settings.warn.empty_text', (of) => isEmpty(of('auto.timeout_text'))],
  'consent.text': ['settings.warn.empty_text', (of) => isEmpty(of('consent.text'))],
  'auto.no_answer_after': ['settings.warn.late', (of) => Number(of('auto.no_answer_after')) >= Number(of('auto.timeout'))],
  'bot.id': ['settings.warn.no_bot', (of) => isEmpty(of('bot.id'))],
  'kpi.first_people': ['settings.warn.no_people', (of) => isEmpty(of('kpi.first_people'))],
  'kpi.further_people': ['settings.warn.no_people', (of) => isEmpty(of('kpi.further_people'))],
  'kpi.escalate_people': ['settings.warn.no_people', (of) => isEmpty(of('kpi.escalate_people'))],
}

/** What an administrator hardly means, by the values that are not saved yet. */
export function warningOf(item: SettingItem, valueOf: ValueOf, channel: Channel): Warning | null {
  const [warning, applies] = CHECKS[item.key] ?? []
  return warning !== undefined && applies?.(valueOf, channel) ? warning : null
}

/** Whether a number is one that the server would refuse. */
export function isOutside({ type, ge, le, zero }: SettingItem, value: SettingValue): boolean {
  if (type !== 'number' || typeof value !== 'number' || (value === 0 && zero !== null)) return false
  return (ge !== null && value < ge) || (le !== null && value > le)
}
