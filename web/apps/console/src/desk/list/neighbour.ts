import type { Id } from '@openline/api'

/** The row above or below; the ends hold. Without an open one the first is next. */
export function neighbour(ids: readonly Id[], openId: Id | undefined, by: 1 | -1): Id | undefined {
  const index = openId === undefined ? -1 : ids.indexOf(openId)
  if (index < 0) return ids[0]
  return ids[Math.min(ids.length - 1, Math.max(0, index + by))]
}
