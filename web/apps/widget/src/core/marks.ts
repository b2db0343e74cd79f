/** Delivered and read: tells the server what was shown, the shell what was not, and says each thing once. */
import { lastInbound, type Action, type Chat } from './state'

export interface MarkDeps {
  state: () => Chat
  dispatch: (action: Action) => void
  /** Open, in view, and scrolled to the end. */
  reading: () => boolean
  send: (frame: object) => boolean
  read: (upTo: number) => void
  unread: (count: number) => void
  seen: (upTo: number) => void
}

export interface Marks {
  settle: () => void
  /** A new line: what was said into the old one may be lost. */
  again: () => void
}

export function createMarks(deps: MarkDeps): Marks {
  let read = 0
  let delivered = 0
  let counted = 0

  function settle() {
    const last = lastInbound(deps.state())
    const live = deps.state().link === 'live'
    if (last && deps.reading()) {
      if (last > deps.state().seenUpTo) {
        deps.dispatch({ kind: 'seen', up_to: last })
        deps.seen(last)
      }
      if (live && last > read) {
        read = delivered = last
        if (!deps.send({ type: 'read', up_to: last })) deps.read(last)
      }
    } else if (live && last > delivered) {
      delivered = last
      deps.send({ type: 'delivered', up_to: last })
    }
    const { unread } = deps.state()
    if (unread !== counted) deps.unread((counted = unread))
  }

  return {
    settle,
    again() {
      read = delivered = 0
    },
  }
}
