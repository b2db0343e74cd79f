import { Button, PasswordInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { useApi } from '../../app/core'
import { useRefusal } from '../../app/refusal'
import { toast } from '../../app/toasts'
import { useText } from '../../i18n/text'
import { Card } from '../../parts/Page'
import styles from './Profile.module.css'

export function PasswordCard() {
  const text = useText()
  const api = useApi()
  const refuse = useRefusal()
  const [old, setOld] = useState('')
  const [fresh, setFresh] = useState('')
  const change = useMutation({
    mutationFn: () => api.changePassword({ old, new: fresh }),
    onSuccess: () => {
      setOld('')
      setFresh('')
      toast(text('profile.password_done'))
    },
    onError: refuse,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate()
  }
  const eye = { 'aria-label': text('field.password_show') }
  return (
    <Card title={text('profile.password')} lead={text('profile.password_help')}>
      <form className={styles.form} onSubmit={submit}>
        <PasswordInput
          label={text('profile.old_password')} autoComplete="current-password" required withAsterisk={false}
          value={old} onChange={(event) => setOld(event.currentTarget.value)} visibilityToggleButtonProps={eye}
        />
        <PasswordInput
          label={text('field.new_password')} description={text('field.password_rule')} autoComplete="new-password" required withAsterisk={false}
          minLength={8} value={fresh} onChange={(event) => setFresh(event.currentTarget.value)} visibilityToggleButtonProps={eye}
        />
        <div><Button type="submit" loading={change.isPending} disabled={old === '' || fresh === ''}>{text('profile.password_do')}</Button></div>
      </form>
    </Card>
  )
}
