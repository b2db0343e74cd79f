/** What a notice says and where it leads; made here, from its kind and data, in the reader's language. */
import type { Id, Notice } from '@openline/api'
import type { Text } from '../../i18n/text'

export type Place = { kind: 'talk'; conversationId: Id } | { kind: 'channel'; channelId: Id; tab: 'connections' | 'queue' } | null

/** Names that a notice only carries the ids of. */
export interface Names {
  channel: (id: Id) => string | null
  person: (id: Id) => string | null
}

const id = ({ data }: Notice, name: string): Id | null => (typeof data[name] === 'string' ? data[name] : null)

export function noticeWords(notice: Notice, text: Text, names: Names): string {
  const channelId = id(notice, 'channel_id')
  const channel = (channelId && names.channel(channelId)) || text('notice.some_channel')
  switch (notice.kind) {
    case 'connection.attention':
      return text('notice.connection_attention', { channel })
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
