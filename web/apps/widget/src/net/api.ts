/** The widget's requests. Every answer is a value; nothing is thrown for what is to be expected. */
import { like, parseConfig, parseMessage, parseMessages, parseSnapshot, raw } from './wire'
import type { Config, Message, Snapshot } from './wire'

export type Answer<T> =
  | { kind: 'ok'; value: T }
  | { kind: 'refused'; status: number; code: string; retryAfterS: number | null }
  | { kind: 'unreachable' }

export interface Outgoing {
  client_id: string
  text: string
  files: readonly string[]
  pressed?: string
}

export interface History {
  messages: Message[]
  more: boolean
}

export interface Api {
  config: () => Promise<Answer<Config>>
  /** Makes a visitor, or resumes the one of the token. */
  enter: (body: object) => Promise<Answer<Snapshot>>
  send: (message: Outgoing) => Promise<Answer<Message>>
  history: (before: number) => Promise<Answer<History>>
  typing: (on: boolean, text?: string) => Promise<unknown>
  read: (upTo: number) => Promise<unknown>
  /** For what only a part that is fetched later asks. */
  post: (path: string, body: object) => Promise<Answer<unknown>>
  events: (since: number, signal: AbortSignal) => Promise<Answer<readonly unknown[]>>
  /** For the one request that fetch cannot make. */
  headers: () => Record<string, string>
  root: string
}

const PATIENCE_MS = 20_000
const POLL_WAIT_S = 25
const PAGE = 50

export function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function refusal(response: Response, body: unknown): Answer<never> {
  const { status, headers } = response
  const { code, retry_after } = like({ code: '', retry_after: 0 }, body)
  return { kind: 'refused', status, code, retryAfterS: retry_after || Number(headers.get('retry-after')) || null }
}

/** An answer that is not what was agreed on comes from something in between: try again later. */
export function parsed<T>(answer: Answer<unknown>, parse: (value: unknown) => T | null): Answer<T> {
  if (answer.kind !== 'ok') return answer
  const value = answer.value === null ? null : parse(answer.value)
  return value === null ? { kind: 'unreachable' } : { kind: 'ok', value }
}

function parseHistory(value: unknown): History {
  const { items, next } = raw(value)
  return { messages: parseMessages(items), more: next != null }
}

function parseEvents(value: unknown): readonly unknown[] | null {
  const { items } = raw(value)
  return Array.isArray(items) ? items : null
}

export function createApi(base: string, key: string, token: () => string | null): Api {
  const root = `${base}/widget/v1/`
  const bearer = (): Record<string, string> => (token() ? { authorization: `Bearer ${token()}` } : {})

  async function call(path: string, body?: object, signal = AbortSignal.timeout(PATIENCE_MS)): Promise<Answer<unknown>> {
    const common: RequestInit = { headers: bearer(), credentials: 'omit', signal }
    const post = { method: 'POST', body: JSON.stringify(body), headers: { ...bearer(), 'content-type': 'application/json' } }
    try {
      const response = await fetch(root + path, body ? { ...common, ...post } : common)
      const value = json(await response.text())
      return response.ok ? { kind: 'ok', value } : refusal(response, value)
    } catch {
      return { kind: 'unreachable' }
    }
  }

  return {
    config: async () => parsed(await call(`${key}/config`), parseConfig),
    enter: async (body) => parsed(await call(`${key}/visitors`, body), parseSnapshot),
    send: async (message) => parsed(await call('messages', message), parseMessage),
    history: async (before) => parsed(await call(`messages?before=${before}&limit=${PAGE}`), parseHistory),
    typing: (on, text) => call('typing', text === undefined ? { on } : { on, text }),
    read: (upTo) => call('read', { up_to: upTo }),
    post: call,
    events: async (since, signal) =>
      parsed(await call(`events?since=${since}&wait=${POLL_WAIT_S}`, undefined, signal), parseEvents),
    headers: bearer,
    root,
  }
}
