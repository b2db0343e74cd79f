import type { Canned } from '@openline/api'
import { ActionIcon } from '@mantine/core'
import { Icon, Tag } from '@openline/ui'
import { useText } from '../../i18n/text'
import styles from './CannedPage.module.css'

interface RowProps {
  response: Canned
  folder: string | null
  mayEdit: boolean
  onChange: () => void
  onDrop: () => void
}

export function ResponseRow({ response: { name, text: said, files, uses, unknown }, folder, mayEdit, onChange, onDrop }: RowProps) {
  const text = useText()
  return (
    <li className={styles.row}>
      <span className={styles.words}>
        <span className={styles.title}><b>{name}</b>{folder && <small>{folder}</small>}</span>
        {said !== name && <span className={styles.said} dir="auto">{said}</span>}
        <span className={styles.marks}>
          {files.map((file) => <Tag key={file.id}><Icon name="clip" size={12} />{file.name}</Tag>)}
          {unknown.length > 0 && <small className={styles.warn}><Icon name="alert" size={13} />{text('canned.unknown', { names: unknown.map((one) => `#${one}#`).join(', ') })}</small>}
          <small>{text('canned.uses', { count: uses })}</small>
        </span>
      </span>
      {mayEdit && (
        <>
          <ActionIcon variant="subtle" color="gray" aria-label={text('canned.edit_name', { name })} onClick={onChange}><Icon name="edit" size={16} /></ActionIcon>
          <ActionIcon variant="subtle" color="gray" aria-label={text('canned.remove_name', { name })} onClick={onDrop}><Icon name="trash" size={16} /></ActionIcon>
        </>
      )}
    </li>
  )
}
