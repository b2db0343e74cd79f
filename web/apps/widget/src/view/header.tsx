import { Icon } from './icons'
import type { Ui } from './ui'
import { Avatar } from './avatar'
import type { Chat } from '../core/state'

/** The name under which the chat, or the agent in it, is known to the customer. */
export function Header({ ui, chat, title }: { ui: Ui; chat: Chat; title: string }) {
  const { words, control, options } = ui
  const agent = chat.session?.phase === 'active' ? chat.session.agent : null
  const Title = options.mode === 'inline' ? 'h2' : 'h1'
  const { sound } = chat
  const soundName = sound ? words.sound_off : words.sound_on
  return (
    <header>
      {agent && <Avatar ui={ui} name={agent.name} url={agent.avatar_url} />}
      <div class="names">
        <Title id="title">{title}</Title>
        {agent ? <p>{agent.name}{agent.position && ` · ${agent.position}`}</p> : chat.config?.agents_online && !chat.refused && <p>{words.online}</p>}
      </div>
      <button type="button" aria-label={soundName} title={soundName} onClick={() => control.sound(!sound)}>
        <Icon name={sound ? 'bell' : 'bell_off'} />
      </button>
      {options.mode !== 'page' && (
        <button type="button" aria-label={words.close} title={words.close} onClick={control.close}>
          <Icon name="close" />
        </button>
      )}
    </header>
  )
}
