import type { LoginEntry } from '@openline/api'
import { Button } from '@mantine/core'
import { Icon, Tag } from '@openline/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useApi } from '../../app/core'
import { useRefusal } from '../../app/refusal'
import { useText } from '../../i18n/text'
import { useTimes } from '../../i18n/times'
import { Card } from '../../parts/Page'
import { QueryState } from '../../parts/QueryState'
import { browserName } from './browserName'
import styles from './Profile.module.css'

export function LoginsCard() {
  const text = useText()
  const api = useApi()
  const queries = useQueryClient()
  const refuse = useRefusal()
  const logins = useQuery({ queryKey: ['logins'], queryFn: api.logins })
  const settled = { onError: refuse, onSettled: () => queries.invalidateQueries({ queryKey: ['logins'] }) }
  const end = useMutation({ mutationFn: api.endLogin, ...settled })
  const endOthers = useMutation({ mutationFn: api.endOtherLogins, ...settled })
  return (
    <Card title={text('logins.title')} lead={text('logins.lead')}>
      <QueryState query={logins}>
        {({ items }) => (
          <>
            <ul className={styles.logins}>
              {items.map((login) => <Login key={login.id} login={login} onEnd={() => end.mutate(login.id)} />)}
            </ul>
            {items.length > 1 && (
              <Button variant="default" loading={endOthers.isPending} onClick={() => endOthers.mutate()}>{text('logins.end_others')}</Button>
            )}
          </>
        )}
      </QueryState>
    </Card>
  )
}

function Login({ login, onEnd }: { login: LoginEntry; onEnd: () => void }) {
  const text = useText()
  const times = useTimes()
  const name = browserName(login.agent) ?? text('logins.unknown')
  return (
    <li>
      <Icon name="device" />
      <span className={styles.login} title={login.agent}>
        <b>{name}{login.current && <Tag tone="ok">{text('logins.current')}</Tag>}</b>
        <small>{login.ip} · {text('logins.seen', { at: times.moment(login.last_seen_at) })}</small>
      </span>
      {!login.current && <Button size="compact-sm" variant="subtle" color="gray" onClick={onEnd}>{text('logins.end')}</Button>}
    </li>
  )
}
