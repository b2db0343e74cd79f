/** An answer that did not arrive is told to its author wherever he is by now. */
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { toast } from '../../app/toasts'
import { useText } from '../../i18n/text'
import { useLive } from '../../shell/LiveProvider'
import { useContactName } from '../useContactName'
import { failuresOf } from './news'

export function useFailures(meId: string): void {
  const { events } = useLive()
  const text = useText()
  const nameOf = useContactName()
  const navigate = useNavigate()
  useEffect(() => events.subscribe((news) => {
    for (const { row, unknown } of failuresOf(news, meId)) {
      if (window.location.pathname.endsWith(`/${row.id}`)) continue // he sees it there
      const name = nameOf(row.contact)
      const run = () => void navigate({ to: '/desk/$view/{-$conversationId}', params: { view: 'all', conversationId: row.id } })
      toast(text(unknown ? 'outcome.perhaps_lost' : 'outcome.not_received', { name }), { tone: 'error', action: { label: text('outcome.show'), run } })
    }
  }), [events, meId, nameOf, navigate, text])
}
