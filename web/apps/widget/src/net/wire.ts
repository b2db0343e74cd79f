/** Shapes of the widget's API, and parsers that let nothing else in. Names are those of the wire. */

export interface StoredFile {
  id: string
  name: string
  size: number
  type: string
  width: number | null
  height: number | null
  url: string
  inline: boolean
  /** A picture of it, at most 1280 pixels wide or high, without the past of the original. */
  preview_url: string | null
  /** Only what is `ready` can be opened. */
  state: string
}

export type Author = 'customer' | 'agent' | 'system'

export interface Message {
  number: number
  id: string
  author: Author
  name: string | null
  avatar_url: string | null
  text: string
  files: readonly StoredFile[]
  reply_to: { number: number; text: string } | null
  client_id: string | null
  state: string
  at: string
  /** May be pressed instead of writing, while it is the last message. Read by who draws them. */
  buttons: readonly unknown[]
}

export interface Agent {
  name: string
  avatar_url: string | null
  position: string | null
}

export type Phase = 'waiting' | 'offered' | 'active' | 'closed'

export interface Session {
  phase: Phase
  agent: Agent | null
  /** It ends soon, and goes on when the customer writes. */
  closing: boolean
  /** Read by who draws it; nothing while nothing is asked. */
  rating: unknown
}

export interface Config {
  title: string | null
  locale: string | null
  color: string | null
  agents_online: boolean
  live_typing: boolean
  origin_ok: boolean
  limits: { text: number; file: number; files: number }
  /** What is still to be asked of this visitor. Read by who draws it. */
  form: unknown
}

export interface Snapshot {
  token: string
  number: number
  messages: readonly Message[]
  session: Session | null
  unread: number
  read_up_to: number
}

export type Frame =
  | { type: 'message.added'; number: number; prev: number; message: Message }
  | { type: 'conversation.read'; number: number; prev: number; up_to: number }
  | { type: 'session.changed'; number: number; prev: number; session: Session }
  | { type: 'numbered'; number: number; prev: number }
  | { type: 'hello'; number: number }
  | { type: 'typing'; on: boolean; name: string | null }
  | { type: 'resync' }

type Raw = Readonly<Record<string, unknown>>

const LIMITS = { text: 8_000, file: 25_000_000, files: 10 }
const FILE: StoredFile = { id: '', name: '', size: 0, type: '', width: null, height: null, url: '', inline: false, preview_url: null, state: 'ready' }
const AGENT: Agent = { name: '', avatar_url: null, position: null }
const MESSAGE = { number: 0, id: '', name: null, avatar_url: null, text: '', client_id: null, state: 'sent', at: '' }
const CONFIG = { title: null, locale: null, color: null, agents_online: true, live_typing: false, origin_ok: true }
const QUOTE = { number: 0, text: '' }
const AUTHORS: readonly string[] = ['customer', 'agent', 'system'] satisfies Author[]
const PHASES: readonly string[] = ['waiting', 'offered', 'active', 'closed'] satisfies Phase[]

const isRaw = (value: unknown): value is Raw => typeof value === 'object' && value !== null
export const raw = (value: unknown): Raw => (isRaw(value) ? value : {})
const isAuthor = (value: unknown): value is Author => AUTHORS.includes(String(value))
const isPhase = (value: unknown): value is Phase => PHASES.includes(String(value))
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const present = <T>(value: T | null): value is T => value !== null

/** The fields of the model, each from the value where it has the model's type there; where the model has null, any simple one. */
export function like<T extends object>(model: T, value: unknown): T {
  const given = raw(value)
  const fields = Object.entries(model).map(([name, basic]: [string, unknown]) => {
    const found = given[name]
    const fits = basic === null ? /string|number/.test(typeof found) : typeof found === typeof basic
    return [name, fits ? found : basic]
  })
  return Object.fromEntries(fields) as T
}

export function parseFile(value: unknown): StoredFile | null {
  const file = like(FILE, value)
  return file.id && file.url ? file : null
}

export const parseFiles = (value: unknown): StoredFile[] => list(value).map(parseFile).filter(present)

export function parseMessage(value: unknown): Message | null {
  const { author, files, reply_to, buttons } = raw(value)
  const message = like<Omit<Message, 'author' | 'files' | 'reply_to' | 'buttons'>>(MESSAGE, value)
  if (!message.number || !isAuthor(author)) return null
  return { ...message, author, files: parseFiles(files), reply_to: reply_to ? like(QUOTE, reply_to) : null, buttons: list(buttons) }
}

export const parseMessages = (value: unknown): Message[] => list(value).map(parseMessage).filter(present)

function parseSession(value: unknown): Session | null {
  const { phase, agent, closing, rating } = raw(value)
  if (!isPhase(phase)) return null
  return { phase, agent: agent ? like(AGENT, agent) : null, closing: !!closing, rating }
}

export function parseConfig(value: unknown): Config {
  return { ...like<Omit<Config, 'limits' | 'form'>>(CONFIG, value), limits: like(LIMITS, raw(value).limits), form: raw(value).form }
}

export function parseSnapshot(value: unknown): Snapshot | null {
  const { token, number } = like({ token: '', number: 0 }, value)
  const { messages, conversation } = raw(value)
  if (!token) return null
  return {
    ...like({ unread: 0, read_up_to: 0 }, conversation),
    token,
    number,
    messages: parseMessages(messages),
    session: parseSession(raw(conversation).session),
  }
}

/** `null` is a frame of a kind that this version does not know and that carries no number. */
export function parseFrame(value: unknown): Frame | null {
  const { type, data } = raw(value)
  const { number, prev } = like({ number: 0, prev: 0 }, value)
  // the few fields of the unnumbered ones stand beside the type, or in the data
  if (type === 'resync') return { type }
  if (type === 'typing') return { type, ...like<{ on: boolean; name: string | null }>({ on: false, name: null }, data ?? value) }
  if (type === 'hello') return { type, number: number || like({ number: 0 }, data).number }
  if (!number) return null
  const message = type === 'message.added' && parseMessage(raw(data).message)
  if (message) return { type: 'message.added', number, prev, message }
  const session = type === 'session.changed' && parseSession(data)
  if (session) return { type: 'session.changed', number, prev, session }
  if (type === 'conversation.read') return { type, number, prev, ...like({ up_to: 0 }, data) }
  return { type: 'numbered', number, prev }
}
