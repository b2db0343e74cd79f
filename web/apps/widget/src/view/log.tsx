import { Component, createRef, Fragment } from 'preact'
import type { Chat } from '../core/state'
import { Bubble } from './bubble'
import { Icon } from './icons'
import { linesOf } from './lines'
import type { Ui } from './ui'

interface LogProps {
  ui: Ui
  chat: Chat
}

/** So near to the end counts as reading along; so near to the top asks for more. */
const NEAR_PX = 48

/** The transcript. Keeps its place when older messages come in above, and the end in view while it is there. */
export class Log extends Component<LogProps> {
  #box = createRef<HTMLDivElement>()
  #atEnd = true
  #first: number | undefined
  #size = new ResizeObserver(() => this.#stick())

  override componentDidMount() {
    const box = this.#box.current
    if (box) this.#size.observe(box)
    this.#stick()
    this.#first = this.props.chat.messages[0]?.number
  }

  override componentWillUnmount() {
    this.#size.disconnect()
  }

  override getSnapshotBeforeUpdate() {
    const box = this.#box.current
    return box ? box.scrollHeight - box.scrollTop : 0
  }

  override componentDidUpdate(before: LogProps, _: object, fromEnd: number) {
    const { chat } = this.props
    const box = this.#box.current
    const first = chat.messages[0]?.number
    const wrote = chat.pending.length > before.chat.pending.length
    if (wrote || (chat.open && !before.chat.open)) this.#atEnd = true
    if (this.#atEnd) this.#stick()
    else if (box && first !== this.#first) box.scrollTop = box.scrollHeight - fromEnd
    this.#first = first
  }

  #stick = () => {
    const box = this.#box.current
    if (box && this.#atEnd) box.scrollTop = box.scrollHeight
  }

  #toEnd = () => {
    this.#atEnd = true
    this.#stick()
    this.props.ui.control.atEnd(true)
  }

  #scrolled = () => {
    const box = this.#box.current
    if (!box?.clientHeight) return // not shown
    this.#atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX
    this.props.ui.control.atEnd(this.#atEnd)
    if (box.scrollTop < NEAR_PX) this.props.ui.control.older()
  }

  render({ ui, chat }: LogProps) {
    const { words, control, formats } = ui
    const { messages, older } = chat
    const now = new Date()
    // what was there before is not news: it is not read out
    const quiet = messages.length > 1 && messages[0]?.number !== this.#first
    return (
      <div class="transcript">
        <div
          ref={this.#box}
          class="log"
          role="log"
          aria-live={quiet || older === 'loading' ? 'off' : 'polite'}
          aria-relevant="additions"
          aria-label={words.messages}
          tabIndex={0}
          onScroll={this.#scrolled}
          onLoadCapture={this.#stick}
        >
          {older !== 'none' && (
            <button type="button" class="text older" disabled={older === 'loading'} onClick={control.older}>
              {older === 'loading' ? words.loading : words.older}
            </button>
          )}
          {linesOf(chat, words).map((line) => (
            <Fragment key={line.key}>
              {line.newDay && !Number.isNaN(line.at.getTime()) && <div class="day">{formats.day(line.at, now)}</div>}
              <Bubble ui={ui} line={line} />
            </Fragment>
          ))}
        </div>
        {chat.unread > 0 && chat.open && (
          <button type="button" class="newest" onClick={this.#toEnd}>
            <Icon name="down" /> {words.newest}
          </button>
        )}
      </div>
    )
  }
}
