import { ActionIcon, Progress } from '@mantine/core'
import { Icon } from '@openline/ui'
import { useIntl } from 'react-intl'
import { useText } from '../../i18n/text'
import { fileSize } from '../pane/fileSize'
import styles from './Composer.module.css'
import type { Attachment } from './useAttachments'

interface ChipsProps {
  items: readonly Attachment[]
  onRemove: (key: string) => void
  onRetry: (key: string, source: File) => void
}

export function AttachmentChips({ items, onRemove, onRetry }: ChipsProps) {
  return items.length === 0 ? null : (
    <ul className={styles.chips}>
      {items.map((item) => <Chip key={item.key} item={item} onRemove={onRemove} onRetry={onRetry} />)}
    </ul>
  )
}

function Chip({ item, onRemove, onRetry }: Omit<ChipsProps, 'items'> & { item: Attachment }) {
  const text = useText()
  const intl = useIntl()
  const { name, size } = item.source
  return (
    <li className={styles.chip} data-failed={item.problem !== null || undefined}>
      <Icon name={item.source.type.startsWith('image/') ? 'image' : 'file'} size={16} />
      <span className={styles.chipText}>
        <b>{name}</b>
        <small role={item.problem ? 'alert' : undefined}>{item.problem ?? fileSize(intl, size)}</small>
        {!item.stored && !item.problem && <Progress size={3} value={item.progress * 100} aria-label={text('composer.uploading', { name })} />}
      </span>
      {item.problem && item.source instanceof File && (
        <ActionIcon size="sm" variant="subtle" color="gray" aria-label={text('composer.upload_again', { name })} onClick={() => item.source instanceof File && onRetry(item.key, item.source)}>
          <Icon name="retry" size={15} />
        </ActionIcon>
      )}
      <ActionIcon size="sm" variant="subtle" color="gray" aria-label={text('composer.remove_file', { name })} onClick={() => onRemove(item.key)}>
        <Icon name="x" size={15} />
      </ActionIcon>
    </li>
  )
}
