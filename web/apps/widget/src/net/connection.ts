/** From nothing to a live line: settings, visitor, snapshot, stream, and what to do when one of them is refused. */
import type { Answer, Api } from './api'
import { createRetry } from '../core/clock'
import type { Options } from '../shell/messages'
import type { Action, Chat } from '../core/state'
import { createStream } from './stream'
import { createVisitor } from './visitor'
import type { World } from '../core/world'
import type { Snapshot } from './wire'

export interface ConnectionDeps {
  options: Options
  world: World
  state: () => Chat
  dispatch: (action: Action) => void
  store: (name: string, value: string | null) => void
  frame: (data: unknown) => void
  /** There is a token, old or new. */
  ready: () => void
}

export interface Connection {
  api: Api
  /** The settings, for a panel that is open. */
  configure: () => void
  /** The snapshot, for a visitor who is known. */
  resume: () => void
  /** Does something as a visitor, who is made if there is none. */
  asVisitor: <T>(request: () => Promise<Answer<T>>) => Promise<Answer<T>>
  identify: (value: unknown) => void
  adopt: (token: string | null) => void
  forget: () => void
  wake: () => void
  send: (frame: object) => boolean
  known: () => boolean
}

/** Refusals that no second try changes. */
const NOT_HERE = ['origin_not_allowed', 'widget_not_found']

export function createConnection({ options, world, state, dispatch, store, frame, ready }: ConnectionDeps): Connection {
  const { clock } = world
  const visitor = createVisitor({
    ask: (body) => api.enter(body),
    page: options.page,
    locale: options.locale,
    token: options.stored.token ?? null,
    keep: (token) => store('token', token),
    entered(snapshot) {
      dispatch({ kind: 'entered', snapshot })
      stream.start()
      ready()
    },
    lost() {
      stream.stop()
      dispatch({ kind: 'anew' })
      dispatch({ kind: 'set', part: { alert: { kind: 'anew' } } })
      ready()
    },
  })
  const api = world.api(visitor.token)

  const stream = createStream({
    clock,
    frame,
    open: () => {
      const address = `${options.base.replace(/^http/, 'ws')}/widget/v1/stream?since=${state().number}`
      return world.socket(address, ['openline.v1', `bearer.${visitor.token()}`])
    },
    poll: (signal) => api.events(state().number, signal),
    linked: (link) => dispatch({ kind: 'linked', link }),
    refused(why) {
      if (why === 'token') visitor.lose()
      else notHere()
    },
  })

  function notHere() {
    stream.stop()
    dispatch({ kind: 'set', part: { refused: true } })
    world.warn('this site is not among the allowed origins of the chat')
  }

  const unwanted = (answer: Answer<unknown>) => answer.kind === 'refused' && NOT_HERE.includes(answer.code)

  async function enter(): Promise<Answer<Snapshot>> {
    if (state().refused) return { kind: 'unreachable' }
    const answer = await visitor.enter()
    if (unwanted(answer)) notHere()
    if (answer.kind !== 'refused' || answer.code !== 'identity_refused') return answer
    // the site's signature of its user is wrong: better a stranger than nobody
    visitor.identify(null)
    world.warn('the signature of the identity is wrong, the visitor stays a stranger')
    return visitor.enter()
  }

  const settings = createRetry(async () => {
    const answer = await api.config()
    if (answer.kind === 'ok') dispatch({ kind: 'set', part: { config: answer.value } })
    if (unwanted(answer) || state().config?.origin_ok === false) notHere()
    else if (!visitor.token()) dispatch({ kind: 'linked', link: answer.kind === 'ok' ? 'off' : 'lost' })
    return answer.kind === 'ok' || state().refused
  }, clock)

  const snapshot = createRetry(async () => {
    if (!visitor.token() || state().refused) return true
    stream.stop()
    const answer = await enter()
    if (answer.kind !== 'ok') dispatch({ kind: 'linked', link: 'lost' })
    return answer.kind === 'ok' || !visitor.token() || state().refused
  }, clock)

  return {
    api,
    configure: settings.run,
    resume: snapshot.run,
    async asVisitor(request) {
      if (!visitor.token()) {
        const answer = await enter()
        // a refusal of the visitor says nothing about what he sends, except to wait
        if (answer.kind !== 'ok') return answer.kind === 'refused' && answer.retryAfterS ? answer : { kind: 'unreachable' }
      }
      const answer = await request()
      if (answer.kind === 'refused' && answer.status === 401) visitor.lose()
      return answer
    },
    identify(value) {
      visitor.identify(value)
      snapshot.run()
    },
    adopt(token) {
      if (token === null) visitor.lose()
      else if (visitor.adopt(token)) snapshot.run()
    },
    forget() {
      stream.stop()
      visitor.forget()
    },
    wake() {
      settings.wake()
      snapshot.wake()
      stream.wake()
    },
    send: stream.send,
    known: () => visitor.token() !== null,
  }
}
