import type { Id } from '@openline/api'
import { useMemo, useState } from 'react'
import { heldOrder } from './settled'

export function useSettled(ids: readonly Id[], held: boolean): { shown: readonly Id[]; fresh: number; settle: () => void } {
  const [settled, setSettled] = useState(ids)
  if (!held && settled !== ids) setSettled(ids)
  const order = useMemo(() => (held ? heldOrder(settled, ids) : { shown: ids, fresh: 0 }), [held, settled, ids])
  return { ...order, settle: () => setSettled(ids) }
}
