/** Sessions offered to me now, the one that ends first on top. */
import { isOfferedTo, listed } from '@openline/stream'
import type { Conversation } from '@openline/api'
import { useMemo } from 'react'
import { useDesk } from '../../shell/LiveProvider'

export function useOffers(): readonly Conversation[] {
  const rows = useDesk((desk) => desk.conversations)
  const me = useDesk((desk) => desk.me)
  return useMemo(() => listed(rows, 'new', me).filter((row) => isOfferedTo(row, me.person.id)), [rows, me])
}
