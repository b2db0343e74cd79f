import type { StoredFile } from '@openline/api'
import { Icon } from '@openline/ui'
import type { MouseEvent } from 'react'
import { useText } from '../../i18n/text'
import { clock } from '../../i18n/times'
import { useViewer } from '../viewer/useViewer'
import { boxOf } from './box'
import styles from './media.module.css'
import { shapeOf, smallest } from './shown'

/** Ctrl, middle and the like keep their meaning: the file itself in a tab of its own. */
function plain(event: MouseEvent): boolean {
  return event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey
}

/** The small picture of an image or a video; a click opens it large. In an album it fills its cell. */
export function Picture({ file, cell = false }: { file: StoredFile; cell?: boolean }) {
  const text = useText()
  const view = useViewer()
  const shape = shapeOf(file)
  const moving = shape !== 'picture'
  const box = cell ? null : boxOf(file)
  return (
    <a
      className={styles.picture}
      data-cell={cell || undefined}
      data-round={shape === 'round' || undefined}
      href={file.url}
      target="_blank"
      rel="noopener noreferrer"
      aria-label={moving ? text('media.watch', { name: file.name }) : undefined}
      onClick={(event) => {
        if (plain(event) && view?.(file.id)) event.preventDefault()
      }}
    >
      {moving && !file.thumb_url
        ? <span className={styles.blank} style={box ?? undefined} />
        : <img src={smallest(file)} alt={file.name} loading="lazy" decoding="async" {...box} />}
      {moving && (
        <>
          <span className={styles.start}><Icon name="play" size={22} /></span>
          {file.duration_ms !== null && <span className={styles.length}>{clock(file.duration_ms / 1000)}</span>}
        </>
      )}
      {file.type === 'image/gif' && <span className={styles.length}>GIF</span>}
    </a>
  )
}
