import type { CannedList } from '@openline/api'
import { Button, Group, Modal, Radio, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useText } from '../../i18n/text'
import styles from './CannedPage.module.css'
import { useCannedApi, useCannedChange } from './useCanned'

const MAX_NAME = 100
const EDITORS = ['queue', 'nobody'] as const

interface ListModalProps {
  /** None: one is to be made. */
  list?: CannedList
  onDone: (list: CannedList) => void
  onClose: () => void
}

/** How a shared list is called, and who changes what is in it. */
export function ListModal({ list, onDone, onClose }: ListModalProps) {
  const text = useText()
  const canned = useCannedApi()
  const [key] = useState(() => crypto.randomUUID())
  const [name, setName] = useState(list?.name ?? '')
  const [editors, setEditors] = useState<CannedList['editors']>(list?.editors ?? 'queue')
  const body = { name: name.trim(), editors }
  const save = useCannedChange(() => (list ? canned.changeList(list.id, { ...body, version: list.version }) : canned.addList(body, `${key}${body.name}${editors}`)), onDone)
  return (
    <Modal opened onClose={onClose} title={text(list ? 'canned.edit_list' : 'canned.new_list')} closeButtonProps={{ 'aria-label': text('action.close') }}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <TextInput label={text('canned.list_name')} value={name} maxLength={MAX_NAME} required autoComplete="off" data-autofocus onChange={(event) => setName(event.currentTarget.value)} />
        <Radio.Group label={text('canned.editors')} value={editors} onChange={(next) => setEditors(EDITORS.find((one) => one === next) ?? 'queue')}>
          <Stack gap="xs" mt="xs">
            {EDITORS.map((one) => <Radio key={one} value={one} label={text(`canned.editors.${one}`)} description={text(`canned.editors_help.${one}`)} />)}
          </Stack>
        </Radio.Group>
        <p className={styles.hint}>{text('canned.channels_help')}</p>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>{text('action.cancel')}</Button>
          <Button type="submit" loading={save.isPending} disabled={body.name === ''}>{text('action.save')}</Button>
        </Group>
      </form>
    </Modal>
  )
}
