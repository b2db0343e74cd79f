import { Alert, Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { useApi } from '../app/core'
import { refusalText } from '../app/refusal'
import { useText } from '../i18n/text'
import { Door } from './Door'
import styles from './Door.module.css'

export function ForgottenPage() {
  const text = useText()
  const api = useApi()
  const [email, setEmail] = useState('')
  const ask = useMutation({ mutationFn: api.forgotten })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    ask.mutate(email.trim())
  }
  return (
    <Door title={text('forgotten.title')} lead={text('forgotten.lead')}>
      {ask.isSuccess ? (
        <Alert role="status" variant="outline" mt="md">{text('forgotten.sent', { email })}</Alert>
      ) : (
        <form className={styles.form} onSubmit={submit}>
          {ask.error && <Alert color="red" variant="outline" role="alert">{refusalText(text, ask.error)}</Alert>}
          <TextInput
            label={text('field.email')} type="email" autoComplete="username" required withAsterisk={false} autoFocus
            value={email} onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <Button type="submit" loading={ask.isPending}>{text('forgotten.send')}</Button>
        </form>
      )}
      <div className={styles.form}>
        <div className={styles.foot}>
          <Link to="/login">{text('forgotten.back')}</Link>
        </div>
      </div>
    </Door>
  )
}
