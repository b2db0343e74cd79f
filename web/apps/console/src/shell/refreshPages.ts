/** Which of the console's pages an event makes old. */
import type { StreamEvent } from '@openline/stream'
import type { QueryClient, QueryKey } from '@tanstack/react-query'

function touched(event: StreamEvent): QueryKey[] {
  switch (event.type) {
    case 'channel.changed':
      return [['channels'], ['channel', event.data.id], ['settings', event.data.id], ['queue', event.data.id]]
    case 'connection.changed':
      return [['channels'], ['connections', event.data.channel_id]]
    case 'person.changed':
      return [['people'], ['queue']]
    case 'contact.changed':
      return [['contact', event.data.contact.id]]
    case 'session.opened':
    case 'session.queued':
    case 'session.offered':
    case 'session.undistributed':
    case 'session.accepted':
    case 'session.returned':
    case 'session.closed':
    case 'offer.ended':
      return [['channels'], ['queue', event.data.session.channel_id], ['earlier', event.data.conversation.contact.id]]
    default:
      return []
  }
}

/** One invalidation per page and batch, however many events there were. */
export function refreshPages(queries: QueryClient, events: readonly StreamEvent[]): void {
  const keys = new Map(events.flatMap(touched).map((queryKey) => [JSON.stringify(queryKey), queryKey]))
  for (const queryKey of keys.values()) void queries.invalidateQueries({ queryKey })
}
