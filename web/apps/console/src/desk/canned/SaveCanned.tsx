import { cannedCalls, type Message } from '@openline/api'
import { Button, Group, Modal, Select, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../app/core'
import { useRefusal } from '../../app/refusal'
import { toast } from '../../app/toasts'
import { MoreTexts } from '../../i18n/MoreTexts'
import { useText } from '../../i18n/text'
import { QueryState } from '../../parts/QueryState'
import styles from './Canned.module.css'

const PARTS = ['canned'] as const
const MAX_NAME = 100
const MINE = 'mine'

interface SaveProps {
  message: Message
  onClose: () => void
}

/** Where a message that was sent is kept for the next time. */
export default function SaveCanned(props: SaveProps) {
  return <MoreTexts parts={PARTS} meanwhile={<span />}><Asking {...props} /></MoreTexts>
}

function Asking({ message, onClose }: SaveProps) {
  const text = useText()
  const api = useApi()
  const refuse = useRefusal()
  const queries = useQueryClient()
  const lists = useQuery({ queryKey: ['canned', 'lists'], queryFn: () => cannedCalls(api).lists() })
  const [list, setList] = useState(MINE)
  const [folder, setFolder] = useState<string | null>(null)
  const [name, setName] = useState('')
  const save = useMutation({
    mutationFn: () => cannedCalls(api).save(message.id, { list_id: list, folder_id: folder, name: name.trim() }),
    onError: refuse,
    onSuccess: ({ outcome }) => {
      toast(text(`canned.saved.${outcome}`))
      onClose()
      return queries.invalidateQueries({ queryKey: ['canned'] })
    },
  })
  return (
    <Modal opened onClose={onClose} title={text('canned.save_title')} closeButtonProps={{ 'aria-label': text('action.close') }}>
      <QueryState query={lists}>
        {({ items }) => (
          <form
            className={styles.form}
            onSubmit={(event) => {
              event.preventDefault()
              save.mutate()
            }}
          >
            <p className={styles.quote} dir="auto">{message.text || message.files.map((file) => file.name).join(', ')}</p>
            <Select
              label={text('canned.list')} allowDeselect={false} value={list} data-autofocus
              data={items.filter((one) => one.may_edit).map((one) => ({ value: one.id, label: one.personal ? text('canned.mine') : one.name }))}
              onChange={(next) => {
                setList(next ?? MINE)
                setFolder(null)
              }}
            />
            <Select
              label={text('canned.folder')} placeholder={text('canned.no_folder')} clearable value={folder} clearButtonProps={{ 'aria-label': text('canned.no_folder') }}
              data={items.find(({ id }) => id === list)?.folders.map((one) => ({ value: one.id, label: one.name })) ?? []} onChange={setFolder}
            />
            <TextInput label={text('canned.name')} description={text('canned.name_help')} value={name} maxLength={MAX_NAME} autoComplete="off" onChange={(event) => setName(event.currentTarget.value)} />
            <Group justify="flex-end" gap="sm">
              <Button variant="default" onClick={onClose}>{text('action.cancel')}</Button>
              <Button type="submit" loading={save.isPending}>{text('action.save')}</Button>
            </Group>
          </form>
        )}
      </QueryState>
    </Modal>
  )
}
