/** Which of the console's pages an event makes old, and when they are read again: at most once a second each. */
import type { StreamEvent } from '@openline/stream'
import type { QueryClient, QueryKey } from '@tanstack/react-query'

const EVERY_MS = 1_000

function touched(event: StreamEvent): QueryKey[] {
  switch (event.type) {
    case 'channel.changed':
      return [['channels'], ['channel', event.data.id], ['settings', event.data.id], ['queue', event.data.id]]
    case 'connection.changed':
      return [['channels'], ['connections'], ['connection', event.data.id]]
    case 'person.changed':
      return [['people'], ['queue'], ['board'], ['my routing']]
    case 'contact.changed':
      return [['contact', event.data.contact.id]]
    case 'session.opened':
    case 'session.queued':
    case 'session.offered':
    case 'session.undistributed':
    case 'session.accepted':
    case 'session.returned':
    case 'session.handed':
    case 'session.closed':
    case 'session.closing':
    case 'session.reopened':
    case 'session.moved':
    case 'offer.ended':
      return [['channels'], ['queue', event.data.session.channel_id], ['board'], ['earlier', event.data.conversation.contact.id]]
    case 'message.added': // whose turn it is
      return [['board']]
    case 'unknown': // newer than this page: it may concern what the board shows
      return [['board']]
    default:
      return []
  }
}

export class PageRefresher {
  private readonly old = new Map<string, QueryKey>()
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(private readonly queries: Pick<QueryClient, 'invalidateQueries'>) {}

  readonly hear = (events: readonly StreamEvent[]): void => {
    for (const queryKey of events.flatMap(touched)) this.old.set(JSON.stringify(queryKey), queryKey)
    if (this.old.size > 0) this.timer ??= setTimeout(this.flush, EVERY_MS)
  }

  stop(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    this.old.clear()
  }

  private readonly flush = (): void => {
    const keys = [...this.old.values()]
    this.stop()
    for (const queryKey of keys) void this.queries.invalidateQueries({ queryKey })
  }
}
