/** Why an answer cannot be written now; null when it can (docs/behaviour/desk.md, D3–D5, D9, D16). A note stays possible. */
import type { Conversation, Id } from '@openline/api'
import { isOffered, type Reader } from '@openline/stream'

export type WhyNot = 'offered' | 'waiting' | 'colleague' | 'channel_off' | 'blocked'

export function isClosed({ session }: Conversation): boolean {
  return !session || session.phase === 'closed'
}

/** Who owns it, and who takes part in it (D4, D26). */
function speaks({ session, participants }: Conversation, id: Id): boolean {
  return session?.owner_id === id || (participants?.some((one) => one.id === id) ?? false)
}

export function whyNot(row: Conversation, reader: Reader): WhyNot | null {
  const { me, channels } = reader
  const { session } = row
  if (channels[row.channel_id]?.active === false) return 'channel_off'
  if (row.blocked) return 'blocked'
  if (!session || session.phase === 'closed') return null // an answer starts a session of one's own
  if (session.phase === 'bot') return null // and takes this one from the bot
  if (session.phase === 'active') return speaks(row, me.person.id) ? null : 'colleague'
  return isOffered(row, reader) ? 'offered' : 'waiting'
}
