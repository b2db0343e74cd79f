/** Sessions offered to me now that I have not skipped, the one that ends first on top. */
import { isOffered, listed } from '@openline/stream'
import type { Conversation } from '@openline/api'
import { useMemo } from 'react'
import { useDesk, useReader } from '../../shell/LiveProvider'

export function useOffers(): readonly Conversation[] {
  const rows = useDesk((desk) => desk.conversations)
  const skipped = useDesk((desk) => desk.skipped)
  const reader = useReader()
  return useMemo(
    () => listed(rows, 'new', reader).filter((row) => isOffered(row, reader) && !skipped[row.session?.id ?? '']),
    [rows, skipped, reader],
  )
}
