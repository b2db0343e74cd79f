/** The transcript as a flat list: days, slim lines about sessions, the unread line, messages in groups. Pure. */
import type { Conversation, Message, Session } from '@openline/api'
import { compareIds, type Pending, type SessionLine, type Thread } from '@openline/stream'

export type EventKind =
  | 'opened' | 'accepted' | 'closed' | 'offered' | 'returned' | 'undistributed' | 'declined' | 'expired' | 'withdrawn'
  | 'offered_to_all' | 'withdrawn_from_all' | 'stays' | 'handed' | 'pinned' | 'unpinned'
  | 'handed_by' | 'intercepted' | 'joined' | 'left' | 'moved' | 'whisper_on' | 'whisper_off' | 'closing' | 'reopened' | 'liked' | 'disliked'
  | 'unanswered' | 'bot_joined' | 'bot_left'
export interface EventRow {
  kind: 'event'
  key: string
  at: string
  event: EventKind
  agentId: string | null
  agentName: string | null
  session: number | null
  reason: string | null
  /** Whose hand it was. */
  byId: string | null
  channel: string | null
}
export interface MessageRow {
  kind: 'message'
  key: string
  at: string
  message: Message
  /** What else was sent as one with it: the rest of an album. */
  more: readonly Message[]
  /** First and last of what one person wrote in a row. */
  first: boolean
  last: boolean
}
export type Row =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'unread'; key: string; at: string }
  | { kind: 'pending'; key: string; at: string; item: Pending }
  | EventRow
  | MessageRow

export interface RowsInput {
  thread: Thread
  pending: readonly Pending[]
  /** Id of the first message the reader had not seen when the conversation was opened. */
  firstUnread: string | null
  dayKey: (at: string) => string
}

const GROUP_MS = 5 * 60_000

function eventRow(event: EventKind, at: string, key: string, more: Partial<EventRow> = {}): EventRow {
  return { kind: 'event', key, at, event, agentId: null, agentName: null, session: null, reason: null, byId: null, channel: null, ...more }
}

/** What is kept of a session says when it opened, who took it, when it closed. */
function ofSession(session: Session, { messages, lines }: Thread): EventRow[] {
  // Platforms count in whole seconds and messages travel: what opened a session bears an earlier time than its opening.
  const first = messages.find((message) => message.session_id === session.id && message.author === 'customer')?.at
  const opened = first !== undefined && first < session.opened_at ? first : session.opened_at
  const rows = [eventRow('opened', opened, `opened-${session.id}`, { session: session.number })]
  if (session.accepted_at && session.owner_id) {
    // It may be a colleague's by now: if it was accepted before our eyes, we know whose it was then.
    const seen = lines.find((line) => line.kind === 'session.accepted' && line.at === session.accepted_at)?.agentId ?? session.owner_id
    const agentName = seen === session.owner_id ? session.owner_name : null
    rows.push(eventRow('accepted', session.accepted_at, `accepted-${session.id}`, { agentId: seen, agentName }))
  }
  if (session.closed_at) rows.push(eventRow('closed', session.closed_at, `closed-${session.id}`, { session: session.number }))
  return rows
}

const OUTCOMES = ['declined', 'expired', 'withdrawn'] as const

/** What the session does not keep: offers and their ends, whose hand it was. */
function ofLine(line: SessionLine): EventRow[] {
  const more = { agentId: line.agentId, reason: line.reason }
  const key = `line-${line.seq}`
  switch (line.kind) {
    case 'session.offered':
      return [eventRow(line.agentId === null ? 'offered_to_all' : 'offered', line.at, key, more)]
    case 'session.returned':
      return [eventRow('returned', line.at, key, more)]
    case 'session.undistributed':
      return [eventRow('undistributed', line.at, key, more)]
    case 'offer.ended': {
      const outcome = OUTCOMES.find((known) => known === line.outcome)
      const event = outcome === 'withdrawn' && line.agentId === null ? 'withdrawn_from_all' : outcome
      return event ? [eventRow(event, line.at, key, more)] : []
    }
    case 'offer.stays':
      return [eventRow('stays', line.at, key, more)]
    case 'session.handed':
      return [eventRow(handedHow(line), line.at, key, { ...more, byId: line.by ?? null })]
    case 'session.pinned':
      return [eventRow(line.outcome === 'unpinned' ? 'unpinned' : 'pinned', line.at, key, more)]
    case 'session.moved':
      return [eventRow('moved', line.at, key, { channel: line.outcome })]
    case 'bot.joined':
    case 'bot.left':
      return [eventRow(line.kind === 'bot.joined' ? 'bot_joined' : 'bot_left', line.at, key, { agentName: line.outcome })]
    default:
      return ofLife(line).map((event) => eventRow(event, line.at, key, more))
  }
}

