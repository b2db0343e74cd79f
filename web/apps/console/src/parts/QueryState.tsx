import { Button, Skeleton } from '@mantine/core'
import { ErrorState, Waiting } from '@openline/ui'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { refusalText } from '../app/refusal'
import { useText } from '../i18n/text'

/** Loading, failed, or there: the three states of every page that reads something. */
export function QueryState<T>({ query, children }: { query: UseQueryResult<T>; children: (data: T) => ReactNode }) {
  const text = useText()
  if (query.data !== undefined) return children(query.data)
  if (query.error) {
    return (
      <ErrorState title={text('error.title')} action={<Button size="xs" onClick={() => void query.refetch()}>{text('action.again')}</Button>}>
        {refusalText(text, query.error)}
      </ErrorState>
    )
  }
  return (
    <Waiting label={text('state.loading')} slow={text('state.slow')}>
      <Skeleton h={48} mb="sm" />
      <Skeleton h={48} mb="sm" />
      <Skeleton h={48} />
    </Waiting>
  )
}
