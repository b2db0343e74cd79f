import { Skeleton } from '@mantine/core'
import { ErrorState, Waiting } from '@openline/ui'
import { useQuery } from '@tanstack/react-query'
import { useMemo, type ReactNode } from 'react'
import { IntlProvider, useIntl } from 'react-intl'
import type { Part } from './catalogue'
import { useLocale } from './LocaleProvider'
import { loadMore } from './more'
import { useText } from './text'

interface MoreTextsProps {
  parts: readonly Part[]
  /** What stands here meanwhile, where the outline of a page would be too much. */
  meanwhile?: ReactNode
  children: ReactNode
}

/** Texts of parts of the product, fetched when they are shown: nobody else has to wait for them. */
export function MoreTexts({ parts, meanwhile, children }: MoreTextsProps) {
  const text = useText()
  const intl = useIntl()
  const { locale } = useLocale()
  const more = useQuery({
    queryKey: ['texts', ...parts, locale], staleTime: Infinity, gcTime: Infinity,
    queryFn: async () => Object.assign({}, ...await Promise.all(parts.map((part) => loadMore(part, locale)))) as Record<string, string>,
  })
  const messages = useMemo(() => ({ ...intl.messages, ...more.data }) as Record<string, string>, [intl.messages, more.data])
  if (more.error) return <ErrorState title={text('error.title')}>{text('error.network')}</ErrorState>
  if (!more.data) return meanwhile ?? <Waiting label={text('state.loading')} slow={text('state.slow')}><Skeleton h={48} /></Waiting>
  return (
    <IntlProvider locale={intl.locale} messages={messages} {...(intl.timeZone === undefined ? {} : { timeZone: intl.timeZone })}>
      {children}
    </IntlProvider>
  )
}
