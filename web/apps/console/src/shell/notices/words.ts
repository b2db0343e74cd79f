/** What a notice says and where it leads; made here, from its kind and data, in the reader's language. */
import type { Id, Notice } from '@openline/api'
import type { Text } from '../../i18n/text'

export type Place = { kind: 'talk'; conversationId: Id } | { kind: 'channel'; channelId: Id; tab: 'connections' | 'queue' } | null

/** Names that a notice only carries the ids of. */
export interface Names {
  channel: (id: Id) => string | null
  /** Seconds in words. */
  span: (seconds: number) => string
}

const id = ({ data }: Notice, name: string): Id | null => (typeof data[name] === 'string' ? data[name] : null)

/** A satisfied customer's vote. */
const LIKE = 5

/** In the channel's own words where it has some, and how long the customer has waited. */
function overdue({ data }: Notice, text: Text, channel: string, names: Names): string {
  const waited = names.span(Number(data.waited_s))
  if (typeof data.text === 'string' && data.text) return text('notice.overdue_said', { said: data.text, waited })
  return text('notice.overdue', { channel, number: Number(data.number), waited })
}

export function noticeWords(notice: Notice, text: Text, names: Names): string {
  const { data } = notice
  const channelId = id(notice, 'channel_id')
  const channel = (channelId && names.channel(channelId)) || text('notice.some_channel')
  switch (notice.kind) {
    case 'connection.attention':
      return text('notice.connection_attention', { channel })
    case 'queue.empty':
      return text('notice.queue_empty', { channel })
    case 'response.overdue':
      return overdue(notice, text, channel, names)
    case 'session.escalated':
      return text('notice.escalated', { channel, number: Number(data.number), rounds: Number(data.rounds) })
    case 'session.rated':
      return text(data.vote === LIKE ? 'notice.rated_like' : 'notice.rated_dislike', { number: Number(data.number) })
    case 'session.reviewed':
      return text('notice.reviewed', { number: Number(data.number), rating: Number(data.rating) })
    default:
      return text('notice.other', { channel, kind: notice.kind })
  }
}

export function noticePlace(notice: Notice): Place {
  const conversationId = id(notice, 'conversation_id')
  if (conversationId) return { kind: 'talk', conversationId }
  const channelId = id(notice, 'channel_id')
  if (!channelId) return null
  return { kind: 'channel', channelId, tab: notice.kind.startsWith('connection.') ? 'connections' : 'queue' }
}
