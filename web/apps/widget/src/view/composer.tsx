import { Component, createRef, type TargetedEvent } from 'preact'
import type { Chat } from '../core/state'
import { fill } from '../i18n'
import { Tray } from './files'
import { Icon } from './icons'
import type { Ui } from './ui'

interface ComposerProps {
  ui: Ui
  chat: Chat
}

/** From here on the customer is told how much room is left. */
const TELL_LEFT = 200
const DEFAULT_LIMIT = 8_000
/** What an input method reports while it composes, in browsers that do not say so otherwise. */
const COMPOSING = 229

/** Without a real keyboard Enter starts a new line, and the button sends. */
const byTouch = () => matchMedia('(pointer: coarse)').matches

export class Composer extends Component<ComposerProps, { text: string }> {
  override state = { text: this.props.ui.control.lastDraft }
  #field = createRef<HTMLTextAreaElement>()
  #picker = createRef<HTMLInputElement>()

  #write = (text: string) => {
    this.setState({ text })
    this.props.ui.control.draft(text)
  }

  #send = (event: Event) => {
    event.preventDefault()
    const { ui, chat } = this.props
    if (chat.attachments.some(({ phase }) => phase === 'uploading')) return
    if (ui.control.send(this.state.text)) this.setState({ text: '' })
    this.#field.current?.focus()
  }

  #key = (event: KeyboardEvent) => {
    const composing = event.isComposing || event.keyCode === COMPOSING
    if (event.key === 'Enter' && !event.shiftKey && !composing && !byTouch()) this.#send(event)
  }

  #paste = (event: ClipboardEvent) => {
    const files = Array.from(event.clipboardData?.files ?? [])
    if (files.length === 0) return
    event.preventDefault()
    this.props.ui.control.attach(files)
  }

  #picked = ({ currentTarget }: TargetedEvent<HTMLInputElement>) => {
    this.props.ui.control.attach(Array.from(currentTarget.files ?? []))
    currentTarget.value = '' // the same file may be chosen again
  }

  override componentDidUpdate() {
    const field = this.#field.current
    if (!field || CSS.supports('field-sizing', 'content')) return
    field.style.height = 'auto'
    field.style.height = `${field.scrollHeight + 2}px`
  }

  render({ ui, chat }: ComposerProps, { text }: { text: string }) {
    const { words } = ui
    const limit = chat.config?.limits.text ?? DEFAULT_LIMIT
    const left = limit - text.length
    const uploading = chat.attachments.some(({ phase }) => phase === 'uploading')
    const empty = !text.trim() && !chat.attachments.some(({ phase }) => phase === 'done')
    return (
      <form onSubmit={this.#send}>
        <Tray ui={ui} all={chat.attachments} />
        {left <= TELL_LEFT && (
          <p class="left" role="status">
            {fill(words.chars_left, left)}
          </p>
        )}
        <div class="write">
          <button type="button" aria-label={words.attach} title={words.attach} onClick={() => this.#picker.current?.click()}>
            <Icon name="attach" />
          </button>
          <input ref={this.#picker} type="file" multiple hidden onChange={this.#picked} />
          <textarea
            ref={this.#field}
            rows={1}
            maxLength={limit}
            aria-label={words.placeholder}
            placeholder={words.placeholder}
            value={text}
            onInput={({ currentTarget }) => this.#write(currentTarget.value)}
            onKeyDown={this.#key}
            onPaste={this.#paste}
          />
          <button class="send" aria-label={words.send} title={words.send} disabled={empty || uploading}>
            <Icon name="send" />
          </button>
        </div>
      </form>
    )
  }
}
