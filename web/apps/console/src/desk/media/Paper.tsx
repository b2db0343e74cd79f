import type { StoredFile } from '@openline/api'
import { Icon } from '@openline/ui'
import { useIntl } from 'react-intl'
import { fileSize } from '../pane/fileSize'
import styles from './media.module.css'

/** A file to save. */
export function Paper({ file }: { file: StoredFile }) {
  const intl = useIntl()
  return (
    <a className={styles.paper} href={file.url} target="_blank" rel="noopener noreferrer" download={file.name}>
      <Icon name="file" size={20} />
      <span>
        <b>{file.name}</b>
        <small>{fileSize(intl, file.size)}</small>
      </span>
      <Icon name="download" size={16} />
    </a>
  )
}
