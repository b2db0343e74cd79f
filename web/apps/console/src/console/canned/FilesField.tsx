import type { StoredFile } from '@openline/api'
import { ActionIcon, Button, FileButton, Loader } from '@mantine/core'
import { Icon } from '@openline/ui'
import type { Attachment } from '../../desk/composer/useAttachments'
import { useText } from '../../i18n/text'
import styles from './CannedPage.module.css'

interface FilesFieldProps {
  kept: readonly StoredFile[]
  fresh: readonly Attachment[]
  full: boolean
  onAdd: (files: readonly File[]) => void
  onRemove: (id: string) => void
}

/** The files of a response: those it has, and those on their way. */
export function FilesField({ kept, fresh, full, onAdd, onRemove }: FilesFieldProps) {
  const text = useText()
  const rows = [...kept.map(({ id, name }) => ({ key: id, name, busy: false, problem: null })), ...fresh.map(({ key, source, stored, problem }) => ({ key, name: source.name, busy: !stored && !problem, problem }))]
  return (
    <div>
      {rows.length > 0 && (
        <ul className={styles.files}>
          {rows.map(({ key, name, busy, problem }) => (
            <li key={key} data-failed={problem !== null || undefined}>
              <Icon name="file" size={16} />
              <span className={styles.grow}>{name}{problem && <small role="alert">{problem}</small>}</span>
              {busy && <Loader size={14} aria-label={text('composer.uploading', { name })} />}
              <ActionIcon size="sm" variant="subtle" color="gray" aria-label={text('composer.remove_file', { name })} onClick={() => onRemove(key)}><Icon name="x" size={15} /></ActionIcon>
            </li>
          ))}
        </ul>
      )}
      <FileButton multiple onChange={onAdd}>
        {(props) => <Button {...props} variant="default" size="compact-sm" disabled={full} leftSection={<Icon name="clip" size={14} />}>{text('canned.attach')}</Button>}
      </FileButton>
    </div>
  )
}
