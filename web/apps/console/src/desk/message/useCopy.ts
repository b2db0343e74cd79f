import { useCallback } from 'react'
import { copied } from '../../app/copied'
import { toast } from '../../app/toasts'
import { useText } from '../../i18n/text'

/** Carries a text elsewhere and says so; where copying is forbidden the text is shown to be copied by hand. */
export function useCopy(): (value: string) => void {
  const text = useText()
  return useCallback((value: string) => {
    void copied(value).then((done) => toast(done ? text('copy.done') : text('copy.not_possible', { value })))
  }, [text])
}
