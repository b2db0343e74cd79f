import { Skeleton } from '@mantine/core'
import { ErrorState, Waiting } from '@openline/ui'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { IntlProvider, useIntl } from 'react-intl'
import { loadSetupTexts } from './catalogue'
import { useLocale } from './LocaleProvider'
import { useText } from './text'

/** Texts of connecting, fetched when somebody connects something: nobody else has to wait for them. */
export function SetupTexts({ children }: { children: ReactNode }) {
  const text = useText()
  const intl = useIntl()
  const { locale } = useLocale()
  const more = useQuery({ queryKey: ['setup texts', locale], queryFn: () => loadSetupTexts(locale), staleTime: Infinity, gcTime: Infinity })
  if (more.error) return <ErrorState title={text('error.title')}>{text('error.network')}</ErrorState>
  if (!more.data) return <Waiting label={text('state.loading')} slow={text('state.slow')}><Skeleton h={48} /></Waiting>
  return (
    <IntlProvider locale={intl.locale} messages={{ ...intl.messages as Record<string, string>, ...more.data }} {...(intl.timeZone === undefined ? {} : { timeZone: intl.timeZone })}>
      {children}
    </IntlProvider>
  )
}
