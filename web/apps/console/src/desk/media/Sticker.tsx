import type { StoredFile } from '@openline/api'
import { useReducedMotion } from '@mantine/hooks'
import { useText } from '../../i18n/text'
import styles from './media.module.css'

export function Sticker({ file }: { file: StoredFile }) {
  const text = useText()
  const still = useReducedMotion()
  const label = text('media.kind.sticker')
  if (file.type === 'video/webm' && !(still && file.thumb_url)) {
    return (
      <video
        className={styles.sticker} src={file.url} poster={file.thumb_url ?? undefined}
        muted playsInline loop autoPlay={!still} aria-label={label}
      />
    )
  }
  const moving = file.type === 'image/gif' || file.type === 'image/webp'
  return <img className={styles.sticker} src={moving && !still ? file.url : (file.thumb_url ?? file.url)} alt={label} loading="lazy" />
}
