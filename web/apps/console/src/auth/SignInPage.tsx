import type { SetupState } from '@openline/api'
import { Alert, Button, PasswordInput, TextInput, UnstyledButton } from '@mantine/core'
import { Avatar } from '@openline/ui'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { useApi } from '../app/core'
import { useLocale } from '../i18n/LocaleProvider'
import { useText } from '../i18n/text'
import { Door } from './Door'
import styles from './Door.module.css'
import { useEnter } from './useEnter'

type Enter = (email: string, password: string) => void

export function SignInPage() {
  const text = useText()
  const api = useApi()
  const { locale } = useLocale()
  const setup = useQuery({ queryKey: ['setup'], queryFn: api.setup })
  const navigate = useNavigate()
  const { next } = useSearch({ from: '/login' })
  const { busy, problem, enter } = useEnter(() => void navigate({ to: next ?? '/' }))
  const signIn: Enter = (email, password) => enter(() => api.login({ email, password }))
  // an example person has no language of his own: he speaks that of whoever tries him
  const play: Enter = (email, password) =>
    enter(async () => {
      const me = await api.login({ email, password })
      return me.person.locale === locale ? me : api.changeMe({ locale })
    })
  return (
    <Door title={text('signin.title')} lead={setup.data?.needed ? text('signin.setup_needed') : undefined}>
      <SignInForm busy={busy} problem={problem} onEnter={signIn} />
      {setup.data && setup.data.demo_logins.length > 0 && <DemoLogins logins={setup.data.demo_logins} busy={busy} onEnter={play} />}
    </Door>
  )
}

function SignInForm({ busy, problem, onEnter }: { busy: boolean; problem: string | null; onEnter: Enter }) {
  const text = useText()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onEnter(email.trim(), password)
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      {problem && <Alert color="red" variant="outline" role="alert">{problem}</Alert>}
      <TextInput
        label={text('field.email')} type="email" name="email" autoComplete="username" required withAsterisk={false} autoFocus
        value={email} onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordInput
        label={text('field.password')} name="password" autoComplete="current-password" required withAsterisk={false}
        value={password} onChange={(event) => setPassword(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': text('field.password_show') }}
      />
      <Button type="submit" loading={busy} fullWidth>{text('signin.enter')}</Button>
      <div className={styles.foot}>
        <Link to="/forgotten">{text('signin.forgotten')}</Link>
      </div>
    </form>
  )
}

function DemoLogins({ logins, busy, onEnter }: { logins: SetupState['demo_logins']; busy: boolean; onEnter: Enter }) {
  const text = useText()
  return (
    <section className={styles.demo} aria-labelledby="demo-title">
      <h2 id="demo-title">{text('signin.demo')}</h2>
      <div className={styles.demoList}>
        {logins.map((login) => (
          <UnstyledButton key={login.email} className={styles.demoButton} disabled={busy} onClick={() => onEnter(login.email, login.password)}>
            <Avatar name={login.name} size={32} />
            <span>
              {login.name}
              <small>{text(`role.${login.role}`)}</small>
            </span>
          </UnstyledButton>
        ))}
      </div>
    </section>
  )
}
