import type { Conversation, Session } from '@openline/api'
import { Button, Switch } from '@mantine/core'
import { answeredSession, seesAll } from '@openline/stream'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useApi } from '../../app/core'
import { useRefusal } from '../../app/refusal'
import { useText } from '../../i18n/text'
import { useDesk, useDeskUpdate } from '../../shell/LiveProvider'
import styles from './Life.module.css'

interface TakingPartProps {
  row: Conversation
  session: Session
}

/** Joining and leaving an open session of a colleague, and whispering in it (D26, D27). */
export function TakingPart({ row, session }: TakingPartProps) {
  const text = useText()
  const api = useApi()
  const refuse = useRefusal()
  const update = useDeskUpdate()
  const queries = useQueryClient()
  const me = useDesk((desk) => desk.me)
  const change = useMutation({
    mutationFn: (call: () => Promise<Session>) => call(),
    onSuccess: (next) => {
      update((desk) => answeredSession(desk, row, next))
      void queries.invalidateQueries({ queryKey: ['thread', row.id] }) // who takes part stands in the conversation
    },
    onError: refuse,
  })
  if (session.phase !== 'active') return null
  const others = row.participants ?? []
  const joined = others.some(({ id }) => id === me.person.id)
  const own = session.owner_id === me.person.id
  const act = joined ? api.leave : api.join
  return (
    <>
      {others.length > 0 && <p>{text('life.participants', { names: others.map(({ name }) => name ?? text('life.somebody')).join(', ') })}</p>}
      {!own && (
        <Button size="xs" variant="default" loading={change.isPending} className={styles.action} onClick={() => change.mutate(() => act(session.id))}>
          {text(joined ? 'life.leave' : 'life.join')}
        </Button>
      )}
      {(own || joined || seesAll(me)) && (
        <Switch
          size="sm" label={text('life.whisper')} description={text('life.whisper_help')} checked={row.whisper ?? false} disabled={change.isPending}
          onChange={(event) => {
            const on = event.currentTarget.checked
            change.mutate(() => api.whisper(session.id, on))
          }}
        />
      )}
    </>
  )
}
