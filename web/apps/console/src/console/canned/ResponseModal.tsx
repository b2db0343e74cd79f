import type { Canned, CannedList, StoredFile } from '@openline/api'
import { Button, Group, Modal, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { MAX_FILES, useAttachments } from '../../desk/composer/useAttachments'
import { useText } from '../../i18n/text'
import { CANNED_MACROS } from '../channels/editors/macros'
import MacroText from '../channels/editors/MacroText'
import styles from './CannedPage.module.css'
import { FilesField } from './FilesField'
import { useCannedApi, useCannedChange } from './useCanned'

const MAX_NAME = 100
const MAX_TEXT = 8_000

interface ResponseModalProps {
  list: CannedList
  lists: readonly CannedList[]
  /** Where a new one is to stand. */
  folder: string | null
  /** None: one is to be made. */
  response?: Canned
  onClose: () => void
}

/** A response: what it says, its files, and where it stands. */
export function ResponseModal({ list, lists, folder, response, onClose }: ResponseModalProps) {
  const text = useText()
  const canned = useCannedApi()
  const [key] = useState(() => crypto.randomUUID())
  const [name, setName] = useState(response?.name ?? '')
  const [said, setSaid] = useState(response?.text ?? '')
  const [place, setPlace] = useState({ list: list.id, folder: response ? response.folder_id : folder })
  const [kept, setKept] = useState<readonly StoredFile[]>(response?.files ?? [])
  const fresh = useAttachments(MAX_FILES - kept.length)
  const files = [...kept, ...fresh.items.flatMap(({ stored }) => stored ?? [])]
  const uploading = files.length < kept.length + fresh.items.length
  const body = { list_id: place.list, folder_id: place.folder, name: name.trim(), text: said, files: files.map(({ id }) => id) }
  const save = useCannedChange(() => (response ? canned.change(response.id, { ...body, version: response.version }) : canned.add(body, `${key}${JSON.stringify(body).length}`)), onClose)
  const folders = lists.find(({ id }) => id === place.list)?.folders ?? []
  const remove = (id: string) => (kept.some((file) => file.id === id) ? setKept(kept.filter((file) => file.id !== id)) : fresh.remove(id))
  return (
    <Modal opened onClose={onClose} size="lg" title={text(response ? 'canned.edit' : 'canned.new')} closeButtonProps={{ 'aria-label': text('action.close') }}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <MacroText label={text('canned.text')} value={said} onChange={setSaid} macros={CANNED_MACROS} autosize minRows={4} maxRows={14} maxLength={MAX_TEXT} data-autofocus />
        <TextInput label={text('canned.name')} description={text('canned.name_help')} value={name} maxLength={MAX_NAME} autoComplete="off" onChange={(event) => setName(event.currentTarget.value)} />
        <div className={styles.pair}>
          <Select
            label={text('canned.list')} allowDeselect={false} value={place.list} data={lists.filter((one) => one.may_edit).map((one) => ({ value: one.id, label: one.personal ? text('canned.mine') : one.name }))}
            onChange={(next) => setPlace({ list: next ?? list.id, folder: null })}
          />
          <Select
            label={text('canned.folder')} placeholder={text('canned.no_folder')} clearable clearButtonProps={{ 'aria-label': text('canned.no_folder') }} value={place.folder}
            data={folders.map((one) => ({ value: one.id, label: one.name }))} onChange={(next) => setPlace({ ...place, folder: next })}
          />
        </div>
        <FilesField kept={kept} fresh={fresh.items} full={files.length >= MAX_FILES} onAdd={fresh.add} onRemove={remove} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>{text('action.cancel')}</Button>
          <Button type="submit" loading={save.isPending || uploading} disabled={said.trim() === '' && files.length === 0}>{text('action.save')}</Button>
        </Group>
      </form>
    </Modal>
  )
}
