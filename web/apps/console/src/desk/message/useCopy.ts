import { useCallback } from 'react'
import { toast } from '../../app/toasts'
import { useText } from '../../i18n/text'

/** Carries a text elsewhere and says so; where copying is forbidden the text is shown to be copied by hand. */
export function useCopy(): (value: string) => void {
  const text = useText()
  return useCallback((value: string) => {
    const byHand = () => toast(text('copy.not_possible', { value }))
    // Pages without https have no clipboard.
    if ('clipboard' in navigator) navigator.clipboard.writeText(value).then(() => toast(text('copy.done')), byHand)
    else byHand()
  }, [text])
}
