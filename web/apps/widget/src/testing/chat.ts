/** The whole chat without a view, against a server and a browser that do as they are told. */
import { createControl } from '../core/controller'
import type { Answer, Api } from '../net/api'
import type { Config, Message, Snapshot } from '../net/wire'
import type { Options, Report } from '../shell/messages'
import { fakeClock, fakeWire, message, settled, type FakeWire } from './fakes'

export const CONFIG: Config = {
  title: 'Shop',
  locale: null,
  color: null,
  agents_online: true,
  live_typing: false,
  origin_ok: true,
  limits: { text: 100, file: 10, files: 2 },
  form: null,
}
export const SNAPSHOT: Snapshot = { token: 'new', number: 0, messages: [], session: null, unread: 0, read_up_to: 0 }
export const ok = <T>(value: T): Answer<T> => ({ kind: 'ok', value })
export const refused = (status: number, code = '') => ({ kind: 'refused', status, code, retryAfterS: null }) as const
export const UNREACHABLE = { kind: 'unreachable' } as const

/** A server that can be told what to answer; it numbers what it accepts. */
function fakeServer() {
  const server = {
    asked: [] as string[],
    accepted: [] as string[],
    enter: (): Answer<Snapshot> => ok(SNAPSHOT),
    send: (number: number, client_id: string, text: string): Answer<Message> =>
      ok(message(number, { author: 'customer', client_id, text })),
    config: (): Answer<Config> => ok(CONFIG),
    post: (): Answer<unknown> => ok(null),
    token: (): string | null => null,
  }
  const api = (token: () => string | null): Api => {
    server.token = token
    const ask = <T>(what: string, answer: T) => {
      server.asked.push(what)
      return Promise.resolve(answer)
    }
    return {
      root: '',
      headers: () => ({}),
      config: () => ask('config', server.config()),
      enter: () => ask(`enter ${token()}`, server.enter()),
      send({ client_id, text, pressed }) {
        const answer = server.send(server.accepted.length + 1, client_id, text)
        if (answer.kind === 'ok') server.accepted.push(text)
        return ask(['send', text, pressed].filter(Boolean).join(' '), answer)
      },
      history: (before) => ask(`history ${before}`, ok({ messages: [message(1), message(2)], more: false })),
      typing: () => ask('typing', null),
      post: (path, body) => ask(`${path} ${JSON.stringify(body)}`, server.post()),
      read: (upTo) => ask(`read ${upTo}`, null),
      events: () => ask('events', ok([])),
    }
  }
  return { server, api }
}

export function setUp(stored: Record<string, string> = {}) {
  const { server, api } = fakeServer()
  const clock = fakeClock()
  const wires: FakeWire[] = []
  const reports: Report[] = []
  const warnings: string[] = []
  const page = { visible: true, ids: 0 }
  const options: Options = {
    key: 'k',
    base: 'https://desk.example',
    mode: 'inline',
    locale: 'en',
    look: {},
    stored,
    page: { url: '', title: '', referrer: '' },
  }
  const control = createControl({
    options,
    report(report) {
      reports.push(report)
      if (report.kind !== 'store') return
      if (report.value === null) delete stored[report.name]
      else stored[report.name] = report.value
    },
    changed: () => undefined,
    label: (count) => `unread ${count}`,
    world: {
      clock,
      api,
      socket() {
        wires.push(fakeWire())
        return wires.at(-1)!
      },
      visible: () => page.visible,
      newId: () => `id${(page.ids += 1)}`,
      beep: () => undefined,
      warn: (text) => warnings.push(text),
    },
  })
  const open = async (is = true) => {
    control.command({ kind: 'open', open: is, focus: false })
    await settled()
  }
  const write = async (text: string) => {
    control.send(text)
    await settled()
  }
  const wire = () => wires.at(-1)!
  const hear = (number: number, part: Partial<Message> = {}) =>
    wire().hear({ number, prev: number - 1, type: 'message.added', data: { message: message(number, part) } })
  const unread = () => reports.filter((report) => report.kind === 'unread').at(-1)
  return { control, server, clock, wires, wire, reports, warnings, page, stored, open, write, hear, unread }
}
