/** Macros in words: "the customer’s name", for warnings. */
import { useIntl } from 'react-intl'
import { useText } from '../../i18n/text'

export const MACROS = ['CUSTOMER_NAME', 'CUSTOMER_EMAIL', 'CUSTOMER_PHONE', 'OPERATOR', 'CHANNEL', 'SESSION_ID', 'DIALOG'] as const
export type CannedMacro = (typeof MACROS)[number]

export function useMacroNames(): (names: readonly string[]) => string {
  const text = useText()
  const intl = useIntl()
  return (names) => intl.formatList(names.map((name) => {
    const known = MACROS.find((one) => one === name)
    return known ? text(`canned.macro.${known}`) : `#${name}#`
  }))
}
