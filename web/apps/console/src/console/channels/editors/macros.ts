/** Macros of texts for customers and colleagues (docs/behaviour/life.md L20), filled as the server fills them. */
import type { SettingItem } from '@openline/api'

export const MACROS = ['CUSTOMER_NAME', 'OPERATOR', 'SESSION_ID', 'DIALOG'] as const
/** Canned responses know more: whoever chooses one sees what it comes to. */
export const CANNED_MACROS = [...MACROS, 'CUSTOMER_EMAIL', 'CUSTOMER_PHONE', 'CHANNEL'] as const
export type Macro = (typeof CANNED_MACROS)[number]
const OF_COLLEAGUES: readonly Macro[] = ['OPERATOR', 'DIALOG']
const MACRO = /((?:,? )?)#([A-Z_]{2,32})#/g

/** Which may stand in a text: what is said at the widget's buttons is the same for everybody. */
export function macrosOf({ key, group, type }: Pick<SettingItem, 'key' | 'group' | 'type'>): readonly Macro[] {
  if (key.startsWith('rating.widget_') || key.endsWith('_url') || key.endsWith('.url') || key.startsWith('form.') || group === 'crm') return []
  if (group === 'kpi') return OF_COLLEAGUES
  return type === 'text' || type === 'reminders' ? MACROS : []
}

const isMacro = (name: string, known: readonly string[]) => known.includes(name)

/** What looks like a macro and is none here: it is sent as it was written. */
export function unknownMacros(text: string, known: readonly Macro[]): string[] {
  const names = [...text.matchAll(MACRO)].map(([, , name = '']) => name)
  return [...new Set(names.filter((name) => !isMacro(name, known)))].map((name) => `#${name}#`)
}

/** The text as it is read; where nothing is known, what stands before it goes, too: "Hello, #CUSTOMER_NAME#!". */
export function filled(text: string, values: Readonly<Partial<Record<Macro, string>>>): string {
  return text.replace(MACRO, (whole, before: string, name: string) => {
    const value = Object.entries(values).find(([known]) => known === name)?.[1]
    return value === undefined ? whole : value && before + value
  })
}
