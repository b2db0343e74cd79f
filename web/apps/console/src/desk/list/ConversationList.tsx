import type { Id, View } from '@openline/api'
import { Button, CloseButton, Skeleton, TextInput } from '@mantine/core'
import { seesAll } from '@openline/stream'
import { EmptyState, ErrorState, Icon, Waiting } from '@openline/ui'
import { useNavigate } from '@tanstack/react-router'
import { Suspense, useDeferredValue, useRef, useState } from 'react'
import { lazily } from '../../app/lazily'
import { refusalText } from '../../app/refusal'
import { useText } from '../../i18n/text'
import { useDesk } from '../../shell/LiveProvider'
import { useKeys } from '../keys/useKeys'
import type { Sift } from './found'
import { neighbour } from './neighbour'
import styles from './ConversationList.module.css'
import { Rows } from './Rows'
import { useListed, type Listed } from './useListed'

const SiftMenu = lazily(() => import('./SiftMenu').then((module) => ({ default: module.SiftMenu })))

export function ConversationList({ view, openId }: { view: View; openId: Id | undefined }) {
  const text = useText()
  const [wanted, setWanted] = useState('')
  const query = useDeferredValue(wanted.trim())
  const [sift, setSift] = useState<Sift>('any')
  const list = useListed(view, query, sift)
  const search = useRef<HTMLInputElement>(null)
  useListKeys(view, openId, list.ids, () => search.current?.focus())
  return (
    <section className={styles.list} aria-label={text(`view.${view}`)}>
      <header className={styles.head}>
        <h1>{text(`view.${view}`)}</h1>
        <TextInput
          className={styles.search}
          ref={search}
          size="xs"
          aria-label={text('list.search')}
          placeholder={text('list.search')}
          leftSection={<Icon name="search" size={15} />}
          rightSection={wanted && <CloseButton size="xs" aria-label={text('list.search_clear')} onClick={() => setWanted('')} />}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return
            setWanted('')
            event.currentTarget.blur()
          }}
        />
        <Suspense fallback={<span className={styles.siftToCome} />}><SiftMenu sift={sift} onSift={setSift} /></Suspense>
      </header>
      <ListBody key={`${view}/${query}/${sift}`} view={view} query={query} narrowed={sift !== 'any'} openId={openId} list={list} />
    </section>
  )
}

function useListKeys(view: View, openId: Id | undefined, ids: readonly Id[], focusSearch: () => void): void {
  const navigate = useNavigate()
  const step = (by: 1 | -1) => {
    const id = neighbour(ids, openId, by)
    if (id) void navigate({ to: '/desk/$view/{-$conversationId}', params: { view, conversationId: id } })
  }
  useKeys([
    { code: 'KeyJ', run: () => step(1) },
    { code: 'KeyK', run: () => step(-1) },
    { code: 'KeyJ', alt: true, run: () => step(1) },
    { code: 'KeyK', alt: true, run: () => step(-1) },
    { code: 'Slash', run: focusSearch },
  ])
}

interface BodyProps {
  view: View
  query: string
  /** Only some are shown, by how they stand. */
  narrowed: boolean
  openId: Id | undefined
  list: Listed
}

function ListBody({ view, query, narrowed, openId, list }: BodyProps) {
  const text = useText()
  const all = useDesk((desk) => seesAll(desk.me))
  if (list.error && list.ids.length === 0) {
    return (
      <ErrorState title={text('error.title')} action={<Button size="xs" onClick={list.retry}>{text('action.again')}</Button>}>
        {refusalText(text, list.error)}
      </ErrorState>
    )
  }
  if (list.loading && list.ids.length === 0) return <ListSkeleton />
  if (list.ids.length > 0) return <Rows view={view} openId={openId} list={list} />
  if (query) return <EmptyState icon="search" title={text('list.nothing_found')}>{text('list.nothing_found_help', { query })}</EmptyState>
  if (narrowed) return list.loadingMore ? <ListSkeleton /> : <NoneSuch more={list.more} />
  const who = view === 'new' && all ? 'new_admin' : view
  return (
    <EmptyState icon={view === 'new' ? 'bell' : 'inbox'} title={text(`list.empty.${view}`)}>
      {text(`list.empty_help.${who}`)}
    </EmptyState>
  )
}

/** Among those that were read; further down there may be others. */
function NoneSuch({ more }: Pick<Listed, 'more'>) {
  const text = useText()
  return (
    <EmptyState icon="search" title={text('list.nothing_found')} action={more && <Button size="xs" variant="default" onClick={more}>{text('list.further')}</Button>}>
      {text('list.none_such')}
    </EmptyState>
  )
}

function ListSkeleton() {
  const text = useText()
  return (
    <Waiting label={text('state.loading')} slow={text('state.slow')}>
      {Array.from({ length: 8 }, (_, index) => (
        <div key={index} className={styles.bone}>
          <Skeleton circle h={32} />
          <div>
            <Skeleton h={10} w="50%" mb={8} />
            <Skeleton h={8} w="85%" />
          </div>
        </div>
      ))}
    </Waiting>
  )
}
