import type { FunctionComponent } from 'preact'
import type { Chat } from '../core/state'
import type { Ui } from './ui'

export interface AsksProps {
  ui: Ui
  chat: Chat
}

export const hasAsk = ({ config, session, messages, pending }: Chat) =>
  !!config?.form || !!session?.rating || (!pending[0] && !!messages.at(-1)?.buttons[0])

let fetched: { Asked: FunctionComponent<AsksProps> } | null | undefined

/** What the customer is asked, above the composer. Fetched when there is something: most visitors are never asked. */
export function Asks({ ui, chat }: AsksProps) {
  if (!hasAsk(chat)) return null
  if (fetched) return <fetched.Asked ui={ui} chat={chat} />
  if (fetched === undefined) {
    fetched = null
    import('./asked').then(
      (found) => {
        fetched = found
        ui.control.redraw()
      },
      () => (fetched = undefined), // with the next change it may come
    )
  }
  return null
}
