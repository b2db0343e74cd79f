/** The welcome form as it is built (docs/behaviour/webchat.md W22). */
import type { SettingValue } from '@openline/api'

export const KINDS = ['name', 'email', 'phone', 'text', 'choice', 'consent'] as const
export type Kind = (typeof KINDS)[number]
/** What a contact has one of. */
const ONCE = ['name', 'email', 'phone'] as const satisfies readonly Kind[]
export const MAX_FIELDS = 10
export const MAX_OPTIONS = 20

export interface Field {
  id: string
  kind: Kind
  label: string
  required: boolean
  options: readonly string[]
}

const record = (value: unknown): Record<string, unknown> => Object.fromEntries(typeof value === 'object' && value !== null ? Object.entries(value) : [])
const words = (value: unknown) => (typeof value === 'string' ? value : '')

export function fieldsOf(value: SettingValue): Field[] {
  return (Array.isArray(value) ? value : []).map(record).flatMap(({ id, kind, label, required, options }) => {
    const known = KINDS.find((one) => one === kind)
    return known ? [{ id: words(id), kind: known, label: words(label), required: required === true, options: Array.isArray(options) ? options.map(String) : [] }] : []
  })
}

export const isOnce = (kind: Kind): kind is (typeof ONCE)[number] => ONCE.some((one) => one === kind)

/** What can still be asked. */
export function kindsLeft(fields: readonly Field[]): Kind[] {
  return fields.length >= MAX_FIELDS ? [] : KINDS.filter((kind) => !isOnce(kind) || !fields.some((field) => field.kind === kind))
}

/** A question with an id that no other has: answers are kept by it. */
export function fieldOf(kind: Kind, fields: readonly Field[], label: string): Field {
  const taken = new Set(fields.map(({ id }) => id))
  const numbers = Array.from({ length: MAX_FIELDS + 1 }, (_, index) => `${kind}_${index + 1}`)
  const id = isOnce(kind) && !taken.has(kind) ? kind : numbers.find((one) => !taken.has(one)) ?? kind
  return { id, kind, label, required: false, options: kind === 'choice' ? ['', ''] : [] }
}

export function moved(fields: readonly Field[], from: number, to: number): Field[] {
  const rest = fields.filter((_, index) => index !== from)
  const field = fields[from]
  return field ? [...rest.slice(0, to), field, ...rest.slice(to)] : [...fields]
}

/** One a line: there may be a comma in an answer. While one is being typed, its blanks stay where they are. */
export const optionsText = (options: readonly string[]) => options.join('\n')
export const optionsOf = (text: string) => text.split('\n').map((option) => option.slice(0, 100)).slice(0, MAX_OPTIONS)

export type Trouble = 'label' | 'options'

/** What the server would refuse, said before it does. */
export function trouble({ kind, label, options }: Field): Trouble | null {
  if (!isOnce(kind) && label.trim() === '') return 'label'
  const given = options.map((option) => option.trim())
  return kind === 'choice' && (given.includes('') || new Set(given).size < given.length || given.length < 2) ? 'options' : null
}
