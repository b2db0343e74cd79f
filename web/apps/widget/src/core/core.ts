/** Ties state, connection and outbox together. The only place that decides what follows from what. */
import type { Api } from '../net/api'
import { createConnection, type Connection } from '../net/connection'
import { createMarks } from './marks'
import { createOutbox, restore, type Outbox } from './outbox'
import type { Options, Report } from '../shell/messages'
import { EMPTY, reduce, type Action, type Alert, type Chat } from './state'
import { createTyping, type Typing } from './typing'
import type { Uploads } from './uploads'
import { parseFrame, type Frame } from '../net/wire'
import type { World } from './world'

/** A hint that nobody renews is over. */
const TYPING_MS = 8_000

export interface CoreDeps {
  options: Options
  world: World
  report: (report: Report) => void
  /** The state is another one. */
  changed: () => void
  /** What the launcher is called with so many unread messages. */
  label: (unread: number) => string
}

export interface Core {
  state: () => Chat
  dispatch: (action: Action) => void
  store: (name: string, value: string | null) => void
  alert: (alert: Alert | null) => void
  /** The end of the transcript came into view, or left it. */
  atEnd: (is: boolean) => void
  sound: (on: boolean) => void
  settle: () => void
  connection: Connection
  outbox: Outbox
  /** Fetched when the first file is chosen. */
  uploads: () => Promise<Uploads>
  typing: Typing
}

export function createCore({ options, world, report, changed, label }: CoreDeps): Core {
  const { clock } = world
  const restored = restore(options.stored, clock.now())
  const sound = (options.stored.sound ?? options.look.sound) === 'on'
  let state: Chat = { ...EMPTY, sound, pending: restored, seenUpTo: Number(options.stored.seen) || 0 }
  let atEnd = true
  let typingOver: (() => void) | null = null

  const store = (name: string, value: string | null) => report({ kind: 'store', name, value })
  const tell = (name: string, detail: unknown) => report({ kind: 'event', name, detail })
  const set = (part: Extract<Action, { kind: 'set' }>['part']) => dispatch({ kind: 'set', part })
  const alert = (found: Alert | null) => set({ alert: found })
  const reading = () => state.open && atEnd && world.visible()

  function dispatch(action: Action) {
    const before = state
    state = reduce(state, action)
    if (state === before) return
    changed()
    if (state.stale && !before.stale) connection.resume()
    if (state.link === 'live' && before.link !== 'live') marks.again()
    marks.settle()
  }

  function frame(data: unknown) {
    const parsed = parseFrame(data)
    if (!parsed) return
    const before = state.number
    dispatch({ kind: 'frame', frame: parsed })
    if (parsed.type === 'typing') hinted()
    if (parsed.type === 'message.added' && state.number > before) arrived(parsed)
  }

  function hinted() {
    typingOver?.()
    typingOver = clock.after(TYPING_MS, () => set({ typing: null }))
  }

  function arrived({ message }: Extract<Frame, { type: 'message.added' }>) {
    if (message.client_id) outbox.confirm(message.client_id)
    if (message.author === 'customer') return
    tell('message', { author: message.author, number: message.number })
    if (state.sound && !reading()) world.beep()
  }

  const connection = createConnection({ options, world, dispatch, store, frame, state: () => state, ready: () => outbox.wake() })
  const api: Api = connection.api

  const marks = createMarks({
    dispatch,
    reading,
    state: () => state,
    send: connection.send,
    read: (upTo) => void api.read(upTo),
    unread: (count) => report({ kind: 'unread', count, label: label(count) }),
    seen: (upTo) => store('seen', String(upTo)),
  })

  const outbox = createOutbox(
    {
      clock,
      store,
      send: ({ client_id, text, files, pressed }) =>
        connection.asVisitor(() => api.send({ client_id, text, files: files.map(({ id }) => id), pressed: pressed || undefined })),
      changed: (pending) => set({ pending }),
      sent(message) {
        dispatch({ kind: 'sent', message })
        if (state.alert?.kind === 'slow_down') alert(null)
      },
      slowedDown: (seconds) => alert({ kind: 'slow_down', seconds }),
    },
    restored,
  )

  const fetchUploads = async () => {
    const { createUploads, upload } = await import('./files')
    return createUploads({
      alert,
      limits: () => state.config?.limits ?? { file: Infinity, files: Infinity },
      upload: (file, progress, signal) => connection.asVisitor(() => upload(api, file, progress, signal)),
      changed: (attachments) => set({ attachments }),
      newId: world.newId,
    })
  }
  let uploads: Promise<Uploads> | null = null

  const typing = createTyping({
    clock,
    live: () => (state.config?.live_typing && !!state.session?.agent) ?? false,
    send(on, text) {
      if (!connection.known() || state.link !== 'live') return
      const hint = text === undefined ? { on } : { on, text }
      if (!connection.send({ type: 'typing', ...hint })) void api.typing(on, text)
    },
  })

  return {
    state: () => state,
    dispatch,
    store,
    alert,
    atEnd(is) {
      atEnd = is
      marks.settle()
    },
    sound(on) {
      store('sound', on ? 'on' : 'off')
      set({ sound: on })
      // heard now, while the click still lets the browser play
      if (on) world.beep()
    },
    settle: marks.settle,
    connection,
    outbox,
    uploads: () =>
      (uploads ??= fetchUploads().catch((problem: unknown) => {
        uploads = null // it may come the next time
        throw problem
      })),
    typing,
  }
}
