/** The search behind a slash: what it finds, which is chosen by keys, and what becomes of it. */
import { cannedCalls, type Id, type OfferedCanned, type StoredFile } from '@openline/api'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState, type RefObject } from 'react'
import { useApi } from '../../app/core'
import { useRefusal } from '../../app/refusal'
import { toast } from '../../app/toasts'
import { useText } from '../../i18n/text'
import { askedAt, put, type Asked } from './caret'
import { useMacroNames } from './macroNames'

const PAUSE_MS = 120
const FRESH_MS = 10_000
const NONE: readonly OfferedCanned[] = []

interface PickerOptions {
  conversationId: Id
  field: RefObject<HTMLTextAreaElement | null>
  value: string
  onText: (text: string) => void
  onFiles: (files: readonly StoredFile[]) => void
}

export interface Picker {
  asked: Asked | null
  items: readonly OfferedCanned[]
  active: number
  setActive: (index: number) => void
  choose: (index: number) => void
  busy: Id | null
  loading: boolean
  error: boolean
  again: () => void
}

export function usePicker({ conversationId, field, value, onText, onFiles }: PickerOptions): Picker {
  const api = useApi()
  const queries = useQueryClient()
  const text = useText()
  const refuse = useRefusal()
  const names = useMacroNames()
  const caret = useCaret(field, value)
  const [closedAt, setClosedAt] = useState<number | null>(null)
  const found = askedAt(value, caret)
  const asked = found && found.at !== closedAt ? found : null
  const words = asked?.words ?? ''
  useEffect(() => {
    if (found === null) setClosedAt(null)
  }, [found === null]) // eslint-disable-line react-hooks/exhaustive-deps -- only whether there is one
  const [searched] = useDebouncedValue(words, PAUSE_MS)
  const query = useQuery({
    queryKey: ['canned', 'offered', conversationId, searched], enabled: asked !== null, staleTime: FRESH_MS, placeholderData: keepPreviousData,
    queryFn: ({ signal }) => cannedCalls(api).offered(conversationId, searched, signal),
  })
  const items = query.data?.items ?? NONE
  const [chosen, setActive] = useState(0)
  const [busy, setBusy] = useState<Id | null>(null)
  useEffect(() => setActive(0), [searched])
  const active = Math.min(chosen, Math.max(0, items.length - 1))
  const behind = query.isFetching || searched !== words
  // Several words that nobody has said before are no search: "open 24 /7 all year".
  const idle = asked === null || (!behind && items.length === 0 && words.includes(' '))

  const choose = (index: number) => {
    const one = items[index]
    const { current } = field
    if (!one || !current || busy) return
    setBusy(one.id)
    cannedCalls(api).use(conversationId, one.id).then((filled) => {
      const now = askedAt(current.value, current.selectionStart) ?? { at: current.selectionStart, end: current.selectionEnd, words: '' }
      const next = put(current.value, now, filled.text)
      onText(next.text)
      onFiles(filled.files)
      if (filled.empty.length > 0) toast(text('canned.filled_empty', { names: names(filled.empty) }), { tone: 'error' })
      requestAnimationFrame(() => {
        current.focus()
        current.setSelectionRange(next.caret, next.caret)
      })
      return queries.invalidateQueries({ queryKey: ['canned'] })
    }).catch(refuse).finally(() => setBusy(null))
  }
  // Enter before anything is found would send the search to the customer: it takes the first one when it comes.
  const [eager, setEager] = useState(false)
  const arrived = useEffectEvent(() => {
    setEager(false)
    if (asked) choose(active)
  })
  useEffect(() => {
    if (eager && !behind) arrived()
  }, [eager, behind])
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (idle || event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const takes = (event.key === 'Enter' || event.key === 'Tab') && items.length > 0
    if (event.key === 'Escape') setClosedAt(asked?.at ?? null)
    else if (step !== undefined && items.length > 0) setActive((active + step + items.length) % items.length)
    else if (behind && (takes || event.key === 'Enter')) setEager(true)
    else if (takes) choose(active)
    // Nothing is found: a slip of the finger must not reach the customer. Esc first, who means it.
    else if (event.key !== 'Enter') return setEager(false)
    event.preventDefault()
    event.stopImmediatePropagation()
  })
  useEffect(() => {
    const { current } = field
    const listen = (event: KeyboardEvent) => pressed(event)
    current?.addEventListener('keydown', listen, true)
    return () => current?.removeEventListener('keydown', listen, true)
  }, [field])
  return { asked: idle ? null : asked, items, active, setActive, choose, busy, loading: behind || busy !== null, error: query.isError, again: () => void query.refetch() }
}

/** Where the cursor stands in the field. */
function useCaret(field: RefObject<HTMLTextAreaElement | null>, value: string): number {
  const [caret, setCaret] = useState(value.length)
  useEffect(() => {
    const { current } = field
    const look = () => current && setCaret(current.selectionStart)
    look()
    document.addEventListener('selectionchange', look)
    return () => document.removeEventListener('selectionchange', look)
  }, [field, value])
  return caret
}
