import { isApiError, type LinkInfo } from '@openline/api'
import { Alert, Button, PasswordInput, Skeleton, TextInput } from '@mantine/core'
import { ErrorState, Waiting } from '@openline/ui'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { useApi } from '../app/core'
import { refusalText } from '../app/refusal'
import { useLocale } from '../i18n/LocaleProvider'
import { useText } from '../i18n/text'
import { Door } from './Door'
import styles from './Door.module.css'
import { useEnter } from './useEnter'

/** One page for the three kinds of link: a first administrator, an invitation, a forgotten password. */
export function LinkPage() {
  const text = useText()
  const api = useApi()
  const { token } = useParams({ from: '/link/$token' })
  const link = useQuery({ queryKey: ['link', token], queryFn: () => api.link(token) })
  if (link.isPending) {
    return (
      <Door title={text('link.opening')}>
        <Waiting label={text('state.loading')} slow={text('state.slow')}><Skeleton h={160} mt="md" /></Waiting>
      </Door>
    )
  }
  if (link.isError) {
    const gone = isApiError(link.error) && !link.error.passing
    return (
      <Door title={text('link.problem')}>
        <ErrorState
          title={gone ? text('link.gone') : refusalText(text, link.error)}
          action={gone ? <Link to="/login">{text('forgotten.back')}</Link> : <Button onClick={() => void link.refetch()}>{text('action.again')}</Button>}
        >
          {gone && text('link.gone_help')}
        </ErrorState>
      </Door>
    )
  }
  return <LinkForm token={token} info={link.data} />
}

function LinkForm({ token, info }: { token: string; info: LinkInfo }) {
  const text = useText()
  const api = useApi()
  const navigate = useNavigate()
  const { busy, problem, enter } = useEnter(() => void navigate({ to: '/' }))
  const { locale } = useLocale()
  const [email, setEmail] = useState('')
  const [name, setName] = useState(info.name ?? '')
  const [password, setPassword] = useState('')
  const asksName = info.kind !== 'reset'
  const asksEmail = info.email === null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
    enter(() => api.useLink(token, {
      password,
      ...(asksName && { name: name.trim(), locale, time_zone: timeZone }),
      ...(asksEmail && { email: email.trim() }),
    }))
  }
  return (
    <Door title={text(`link.title.${info.kind}`)} lead={text(`link.lead.${info.kind}`, { account: info.account })}>
      <form className={styles.form} onSubmit={submit}>
        {problem && <Alert color="red" variant="outline" role="alert">{problem}</Alert>}
        <TextInput
          label={text('field.email')} type="email" autoComplete="username" required withAsterisk={false} readOnly={!asksEmail}
          value={info.email ?? email} onChange={(event) => setEmail(event.currentTarget.value)}
        />
        {asksName && (
          <TextInput
            label={text('field.name')} autoComplete="name" required withAsterisk={false}
            value={name} onChange={(event) => setName(event.currentTarget.value)}
          />
        )}
        <PasswordInput
          label={text('field.new_password')} description={text('field.password_rule')} autoComplete="new-password"
          required withAsterisk={false} minLength={8} value={password} onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': text('field.password_show') }}
        />
        <Button type="submit" loading={busy}>{text(`link.do.${info.kind}`)}</Button>
      </form>
    </Door>
  )
}
