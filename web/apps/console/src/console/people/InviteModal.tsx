import { Button, Group, Modal, Select, TextInput } from '@mantine/core'
import type { Locale, Role } from '@openline/api'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { useApi } from '../../app/core'
import { useRefusal } from '../../app/refusal'
import { isLocale, LOCALES, LOCALE_NAMES } from '../../i18n/catalogue'
import { useLocale } from '../../i18n/LocaleProvider'
import { useText } from '../../i18n/text'
import { LinkToHand } from './LinkToHand'
import styles from './People.module.css'
import { RoleSelect } from './RoleSelect'

export function InviteModal({ onClose }: { onClose: () => void }) {
  const text = useText()
  const api = useApi()
  const queries = useQueryClient()
  const refuse = useRefusal()
  const { locale: ours } = useLocale()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('agent')
  const [locale, setLocale] = useState<Locale>(ours)
  const [key, setKey] = useState(() => crypto.randomUUID())
  const invite = useMutation({
    mutationFn: () => api.invite({ name: name.trim(), email: email.trim(), role, locale }, key),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['people'] }),
    onError: (error) => {
      setKey(crypto.randomUUID()) // the next try will differ
      refuse(error)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    invite.mutate()
  }
  return (
    <Modal opened onClose={onClose} title={text('people.invite')} closeButtonProps={{ 'aria-label': text('action.close') }}>
      {invite.data ? (
        <LinkToHand lead={text('people.invite_link', { name: invite.data.name })} url={invite.data.invite_url} onDone={onClose} />
      ) : (
        <form className={styles.form} onSubmit={submit}>
          <TextInput label={text('field.name')} required withAsterisk={false} autoComplete="off" data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <TextInput label={text('field.email')} type="email" required withAsterisk={false} autoComplete="off" value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
          <RoleSelect value={role} onChange={setRole} />
          <Select
            label={text('language.label')} allowDeselect={false} value={locale}
            data={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
            onChange={(value) => isLocale(value) && setLocale(value)}
          />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>{text('action.cancel')}</Button>
            <Button type="submit" loading={invite.isPending}>{text('people.invite_do')}</Button>
          </Group>
        </form>
      )}
    </Modal>
  )
}
