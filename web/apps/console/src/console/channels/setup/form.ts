/** The values of a connector's settings between its declaration and the form. Pure. */
import type { ConfigValue, Connection, Connector, ConnectorField } from '@openline/api'
import { parseOrigins } from '../origins'

export type FormValue = string | boolean
export type FormValues = Record<string, FormValue>

/** What people fill in: not what the server makes, nor, at first, what a step of its own asks. */
export function shownFields(connector: Connector, all = false): ConnectorField[] {
  return connector.fields.filter((field) => !field.made_here && (all || field.key !== connector.transport_field))
}

export const isHidden = (field: ConnectorField): boolean => field.type === 'secret' || field.type === 'secrets'

function written(field: ConnectorField, value: ConfigValue): FormValue {
  if (isHidden(field)) return ''
  if (field.type === 'bool') return value === true
  if (Array.isArray(value)) return value.join('\n')
  return value === null || value === undefined ? '' : String(value)
}

export function startValues(fields: readonly ConnectorField[], connection: Connection | null): FormValues {
  return Object.fromEntries(fields.map((field) => [field.key, written(field, connection?.config[field.key] ?? field.default)]))
}

/** How many secrets are kept: of those only the number is told. */
export function keptSecrets(field: ConnectorField, connection: Connection | null): number {
  const value = connection?.config[field.key]
  return isHidden(field) && typeof value === 'number' ? value : 0
}

function lines(text: string): string[] {
  return text.split('\n').map((line) => line.trim()).filter(Boolean)
}

function entered(field: ConnectorField, value: FormValue): ConfigValue {
  if (typeof value === 'boolean') return value
  const text = value.trim()
  switch (field.type) {
    case 'whole':
      return text === '' ? null : Number(text)
    case 'origins':
      return parseOrigins(value).origins
    case 'secrets':
      return lines(value)
    default:
      return text === '' ? null : text
  }
}

/** Only what differs is sent: secrets that were not entered again stay. */
export function changedConfig(fields: readonly ConnectorField[], start: FormValues, values: FormValues): Record<string, ConfigValue> {
  const changed = fields.filter((field) => values[field.key] !== start[field.key])
  return Object.fromEntries(changed.map((field) => [field.key, entered(field, values[field.key] ?? '')]))
}

/** What can be said before anybody is asked: the word of what is wrong, by field. */
export function problemsOf(fields: readonly ConnectorField[], values: FormValues, connection: Connection | null): Record<string, string> {
  const found: Record<string, string> = {}
  for (const field of fields) {
    const value = values[field.key] ?? ''
    const empty = typeof value === 'string' && value.trim() === ''
    if (field.required && empty && keptSecrets(field, connection) === 0) found[field.key] = 'required'
    if (typeof value !== 'string' || empty) continue
    if (field.type === 'origins' && parseOrigins(value).wrong.length > 0) found[field.key] = 'not_origin'
    if (field.type === 'whole' && !Number.isInteger(Number(value))) found[field.key] = 'not_whole'
  }
  return found
}

/** The field that a refusal of the server names: `config.token` is `token`. */
export function refusedField(data: Readonly<Record<string, unknown>>): { field: string; reason: string } | null {
  const { field, reason } = data
  if (typeof field !== 'string' || !field.startsWith('config.')) return null
  return { field: field.slice('config.'.length), reason: typeof reason === 'string' ? reason : '' }
}
