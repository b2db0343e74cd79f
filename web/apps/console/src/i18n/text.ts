/** Text by key; the compiler knows the keys. */
import { useMemo } from 'react'
import { useIntl, type IntlShape } from 'react-intl'
import type { MessageKey } from './catalogue'

type Values = Record<string, string | number | Date>
export type Text = (key: MessageKey, values?: Values) => string

export function textOf(intl: IntlShape): Text {
  return (id, values) => intl.formatMessage({ id }, values)
}

export function useText(): Text {
  const intl = useIntl()
  return useMemo(() => textOf(intl), [intl])
}

type WordFamily = 'reason' | 'setting' | 'scope' | 'identity' | 'failure' | 'loss' | 'file_reason' | 'unsupported' | 'platform'

/** For codes that come from the server: our words for them, or nothing where we have none yet. */
export function useWords(): (family: WordFamily, code: string) => string | null {
  const intl = useIntl()
  return useMemo(() => (family, code) => {
    const id = `${family}.${code}`
    return id in intl.messages ? intl.formatMessage({ id }) : null
  }, [intl])
}
