import type { Message } from '@openline/api'
import { memo } from 'react'
import { useText } from '../../i18n/text'
import { useTimes } from '../../i18n/times'
import { useNow } from '../../app/useNow'
import { useDesk } from '../../shell/LiveProvider'
import { useWords } from '../../i18n/text'
import styles from './ConversationPane.module.css'
import { MessageBubble } from './MessageBubble'
import { PendingBubble } from './PendingBubble'
import { sameRow, type EventRow, type Row } from './rows'

interface RowViewProps {
  row: Row
  onReply: ((message: Message) => void) | null
  onStart: ((message: Message) => void) | null
}

export const RowView = memo(function RowView({ row, onReply, onStart }: RowViewProps) {
  const text = useText()
  switch (row.kind) {
    case 'day':
      return <DayLine at={row.at} />
    case 'unread':
      return <div className={styles.unread} data-unread-line>{text('pane.unread')}</div>
    case 'event':
      return <EventLine row={row} />
    case 'message':
      return <MessageBubble row={row} onReply={onReply} onStart={onStart} />
    case 'pending':
      return <PendingBubble item={row.item} />
  }
}, (before, after) => before.onReply === after.onReply && before.onStart === after.onStart && sameRow(before.row, after.row))

function DayLine({ at }: { at: string }) {
  const times = useTimes()
  const now = useNow()
  return <div className={styles.day}>{times.day(at, now)}</div>
}

function EventLine({ row }: { row: EventRow }) {
  const text = useText()
  const words = useWords()
  const times = useTimes()
  const meId = useDesk((desk) => desk.me.person.id)
  const known = useDesk((desk) => desk.people[row.agentId ?? '']?.name)
  const knownBy = useDesk((desk) => desk.people[row.byId ?? '']?.name)
  const nameOf = (id: string | null, name: string | null | undefined) => (id === meId ? text('phase.you') : (name ?? text('event.somebody')))
  const name = nameOf(row.agentId, known ?? row.agentName)
  const reason = row.reason ? (words('reason', row.reason) ?? row.reason) : ''
  return (
    <div className={styles.event} data-anchor>
      {text(`event.${row.event}`, { name, session: row.session ?? 0, by: nameOf(row.byId, knownBy), channel: row.channel ?? '' })}
      {reason && ` · ${reason}`}
      {` · ${times.time(row.at)}`}
    </div>
  )
}
