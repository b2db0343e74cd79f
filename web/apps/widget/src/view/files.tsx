import { fill } from '../i18n'
import { Icon } from './icons'
import { webAddress, type Ui } from './ui'
import type { Attachment } from '../core/state'
import type { StoredFile } from '../net/wire'

const REL = 'noopener noreferrer nofollow'

/** Files of a message: pictures are shown, everything else is a link with its size, once it can be opened. */
export function Files({ ui, files }: { ui: Ui; files: readonly StoredFile[] }) {
  return files.map((file) => {
    const ready = file.state === 'ready'
    const href = ready ? webAddress(ui, file.url) : undefined
    const picture = ready && file.inline && file.type.startsWith('image/')
    return (
      <a key={file.id} class={picture ? 'picture' : 'file'} href={href} target="_blank" rel={REL}>
        {picture ? (
          <img src={webAddress(ui, file.preview_url ?? file.url)} alt={file.name} width={file.width ?? undefined} height={file.height ?? undefined} />
        ) : (
          <>
            <Icon name="file" />
            <span>
              {file.name} <small>{ui.formats.size(file.size)}</small>
            </span>
          </>
        )}
      </a>
    )
  })
}

function Chip({ ui, one }: { ui: Ui; one: Attachment }) {
  const { words, control, formats } = ui
  const name = fill(words.remove, one.name)
  return (
    <li class={one.phase}>
      <span class="name">{one.name}</span>
      {one.phase === 'uploading' && (
        <progress value={one.progress} aria-label={fill(words.uploading, one.name)} />
      )}
      {one.phase === 'done' && <small>{formats.size(one.size)}</small>}
      {one.phase === 'failed' && (
        <button type="button" class="text" onClick={() => control.retryFile(one.id)}>
          {words.retry}
        </button>
      )}
      <button type="button" aria-label={name} title={name} onClick={() => control.detach(one)}>
        <Icon name="close" />
      </button>
    </li>
  )
}

/** What goes with the next message. */
export function Tray({ ui, all }: { ui: Ui; all: readonly Attachment[] }) {
  return all.length > 0 ? (
    <ul class="tray">
      {all.map((one) => (
        <Chip key={one.id} ui={ui} one={one} />
      ))}
    </ul>
  ) : null
}
