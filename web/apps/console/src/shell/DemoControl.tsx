import { Button } from '@mantine/core'
import { Icon } from '@openline/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useApi } from '../app/core'
import { useRefusal } from '../app/refusal'
import { useText } from '../i18n/text'
import styles from './Sidebar.module.css'

const WATCH_MS = 5_000

/** Starts and stops the simulated customers of a demo account. */
export function DemoControl() {
  const text = useText()
  const api = useApi()
  const queries = useQueryClient()
  const refuse = useRefusal()
  const demo = useQuery({
    queryKey: ['demo'],
    queryFn: api.demo,
    refetchInterval: (query) => (query.state.data?.running ? WATCH_MS : false),
  })
  const settled = { onError: refuse, onSettled: () => queries.invalidateQueries({ queryKey: ['demo'] }) }
  const start = useMutation({ mutationFn: api.startDemo, ...settled })
  const stop = useMutation({ mutationFn: api.stopDemo, ...settled })
  const running = Boolean(demo.data?.running)
  return (
    <section className={styles.demo} aria-labelledby="demo-heading">
      <h2 id="demo-heading">{text('demo.title')}</h2>
      <p>{running ? text('demo.running', { written: demo.data?.written ?? 0 }) : text('demo.help')}</p>
      <Button
        size="compact-sm"
        variant={running ? 'default' : 'filled'}
        leftSection={<Icon name={running ? 'stop' : 'play'} size={14} />}
        loading={start.isPending || stop.isPending}
        onClick={() => (running ? stop.mutate() : start.mutate())}
      >
        {running ? text('demo.stop') : text('demo.start')}
      </Button>
    </section>
  )
}
