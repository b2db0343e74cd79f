/** What signing in and using a link share: one answer of `Me`, then inside, in that person's language. */
import type { Me } from '@openline/api'
import { useState } from 'react'
import { meQuery, useCore } from '../app/core'
import { refusalText } from '../app/refusal'
import { useLocale } from '../i18n/LocaleProvider'
import { useText } from '../i18n/text'

export function useEnter(onInside: () => void) {
  const { api, queries } = useCore()
  const { setLocale } = useLocale()
  const text = useText()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  const enter = (call: () => Promise<Me>) => {
    setBusy(true)
    setProblem(null)
    call().then(
      async (me) => {
        queries.clear()
        queries.setQueryData(meQuery(api).queryKey, me)
        await setLocale(me.person.locale)
        onInside()
      },
      (error: unknown) => {
        setBusy(false)
        setProblem(refusalText(text, error))
      },
    )
  }
  return { busy, problem, enter }
}
