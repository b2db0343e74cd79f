/** What the shell and the view may ask of the chat. */
import { createCore, type CoreDeps } from './core'
import type { Api } from '../net/api'
import type { Command } from '../shell/messages'
import type { Attachment, Chat } from './state'

export interface Control {
  state: () => Chat
  command: (command: Command) => void
  /** The network is back, the machine woke up, the page is looked at again. */
  wake: () => void
  send: (text: string) => boolean
  redraw: () => void
  press: (label: string, payload: string) => void
  /** For what only a part that is fetched later asks. */
  post: Api['post']
  draft: (text: string) => void
  lastDraft: string
  attach: (files: readonly File[]) => void
  retryFile: (id: string) => void
  detach: (one: Attachment) => void
  retry: (clientId: string) => void
  discard: (clientId: string) => void
  older: () => void
  /** Whether the end of the transcript is in view. */
  atEnd: (is: boolean) => void
  dismiss: () => void
  close: () => void
  sound: (on: boolean) => void
  start: () => void
}

export function createControl(deps: CoreDeps): Control {
  const { options, world, report } = deps
  const core = createCore(deps)
  const { state, dispatch, store, connection, outbox, typing } = core

  function opened(open: boolean) {
    dispatch({ kind: 'set', part: { open } })
    if (!open) return
    // each time: whether somebody is there may have changed
    connection.configure()
    connection.wake()
  }

  async function attach(files: readonly File[]) {
    try {
      ;(await core.uploads()).add(files)
    } catch {
      core.alert({ kind: 'upload_failed', name: files[0]?.name ?? '' })
    }
  }

  function detach(all: readonly Attachment[]) {
    if (all.length > 0) void core.uploads().then(({ remove }) => remove(all.map(({ id }) => id)))
  }

  function forget() {
    for (const { client_id } of state().pending) outbox.discard(client_id)
    detach(state().attachments)
    connection.forget()
    for (const name of ['draft', 'seen']) store(name, null)
    dispatch({ kind: 'anew' })
    connection.configure() // somebody else may be asked who he is
  }

  async function older() {
    const first = state().messages[0]?.number
    if (state().older !== 'some' || first === undefined) return
    dispatch({ kind: 'set', part: { older: 'loading' } })
    const answer = await connection.api.history(first)
    if (state().messages[0]?.number !== first) return // another conversation by now
    dispatch(answer.kind === 'ok' ? { kind: 'older', ...answer.value } : { kind: 'set', part: { older: 'some' } })
  }

  function send(text: string): boolean {
    const ready = state().attachments.filter(({ phase }) => phase === 'done')
    const files = ready.map(({ file }) => file).filter((file) => file !== null)
    if (!text.trim() && files.length === 0) return false
    if (!outbox.add({ client_id: world.newId(), text: text.trim(), files })) {
      core.alert({ kind: 'full' })
      return false
    }
    typing.stop()
    store('draft', null)
    core.alert(null)
    detach(ready)
    return true
  }

  function command(command: Command) {
    switch (command.kind) {
      case 'open':
        return opened(command.open)
      case 'identify':
        return connection.identify(command.value)
      case 'reset':
        return forget()
      case 'stored':
        if (command.name === 'token') connection.adopt(command.value)
        if (command.name === 'seen') dispatch({ kind: 'seen', up_to: Number(command.value) })
    }
  }

  return {
    state,
    command,
    send,
    redraw: deps.changed,
    press(label, payload) {
      if (!outbox.add({ client_id: world.newId(), text: label, files: [], pressed: payload })) core.alert({ kind: 'full' })
    },
    post: (path, body) => connection.asVisitor(() => connection.api.post(path, body)),
    start() {
      connection.resume()
      outbox.wake()
    },
    wake() {
      connection.wake()
      outbox.wake()
      core.settle()
    },
    draft(text) {
      store('draft', text || null)
      typing.draft(text)
    },
    lastDraft: options.stored.draft ?? '',
    attach: (files) => void attach(files),
    retryFile: (id) => void core.uploads().then(({ retry }) => retry(id)),
    detach: (one) => detach([one]),
    retry: outbox.retry,
    discard: outbox.discard,
    older: () => void older(),
    atEnd: core.atEnd,
    dismiss: () => core.alert(null),
    close: () => report({ kind: 'close' }),
    sound: core.sound,
  }
}
