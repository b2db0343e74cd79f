/** Words of a platform: its own texts first, then ours for words that all of them use. */
import type { Connector, ConnectorField } from '@openline/api'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import type { Connectors } from '@openline/api'
import { useMemo } from 'react'
import { useIntl } from 'react-intl'
import { useApi } from '../../../app/core'
import { useLocale } from '../../../i18n/LocaleProvider'

export interface ConnectorWords {
  title: string
  label: (field: ConnectorField | string) => string
  help: (field: ConnectorField | string) => string | null
  choice: (field: string, choice: string) => string
  /** How it fares. */
  health: (word: string) => string
  /** What installing did, and what is left. */
  install: (word: string) => string
  /** Why a value was refused. */
  refusal: (word: string) => string
}

export function useConnectors(): UseQueryResult<Connectors> {
  const api = useApi()
  const { locale } = useLocale()
  return useQuery({ queryKey: ['connectors', locale], queryFn: () => api.connectors(locale), staleTime: Infinity })
}

export function useConnectorWords(connector: Connector | undefined): ConnectorWords {
  const intl = useIntl()
  return useMemo(() => {
    const texts = connector?.texts ?? {}
    const key = (field: ConnectorField | string) => (typeof field === 'string' ? field : field.key)
    const ours = (id: string) => (id in intl.messages ? intl.formatMessage({ id }) : undefined)
    const other = (word: string) => intl.formatMessage({ id: 'health.other' }, { word })
    const health = (word: string) => texts[`health.${word}`] ?? ours(`health.${word}`) ?? other(word)
    return {
      title: texts.title ?? connector?.id ?? '',
      label: (field) => texts[`${key(field)}.label`] ?? key(field),
      help: (field) => texts[`${key(field)}.help`] ?? null,
      choice: (field, choice) => texts[`${field}.${choice}`] ?? choice,
      health,
      install: (word) => texts[`install.${word}`] ?? ours(`install.${word}`) ?? other(word),
      refusal: (word) => texts[`health.${word}`] ?? ours(`refusal.${word}`) ?? health(word),
    }
  }, [connector, intl])
}
