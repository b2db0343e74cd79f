/** Why an answer cannot be written now; null when it can. A note to the team stays possible. */
import type { Conversation, Me } from '@openline/api'
import { isMine, isOfferedTo } from '@openline/stream'

export type WhyNot = 'closed' | 'offered' | 'waiting' | 'colleague'

export function whyNot(row: Conversation, me: Me): WhyNot | null {
  const { session } = row
  if (!session || session.phase === 'closed') return 'closed'
  if (isMine(row, me.person.id)) return null
  if (isOfferedTo(row, me.person.id)) return 'offered'
  return session.phase === 'active' ? 'colleague' : 'waiting'
}
