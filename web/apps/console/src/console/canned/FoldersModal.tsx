import type { CannedList } from '@openline/api'
import { ActionIcon, Button, Group, Modal, TextInput } from '@mantine/core'
import { Icon } from '@openline/ui'
import { useState } from 'react'
import { useText } from '../../i18n/text'
import styles from './CannedPage.module.css'
import { useCannedApi, useCannedChange } from './useCanned'

const MAX_FOLDERS = 50
const MAX_NAME = 100

interface Row {
  key: string
  id: string | null
  name: string
}

/** All folders of a list: named, ordered, added and taken away together. */
export function FoldersModal({ list, onClose }: { list: CannedList; onClose: () => void }) {
  const text = useText()
  const canned = useCannedApi()
  const [rows, setRows] = useState<readonly Row[]>(() => list.folders.map(({ id, name }) => ({ key: id, id, name })))
  const save = useCannedChange(
    () => canned.setFolders(list.id, { folders: rows.map(({ id, name }) => ({ id, name: name.trim() })), version: list.version }), onClose,
  )
  const names = rows.map(({ name }) => name.trim().toLocaleLowerCase())
  const twice = (at: number) => names[at] !== '' && names.indexOf(names[at] ?? '') !== at
  const swap = (at: number, other: number) => setRows(rows.map((row, index) => (index === at ? rows[other] : index === other ? rows[at] : row) ?? row))
  return (
    <Modal opened onClose={onClose} title={text('canned.folders')} closeButtonProps={{ 'aria-label': text('action.close') }}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        {rows.length === 0 && <p className={styles.hint}>{text('canned.folders_none')}</p>}
        <ul className={styles.folders}>
          {rows.map((row, at) => (
            <li key={row.key}>
              <TextInput
                className={styles.grow} aria-label={text('canned.folder_name', { number: at + 1 })} value={row.name} maxLength={MAX_NAME} required data-autofocus={row.id === null || undefined}
                error={twice(at) && text('canned.folder_twice')} onChange={(event) => setRows(rows.map((one) => (one.key === row.key ? { ...one, name: event.target.value } : one)))}
              />
              <ActionIcon variant="subtle" color="gray" disabled={at === 0} aria-label={text('canned.folder_up', { name: row.name })} onClick={() => swap(at, at - 1)}><Icon name="up" size={16} /></ActionIcon>
              <ActionIcon variant="subtle" color="gray" disabled={at === rows.length - 1} aria-label={text('canned.folder_down', { name: row.name })} onClick={() => swap(at, at + 1)}><Icon name="down" size={16} /></ActionIcon>
              <ActionIcon variant="subtle" color="gray" aria-label={text('canned.folder_drop', { name: row.name })} onClick={() => setRows(rows.filter((one) => one.key !== row.key))}><Icon name="x" size={16} /></ActionIcon>
            </li>
          ))}
        </ul>
        <div>
          <Button size="compact-sm" variant="default" disabled={rows.length >= MAX_FOLDERS} leftSection={<Icon name="plus" size={14} />} onClick={() => setRows([...rows, { key: crypto.randomUUID(), id: null, name: '' }])}>
            {text('canned.folder_add')}
          </Button>
        </div>
        <p className={styles.hint}>{text('canned.folders_help')}</p>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>{text('action.cancel')}</Button>
          <Button type="submit" loading={save.isPending} disabled={names.includes('') || rows.some((_, at) => twice(at))}>{text('action.save')}</Button>
        </Group>
      </form>
    </Modal>
  )
}
