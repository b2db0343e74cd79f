/** The form as the server describes it, and what is wrong with an answer before it is sent. */
const KINDS = ['name', 'phone', 'email', 'text', 'choice', 'consent'] as const
export type Kind = (typeof KINDS)[number]

export interface Field {
  id: string
  kind: Kind
  label: string
  required: boolean
  options: readonly string[]
}

/** What has to be agreed to first, word for word as it is sent back. */
export interface Consent {
  text: string
  url: string
}

export interface Form {
  before: boolean
  title: string
  fields: readonly Field[]
  consent_url: string
  consent: Consent | null
}

export type Answers = Readonly<Record<string, string>>
export type Wrong = 'wrong_needed' | 'wrong_email' | 'wrong_phone'

export const YES = 'yes'
const LEAST_DIGITS = 5

const get = (value: unknown, name: string): unknown => (typeof value === 'object' && value ? Reflect.get(value, name) : null)
function text(value: unknown, name: string): string {
  const found = get(value, name)
  return typeof found === 'string' ? found : ''
}
const list = (value: unknown, name: string): readonly unknown[] => {
  const found = get(value, name)
  return Array.isArray(found) ? found : []
}

const consentOf = (value: unknown): Consent | null => (text(value, 'text') ? { text: text(value, 'text'), url: text(value, 'url') } : null)

/** A question of a kind that this version does not know cannot be asked. */
export function formOf(value: unknown): Form {
  return {
    before: get(value, 'before') === true,
    title: text(value, 'title'),
    consent_url: text(value, 'consent_url'),
    consent: consentOf(get(value, 'consent')),
    fields: list(value, 'fields').flatMap((field) => {
      const kind = KINDS.find((known) => known === get(field, 'kind'))
      return kind ? [{ id: text(field, 'id'), kind, label: text(field, 'label'), required: get(field, 'required') === true, options: list(field, 'options').map(String) }] : []
    }),
  }
}

export function wrongIn({ kind, required }: Field, answer = ''): Wrong | null {
  const given = answer.trim()
  if (!given) return required ? 'wrong_needed' : null
  if (kind === 'email' && !/^\S+@\S+$/.test(given)) return 'wrong_email'
  return kind === 'phone' && given.replace(/\D/g, '').length < LEAST_DIGITS ? 'wrong_phone' : null
}

export function allWrong(fields: readonly Field[], answers: Answers): Readonly<Record<string, Wrong>> {
  const found = fields.map(({ id, ...field }) => [id, wrongIn({ id, ...field }, answers[id])] as const)
  return Object.fromEntries(found.flatMap(([id, wrong]) => (wrong ? [[id, wrong]] : [])))
}
