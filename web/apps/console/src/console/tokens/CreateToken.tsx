import { Button, Checkbox, Group, Modal, Select, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { useApi } from '../../app/core'
import { useRefusal } from '../../app/refusal'
import { useText, useWords } from '../../i18n/text'
import { CopyField } from '../../parts/CopyField'
import { useDesk } from '../../shell/LiveProvider'
import styles from './Tokens.module.css'

const DAY_MS = 86_400_000
const LIVES = ['0', '30', '90', '365'] as const

/** A token acts as its maker, within what is ticked here; it can be given no more than its maker has. */
export function CreateToken({ onClose }: { onClose: () => void }) {
  const text = useText()
  const api = useApi()
  const queries = useQueryClient()
  const refuse = useRefusal()
  const [key, setKey] = useState(() => crypto.randomUUID())
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<string[]>([])
  const [days, setDays] = useState<string>('90')
  const create = useMutation({
    mutationFn: () => api.createToken({
      name: name.trim(), scopes, expires_at: days === '0' ? null : new Date(Date.now() + Number(days) * DAY_MS).toISOString(),
    }, key),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['tokens'] }),
    onError: (error) => {
      setKey(crypto.randomUUID())
      refuse(error)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate()
  }
  return (
    <Modal opened onClose={onClose} title={text('tokens.create')} closeButtonProps={{ 'aria-label': text('action.close') }}>
      {create.data ? (
        <div className={styles.form}>
          <p>{text('tokens.once')}</p>
          <CopyField label={text('tokens.token')} value={create.data.token} />
          <Group justify="flex-end"><Button onClick={onClose}>{text('action.done')}</Button></Group>
        </div>
      ) : (
        <form className={styles.form} onSubmit={submit}>
          <TextInput
            label={text('tokens.name')} placeholder={text('tokens.name_example')} required withAsterisk={false} maxLength={100} data-autofocus
            value={name} onChange={(event) => setName(event.currentTarget.value)}
          />
          <ScopeChoice value={scopes} onChange={setScopes} />
          <Select
            label={text('tokens.life')} allowDeselect={false} value={days} onChange={(value) => value !== null && setDays(value)}
            data={LIVES.map((value) => ({ value, label: value === '0' ? text('tokens.forever') : text('tokens.days', { count: Number(value) }) }))}
          />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>{text('action.cancel')}</Button>
            <Button type="submit" disabled={scopes.length === 0} loading={create.isPending}>{text('tokens.create_do')}</Button>
          </Group>
        </form>
      )}
    </Modal>
  )
}

/** A program needs no right over its maker's own login. */
const PERSONAL = 'own:login'

function ScopeChoice({ value, onChange }: { value: string[]; onChange: (scopes: string[]) => void }) {
  const text = useText()
  const words = useWords()
  const rights = useDesk((desk) => desk.me.rights)
  return (
    <Checkbox.Group label={text('tokens.scopes')} value={value} onChange={onChange}>
      <Stack gap="sm" mt="xs">
        {rights.filter((right) => right !== PERSONAL).map((right) => (
          <Checkbox key={right} value={right} label={words('scope', right) ?? right} />
        ))}
      </Stack>
    </Checkbox.Group>
  )
}
