/** Tells the customer that somebody is writing: at most every few seconds, and that it ended. */
import type { Id } from '@openline/api'
import { useCallback, useEffect, useRef } from 'react'
import { useLive } from '../../shell/LiveProvider'

const SAY_MS = 4_000
const END_MS = 6_000

export function useTyping(id: Id): { typed: () => void; ended: () => void } {
  const { live } = useLive()
  const saidAt = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const ended = useCallback(() => {
    clearTimeout(timer.current)
    if (saidAt.current > 0) live.sendTyping(id, false)
    saidAt.current = 0
  }, [id, live])
  const typed = useCallback(() => {
    clearTimeout(timer.current)
    timer.current = setTimeout(ended, END_MS)
    if (Date.now() - saidAt.current < SAY_MS) return
    saidAt.current = Date.now()
    live.sendTyping(id, true)
  }, [ended, id, live])
  useEffect(() => ended, [ended])
  return { typed, ended }
}
