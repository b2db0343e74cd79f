import { Avatar } from './avatar'
import { Files } from './files'
import type { Line } from './lines'
import { Links } from './links'
import type { Ui } from './ui'

function Failed({ ui, id }: { ui: Ui; id: string }) {
  const { words, control } = ui
  return (
    <div class="actions">
      <button type="button" class="text" onClick={() => control.retry(id)}>
        {words.retry}
      </button>
      <button type="button" class="text" onClick={() => control.discard(id)}>
        {words.discard}
      </button>
    </div>
  )
}

/** One message. Who wrote it is also said in hidden text: side and colour say nothing to a screen reader. */
export function Bubble({ ui, line }: { ui: Ui; line: Line }) {
  const { words, formats } = ui
  const { message, at, goesOn, state, failed } = line
  const agent = message.author === 'agent'
  const name = message.author === 'customer' ? words.customer : (message.name ?? words[message.author])
  return (
    <div class={`row ${message.author}${goesOn ? ' on' : ''}${failed ? ' failed' : ''}`}>
      {agent && !goesOn && (
        <div class="who" aria-hidden="true">
          {name}
        </div>
      )}
      {agent && !goesOn && <Avatar ui={ui} name={name} url={message.avatar_url} />}
      <div class="bubble">
        <span class="unseen">{name}: </span>
        {message.reply_to && <blockquote dir="auto">{message.reply_to.text}</blockquote>}
        {message.text && (
          <p dir="auto">
            <Links text={message.text} />
          </p>
        )}
        <Files ui={ui} files={message.files} />
      </div>
      <div class="meta">
        {!Number.isNaN(at.getTime()) && (
          <time dateTime={at.toISOString()} title={formats.full(at)}>
            {formats.time(at)}
          </time>
        )}
        {state && <span class="state"> · {state}</span>}
      </div>
      {failed && <Failed ui={ui} id={failed} />}
    </div>
  )
}
