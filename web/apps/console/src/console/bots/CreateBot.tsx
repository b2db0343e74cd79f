import { Button, Group, Modal, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { useApi } from '../../app/core'
import { useRefusal } from '../../app/refusal'
import { useText } from '../../i18n/text'
import { CopyField } from '../../parts/CopyField'
import styles from './Bots.module.css'

/** A name is all it needs; what it says is its program's. */
export function CreateBot({ onClose }: { onClose: () => void }) {
  const text = useText()
  const api = useApi()
  const queries = useQueryClient()
  const refuse = useRefusal()
  const [key, setKey] = useState(() => crypto.randomUUID())
  const [name, setName] = useState('')
  const create = useMutation({
    mutationFn: () => api.addBot({ name: name.trim() }, key),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['bots'] }),
    onError: (error) => {
      setKey(crypto.randomUUID())
      refuse(error)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate()
  }
  if (create.data?.token) return <BotToken token={create.data.token} onClose={onClose} />
  return (
    <Modal opened onClose={onClose} title={text('bots.create')} closeButtonProps={{ 'aria-label': text('action.close') }}>
      <form className={styles.form} onSubmit={submit}>
        <TextInput
          label={text('bots.name')} description={text('bots.name_help')} placeholder={text('bots.name_example')} required withAsterisk={false}
          maxLength={100} data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)}
        />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>{text('action.cancel')}</Button>
          <Button type="submit" disabled={name.trim() === ''} loading={create.isPending}>{text('bots.create')}</Button>
        </Group>
      </form>
    </Modal>
  )
}

/** The one time it is shown. */
export function BotToken({ token, onClose }: { token: string; onClose: () => void }) {
  const text = useText()
  return (
    <Modal opened onClose={onClose} closeOnClickOutside={false} title={text('bots.token')} closeButtonProps={{ 'aria-label': text('action.close') }}>
      <div className={styles.form}>
        <p>{text('bots.once')}</p>
        <CopyField label={text('bots.token')} value={token} />
        <p>{text('bots.next')}</p>
        <Group justify="flex-end"><Button onClick={onClose}>{text('action.done')}</Button></Group>
      </div>
    </Modal>
  )
}
