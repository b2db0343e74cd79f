/** Who we are to the server: the token, how it is got, renewed and lost. One request at a time. */
import type { Answer } from './api'
import type { Page } from '../shell/messages'
import { raw, type Snapshot } from './wire'

export interface VisitorDeps {
  ask: (body: object) => Promise<Answer<Snapshot>>
  page: Page
  locale: string
  token: string | null
  keep: (token: string | null) => void
  entered: (snapshot: Snapshot) => void
  /** The token was good once and is no longer. */
  lost: () => void
}

export interface Visitor {
  token: () => string | null
  /** Resumes with the token, or makes a new visitor without one. */
  enter: () => Promise<Answer<Snapshot>>
  lose: () => void
  /** Another tab got one; true when it was wanted here. */
  adopt: (value: string) => boolean
  /** Lost on purpose. */
  forget: () => void
  identify: (value: unknown) => void
}

const word = (value: unknown) => (typeof value === 'string' && value ? value : undefined)

export function createVisitor(deps: VisitorDeps): Visitor {
  let token = deps.token
  let running: Promise<Answer<Snapshot>> | null = null
  let who: object = {}

  const set = (value: string | null) => {
    token = value
    deps.keep(value)
  }

  function lose() {
    if (token === null) return
    set(null)
    deps.lost()
  }

  async function enter(): Promise<Answer<Snapshot>> {
    const asked = token
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
    const answer = await deps.ask({ ...who, page: deps.page, locale: deps.locale, time_zone: timeZone })
    // forgotten meanwhile: what came is about somebody else
    if (token !== asked) return { kind: 'unreachable' }
    if (answer.kind === 'ok') {
      set(answer.value.token)
      deps.entered(answer.value)
    } else if (answer.kind === 'refused' && answer.status === 401) lose()
    return answer
  }

  return {
    token: () => token,
    lose,
    adopt(value) {
      if (token !== null) return false
      set(value)
      return true
    },
    forget() {
      who = {}
      set(null)
    },
    enter: () =>
      (running ??= enter().finally(() => {
        running = null
      })),
    identify(value) {
      const { id, signature, ...rest } = raw(value)
      const profile = { name: word(rest.name), email: word(rest.email) }
      who = id ? { profile, identity: { ...profile, id, signature } } : { profile }
    },
  }
}
