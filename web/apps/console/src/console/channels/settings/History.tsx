import type { Channel, SettingsChange } from '@openline/api'
import { Button, Modal } from '@mantine/core'
import { EmptyState } from '@openline/ui'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../../app/core'
import { useRefusal } from '../../../app/refusal'
import { toast } from '../../../app/toasts'
import { useText, useWords } from '../../../i18n/text'
import { useTimes } from '../../../i18n/times'
import { QueryState } from '../../../parts/QueryState'
import type { Draft } from './useDraft'
import styles from './Settings.module.css'
import { Pair } from './Values'

interface HistoryProps {
  channel: Channel
  version: number
  draft: Draft
  onClose: () => void
}

/** Who changed what and when, newest first, and the way back. */
export function History({ channel, version, draft, onClose }: HistoryProps) {
  const text = useText()
  const api = useApi()
  const [chosen, setChosen] = useState<SettingsChange | null>(null)
  const query = useInfiniteQuery({
    queryKey: ['settings', channel.id, 'history', version], initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => api.settingsHistory(channel.id, pageParam), getNextPageParam: ({ next }) => next ?? undefined,
  })
  return (
    <Modal opened onClose={onClose} size="lg" title={text('settings.history')} closeButtonProps={{ 'aria-label': text('action.close') }}>
      <QueryState query={query}>
        {({ pages }) => {
          const all = pages.flatMap(({ items }) => items)
          if (all.length === 0) return <EmptyState icon="clock" title={text('settings.history_empty')}>{text('settings.history_empty_help')}</EmptyState>
          const undone = chosen ? all.slice(0, all.indexOf(chosen) + 1) : []
          return chosen
            ? <Restore channel={channel} version={version} chosen={chosen} undone={undone} onCancel={() => setChosen(null)} onDone={onClose} />
            : (
              <>
                <p className={styles.lead}>{text('settings.history_kept')}</p>
                {all.map((change) => <Past key={change.id} change={change} draft={draft} onBack={() => setChosen(change)} />)}
                {query.hasNextPage && <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{text('settings.history_more')}</Button>}
              </>
            )
        }}
      </QueryState>
    </Modal>
  )
}

function Past({ change, draft, onBack }: { change: SettingsChange; draft: Draft; onBack: () => void }) {
  const text = useText()
  const words = useWords()
  const times = useTimes()
  return (
    <section className={styles.past}>
      <h3>
        {change.person.name ?? text('settings.history_gone')} <time dateTime={change.at}>{times.moment(change.at)}</time>
        <Button size="compact-xs" variant="subtle" onClick={onBack}>{text('settings.restore')}</Button>
      </h3>
      <dl className={styles.pairs}>
        {change.changes.map(({ key, old, new: next }) => {
          const item = draft.items.get(key)
          return item && <Pair key={key} item={item} label={words('setting', `${key}.label`) ?? key} old={old} next={next} />
        })}
      </dl>
    </section>
  )
}

interface RestoreProps {
  channel: Channel
  version: number
  chosen: SettingsChange
  undone: readonly SettingsChange[]
  onCancel: () => void
  onDone: () => void
}

function Restore({ channel, version, chosen, undone, onCancel, onDone }: RestoreProps) {
  const text = useText()
  const words = useWords()
  const api = useApi()
  const queries = useQueryClient()
  const keys = [...new Set(undone.flatMap(({ changes }) => changes.map(({ key }) => key)))]
  const restore = useMutation({
    mutationFn: () => api.restoreSettings(channel.id, { change_id: chosen.id, version }),
    onSuccess: (next) => {
      queries.setQueryData(['settings', channel.id], next)
      toast(text('settings.restored'))
      onDone()
    },
    onError: useRefusal(),
  })
  return (
    <section>
      <p className={styles.lead}>{text('settings.restore_help', { count: keys.length })}</p>
      <ul className={styles.list}>{keys.map((key) => <li key={key}>{words('setting', `${key}.label`) ?? key}</li>)}</ul>
      <div className={styles.actions}>
        <Button variant="default" onClick={onCancel}>{text('action.cancel')}</Button>
        <Button loading={restore.isPending} onClick={() => restore.mutate()} data-autofocus>{text('settings.restore_do')}</Button>
      </div>
    </section>
  )
}
