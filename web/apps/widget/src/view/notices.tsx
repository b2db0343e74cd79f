import type { Alert, Chat } from '../core/state'
import { fill, type Words } from '../i18n'
import { Icon } from './icons'
import type { Ui } from './ui'

function alertText({ words, formats }: Ui, chat: Chat, alert: Alert): string {
  switch (alert.kind) {
    case 'too_large':
      return fill(words.alert_too_large, alert.name, formats.size(chat.config?.limits.file ?? 0))
    case 'too_many':
      return fill(words.alert_many, chat.config?.limits.files ?? 0)
    case 'upload_failed':
      return fill(words.alert_upload, alert.name)
    case 'slow_down':
      return fill(words.alert_slow, alert.seconds)
    case 'full':
      return words.alert_full
    case 'anew':
      return words.alert_anew
  }
}

/** What went wrong, read out at once. */
export function AlertLine({ ui, chat }: { ui: Ui; chat: Chat }) {
  const { words, control } = ui
  return (
    <div role="alert">
      {chat.alert && (
        <p class="notice bad">
          <span>{alertText(ui, chat, chat.alert)}</span>
          <button type="button" aria-label={words.close} onClick={control.dismiss}>
            <Icon name="close" />
          </button>
        </p>
      )}
    </div>
  )
}

function lineText(words: Words, chat: Chat): string | null {
  if (chat.refused) return words.refused
  if (chat.link === 'lost') return chat.pending.length > 0 ? words.lost_unsent : words.lost
  if (chat.link === 'connecting' && chat.number === 0 && chat.messages.length === 0) return words.connecting
  return null
}

/** What stands between the customer and the server, if anything. */
export function LinkLine({ ui, chat }: { ui: Ui; chat: Chat }) {
  const text = lineText(ui.words, chat)
  return <div role="status">{text && <p class="notice">{text}</p>}</div>
}

function standText(words: Words, chat: Chat): string | null {
  const phase = chat.session?.phase
  if (chat.typing) return fill(words.typing, chat.typing.name ?? chat.session?.agent?.name ?? words.agent)
  if (phase === 'waiting' || phase === 'offered') return chat.config?.agents_online === false ? words.nobody : words.waiting
  if (chat.session?.closing && chat.pending.length === 0) return words.closing
  if (phase === 'closed' && chat.pending.length === 0) return words.closed
  if (chat.config?.agents_online === false && phase !== 'active') return words.nobody
  return null
}

/** Where the conversation stands: at most one line, and one announcement when it changes. */
export function Stand({ ui, chat }: { ui: Ui; chat: Chat }) {
  const text = standText(ui.words, chat)
  return (
    <div role="status" class="stand">
      {text}
      {chat.typing && (
        <span class="dots" aria-hidden="true">
          <i />
          <i />
          <i />
        </span>
      )}
    </div>
  )
}
