import type { Connection } from '@openline/api'
import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { FormattedDate } from 'react-intl'
import { useApi } from '../../app/core'
import { useRefusal } from '../../app/refusal'
import { toast } from '../../app/toasts'
import { useText } from '../../i18n/text'
import styles from './setup/Setup.module.css'

/** What came in and could not be taken: kept, shown, and taken again at the press of a button. */
export function FailedEvents({ connection }: { connection: Connection }) {
  const text = useText()
  const api = useApi()
  const queries = useQueryClient()
  const queryKey = ['failed events', connection.id]
  const found = useQuery({ queryKey, queryFn: () => api.failedEvents(connection.id) })
  const replay = useMutation({
    mutationFn: api.replayEvent,
    onSuccess: (event) => (event.replayed_at === null ? toast(event.error, { tone: 'error' }) : toast(text('failed_events.taken'))),
    onError: useRefusal(),
    onSettled: () => queries.invalidateQueries({ queryKey }),
  })
  const items = found.data?.items ?? []
  if (items.length === 0) return null
  return (
    <details className={styles.more}>
      <summary>{text('failed_events.title', { count: found.data?.total ?? items.length })}</summary>
      <p className={styles.lead}>{text('failed_events.help')}</p>
      <ul className={styles.events}>
        {items.map((event) => (
          <li key={event.id}>
            <time dateTime={event.at}><FormattedDate value={event.at} dateStyle="medium" timeStyle="short" /></time>
            <span>{event.error}</span>
            <Button size="xs" variant="default" loading={replay.isPending && replay.variables === event.id} onClick={() => replay.mutate(event.id)}>
              {text('failed_events.replay')}
            </Button>
          </li>
        ))}
      </ul>
    </details>
  )
}
