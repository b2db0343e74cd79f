import type { StoredFile } from '@openline/api'
import { Icon } from '@openline/ui'
import { useIntl } from 'react-intl'
import { fileSize } from './fileSize'
import styles from './MessageBubble.module.css'

const WIDEST = 320
const HIGHEST = 280

/** Keeps the place of a picture before it has loaded, so that nothing jumps. */
export function pictureBox(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(1, WIDEST / width, HIGHEST / height)
  return { width: Math.round(width * scale), height: Math.round(height * scale) }
}

export function FileView({ file }: { file: StoredFile }) {
  const intl = useIntl()
  if (file.inline && file.type.startsWith('image/')) {
    const box = file.width && file.height ? pictureBox(file.width, file.height) : {}
    return (
      <a className={styles.picture} href={file.url} target="_blank" rel="noopener noreferrer">
        <img src={file.url} alt={file.name} loading="lazy" {...box} />
      </a>
    )
  }
  return (
    <a className={styles.file} href={file.url} target="_blank" rel="noopener noreferrer" download={file.name}>
      <Icon name="file" size={20} />
      <span>
        <b>{file.name}</b>
        <small>{fileSize(intl, file.size)}</small>
      </span>
      <Icon name="download" size={16} />
    </a>
  )
}
