import { ActionIcon, Button, Group } from '@mantine/core'
import { EmptyState, ErrorState, Icon } from '@openline/ui'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useApi } from '../../app/core'
import { refusalText } from '../../app/refusal'
import { MoreTexts } from '../../i18n/MoreTexts'
import { useText } from '../../i18n/text'
import { Page } from '../../parts/Page'
import { QueryState } from '../../parts/QueryState'
import { useDesk } from '../../shell/LiveProvider'
import { chosenBy, keepChosen, type Chosen } from './columns'
import { ColumnChooser } from './ColumnChooser'
import { Filters } from './Filters'
import { filterOf, isNarrowed, searchOf, type SessionSearch } from './search'
import { SessionTable } from './SessionTable'

const PARTS = ['sessions'] as const
const PAGE = 50

export function SessionsPage() {
  const search = searchOf(useSearch({ from: '/inside/console/sessions' }))
  const navigate = useNavigate()
  return <SessionList search={search} onNarrow={(next) => void navigate({ to: '/sessions', search: next, replace: true })} />
}

interface ListProps {
  search: SessionSearch
  onNarrow: (search: SessionSearch) => void
}

export function SessionList(props: ListProps) {
  return <MoreTexts parts={PARTS}><Sessions {...props} /></MoreTexts>
}

/** Sessions of all channels, for whoever looks after them: found, compared by how long customers waited, and opened. */
function Sessions({ search, onNarrow }: ListProps) {
  const text = useText()
  const me = useDesk((desk) => desk.me.person.id)
  const [chosen, setChosen] = useState(() => chosenBy(me))
  const choose = (next: Chosen) => {
    setChosen(next)
    keepChosen(me, next)
  }
  const query = useSessions(search)
  const tools = (
    <Group gap="xs">
      <ActionIcon variant="default" size="lg" aria-label={text('sessions.refresh')} title={text('sessions.refresh')} loading={query.isRefetching} onClick={() => void query.refetch()}>
        <Icon name="retry" size={16} />
      </ActionIcon>
      <ColumnChooser chosen={chosen} onChoose={choose} />
    </Group>
  )
  return (
    <Page title={text('nav.sessions')} lead={text('sessions.lead')} actions={tools} wide>
      <Filters search={search} onNarrow={onNarrow} />
      <QueryState query={query}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items)
          if (items.length === 0) return <Nothing narrowed={isNarrowed(search)} onClear={() => onNarrow({})} />
          return <SessionTable sessions={items} chosen={chosen} />
        }}
      </QueryState>
      {query.data && <More query={query} />}
    </Page>
  )
}

function useSessions(search: SessionSearch) {
  const api = useApi()
  const filter = filterOf(search)
  return useInfiniteQuery({
    queryKey: ['sessions', filter],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => api.sessionList(filter, { cursor: pageParam, limit: PAGE }, signal),
    getNextPageParam: (page) => page.next,
  })
}

function Nothing({ narrowed, onClear }: { narrowed: boolean; onClear: () => void }) {
  const text = useText()
  if (!narrowed) return <EmptyState icon="inbox" title={text('sessions.none')}>{text('sessions.none_help')}</EmptyState>
  return (
    <EmptyState icon="search" title={text('sessions.none_such')} action={<Button size="xs" variant="default" onClick={onClear}>{text('sessions.clear')}</Button>}>
      {text('sessions.none_such_help')}
    </EmptyState>
  )
}

function More({ query }: { query: ReturnType<typeof useSessions> }) {
  const text = useText()
  if (query.isFetchNextPageError) return <ErrorState title={text('error.title')}>{refusalText(text, query.error)}</ErrorState>
  if (!query.hasNextPage) return null
  return (
    <Group justify="center" mt="md">
      <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{text('sessions.more')}</Button>
    </Group>
  )
}
