/** Since when a customer waits for somebody: in the queue, or for the answer to his last message. */
import type { Conversation } from '@openline/api'

const AMBER_S = 60
const RED_S = 300

export function waitingSince(row: Conversation): number | null {
  const { session, last_message: last } = row
  if (!session || session.phase === 'closed' || session.phase === 'bot' || session.closing_until) return null
  if (session.phase === 'waiting' || session.phase === 'offered') return Date.parse(session.queued_at)
  if (last?.author !== 'customer') return null
  const ours = session.mode === 'output' && last.at < session.opened_at // begun by us: what he wrote before was closed
  return ours ? null : Date.parse(last.at)
}

export function waitTone(seconds: number): 'calm' | 'amber' | 'red' {
  if (seconds < AMBER_S) return 'calm'
  return seconds < RED_S ? 'amber' : 'red'
}
