/** What became of a message of ours, as far as somebody has to know or decide. Pure. */
import type { Failure, Message } from '@openline/api'
import { seesAll, type Desk } from '@openline/stream'

export type Outcome =
  | { kind: 'failed'; failure: Failure | null }
  /** It may have arrived: only a person can decide whether to risk it twice. */
  | { kind: 'unknown' }
  /** It arrived, but not all of it. */
  | { kind: 'partly'; failure: Failure }

export function outcomeOf(message: Pick<Message, 'state' | 'failure'>): Outcome | null {
  if (message.state === 'failed') return { kind: 'failed', failure: message.failure }
  if (message.state === 'unknown') return { kind: 'unknown' }
  if (message.failure && message.failure.lost.length > 0) return { kind: 'partly', failure: message.failure }
  return null
}

/** Whoever may answer may send again, while anything goes out (docs/behaviour/desk.md, D12). */
export function maySendAgain({ me, conversations, channels }: Pick<Desk, 'me' | 'conversations' | 'channels'>, message: Message): boolean {
  const row = conversations[message.conversation_id]
  if (!row || row.blocked || channels[row.channel_id]?.active === false) return false
  return message.may_send_again && (seesAll(me) || row.session?.owner_id === me.person.id)
}

/** Of an album the worst state is told: somebody has to look. */
const WORST: Message['state'][] = ['failed', 'unknown', 'sending', 'sent', 'delivered', 'read']

export function worst(messages: readonly [Message, ...Message[]]): Message {
  return messages.reduce((found, message) => (WORST.indexOf(message.state) < WORST.indexOf(found.state) ? message : found))
}
