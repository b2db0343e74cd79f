import { Component } from 'preact'
import type { Chat } from '../core/state'
import { Asks } from './asks'
import { Composer } from './composer'
import { Header } from './header'
import { Log } from './log'
import { AlertLine, LinkLine, Stand } from './notices'
import type { Ui } from './ui'

interface PanelProps {
  ui: Ui
  chat: Chat
  /** It fills the screen: what is behind it is out of reach. */
  modal: boolean
}

/** Everything between the header and the composer, and the ways in that belong to no single part. */
export class Panel extends Component<PanelProps, { over: boolean }> {
  override state = { over: false }

  #key = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.isComposing && this.props.ui.options.mode !== 'page') this.props.ui.control.close()
  }

  #over = (event: DragEvent) => {
    event.preventDefault()
    event.stopPropagation()
    this.setState({ over: true })
  }

  #leave = ({ currentTarget, relatedTarget }: DragEvent) => {
    if (!(currentTarget instanceof Node && relatedTarget instanceof Node && currentTarget.contains(relatedTarget)))
      this.setState({ over: false })
  }

  #drop = (event: DragEvent) => {
    event.preventDefault()
    event.stopPropagation()
    this.setState({ over: false })
    this.props.ui.control.attach(Array.from(event.dataTransfer?.files ?? []))
  }

  render({ ui, chat, modal }: PanelProps, { over }: { over: boolean }) {
    const { words, options } = ui
    const inline = options.mode === 'inline'
    const title = options.look.title ?? chat.config?.title ?? words.chat
    const empty = chat.messages.length + chat.pending.length === 0
    return (
      <section
        class={`chat ${options.mode}`}
        role={inline ? 'dialog' : 'main'}
        aria-modal={inline ? modal : undefined}
        aria-labelledby="title"
        tabIndex={-1}
        lang={words.lang}
        dir={options.look.dir === 'rtl' ? 'rtl' : 'ltr'}
        onKeyDown={this.#key}
        onDragOver={this.#over}
        onDragLeave={this.#leave}
        onDrop={this.#drop}
      >
        <Header ui={ui} chat={chat} title={title} />
        <LinkLine ui={ui} chat={chat} />
        {empty && !chat.refused && <p class="greeting">{words.greeting}</p>}
        <Log ui={ui} chat={chat} />
        <Asks ui={ui} chat={chat} />
        <Stand ui={ui} chat={chat} />
        <AlertLine ui={ui} chat={chat} />
        {!chat.refused && <Composer ui={ui} chat={chat} />}
        {over && <p class="over">{words.drop}</p>}
      </section>
    )
  }
}
