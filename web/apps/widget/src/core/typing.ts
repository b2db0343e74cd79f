/** Tells the agents that the customer types; what he types only where the connection says so. */
import type { Clock } from './clock'

/** At most one frame in this time, and always the last draft. */
const LIVE_MS = 400
const HINT_MS = 3_000
/** What the agent is shown of a long draft: its end. */
const MOST_SHOWN = 2_000
/** What is left of a character that the cut went through. */
const HALF = /^[\udc00-\udfff]/
/** After so long without a key the customer is thinking, not typing. */
const PAUSE_MS = 6_000

export interface TypingDeps {
  send: (on: boolean, text?: string) => void
  live: () => boolean
  clock: Clock
}

export interface Typing {
  draft: (text: string) => void
  /** The draft was sent or thrown away. */
  stop: () => void
}

export function createTyping({ send, live, clock }: TypingDeps): Typing {
  let latest = ''
  let told = false
  let next: (() => void) | null = null
  let pause: (() => void) | null = null

  function tell() {
    told = true
    const said = latest
    if (live()) send(true, said.slice(-MOST_SHOWN).replace(HALF, ''))
    else send(true)
    next = clock.after(live() ? LIVE_MS : HINT_MS, () => {
      next = null
      if (live() && latest !== said) tell()
    })
  }

  function stop() {
    next?.()
    pause?.()
    next = pause = null
    latest = ''
    if (told) send(false)
    told = false
  }

  return {
    stop,
    draft(text) {
      if (!text.trim()) return stop()
      latest = text
      pause?.()
      pause = clock.after(PAUSE_MS, () => {
        if (told) send(false)
        told = false
      })
      if (!next) tell()
    },
  }
}