function handedHow({ how, by, agentId }: SessionLine): EventKind {
  if (how === 'intercepted') return 'intercepted'
  return by && by !== agentId ? 'handed_by' : 'handed'
}

/** What became of it besides its way through the queue. The rest is told by the session itself. */
function ofLife({ kind, outcome }: SessionLine): EventKind[] {
  switch (kind) {
    case 'session.joined':
      return ['joined']
    case 'session.left':
      return ['left']
    case 'session.whisper':
      return [outcome === 'on' ? 'whisper_on' : 'whisper_off']
    case 'session.closing':
      return ['closing']
    case 'session.reopened':
      return ['reopened']
    case 'session.rated':
      return outcome === 'like' ? ['liked'] : outcome === 'dislike' ? ['disliked'] : []
    case 'session.unanswered':
      return ['unanswered']
    default:
      return []
  }
}

function follows(message: Message, before: Row | undefined): boolean {
  return (
    before?.kind === 'message' && before.message.author === message.author && before.message.author_id === message.author_id &&
    before.message.note === message.note && Date.parse(message.at) - Date.parse(before.at) < GROUP_MS
  )
}

/** An album comes message by message and is shown as one; the first one's row grows in place. */
function ofAlbum(message: Message, before: Row | undefined): before is MessageRow {
  return before?.kind === 'message' && message.album !== null && before.message.album === message.album &&
    before.message.author === message.author && before.message.note === message.note
}

export function buildRows({ thread, pending, firstUnread, dayKey }: RowsInput): Row[] {
  const start = thread.older === null ? '' : (thread.messages[0]?.at ?? '')
  const events = [...thread.sessions.flatMap((session) => ofSession(session, thread)), ...thread.lines.flatMap(ofLine)].filter((row) => row.at >= start)
  const messages = thread.messages.map((message): MessageRow =>
    ({ kind: 'message', key: message.id, at: message.at, message, more: [], first: true, last: true }))
  // Stable: of the same instant, the event that opened something stands before the message.
  const sorted = [...events, ...messages].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  const sent = new Set(thread.messages.map((message) => message.client_id))
  const waiting = pending.filter((item) => !sent.has(item.clientId))
  const rows: Row[] = []
  let day = ''
  for (const row of sorted) {
    const key = dayKey(row.at)
    if (key !== day) rows.push({ kind: 'day', key: `day-${key}`, at: row.at })
    day = key
    if (row.kind === 'message' && row.message.id === firstUnread) rows.push({ kind: 'unread', key: 'unread', at: row.at })
    const before = rows.at(-1)
    const spoken = row.kind === 'message' && row.message.album ? rows.findLastIndex((said) => said.kind === 'message') : -1
    const album = rows[spoken]
    if (row.kind === 'message' && ofAlbum(row.message, album)) {
      rows[spoken] = { ...album, more: [...album.more, row.message] }
      continue
    }
    const joined = row.kind === 'message' && follows(row.message, before)
    if (joined && before?.kind === 'message') rows[rows.length - 1] = { ...before, last: false }
    rows.push(joined ? { ...row, first: false } : row)
  }
  return [...rows, ...waiting.map((item) => ({ kind: 'pending' as const, key: item.clientId, at: item.at, item }))]
}

/** Rows are built anew with each change; what shows the same need not be drawn again. */
export function sameRow(a: Row, b: Row): boolean {
  if (a.kind === 'message' && b.kind === 'message') {
    return a.message === b.message && a.first === b.first && a.last === b.last && a.more.length === b.more.length &&
      a.more.every((message, index) => message === b.more[index])
  }
  if (a.kind === 'pending' && b.kind === 'pending') return a.item === b.item
  return a.kind === b.kind && a.key === b.key && a.at === b.at && a.kind !== 'event'
}

/** The reader's place when he opens: the customer's first message behind the owner's mark. */
export function firstUnreadOf(messages: readonly Message[], row: Conversation): string | null {
  if (row.unread === 0) return null
  const mark = row.agent_read_up_to ?? '0'
  return messages.find((message) => message.author === 'customer' && compareIds(message.id, mark) > 0)?.id ?? null
}
