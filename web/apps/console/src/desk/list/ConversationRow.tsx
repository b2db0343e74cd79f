import type { Conversation, Id, View } from '@openline/api'
import { belongs, isOffered, isOfferedToAll, type Reader } from '@openline/stream'
import { Avatar, Icon } from '@openline/ui'
import { Link } from '@tanstack/react-router'
import { memo, type ReactNode } from 'react'
import { useNow } from '../../app/useNow'
import { useText } from '../../i18n/text'
import { clock, useTimes } from '../../i18n/times'
import { useDesk, useReader } from '../../shell/LiveProvider'
import { useDrafts } from '../composer/drafts'
import { previewOf } from '../preview'
import { useContactName } from '../useContactName'
import styles from './ConversationRow.module.css'
import { waitingSince, waitTone } from './waiting'

interface RowProps {
  id: Id
  view: View
  opened: boolean
}

export const ConversationRow = memo(function ConversationRow({ id, view, opened }: RowProps) {
  const row = useDesk((desk) => desk.conversations[id])
  const reader = useReader()
  const nameOf = useContactName()
  if (!row) return null
  const name = nameOf(row.contact)
  return (
    <Link
      to="/desk/$view/{-$conversationId}"
      params={{ view, conversationId: id }}
      preload={false}
      className={styles.row}
      data-conversation={id}
      data-left={!belongs(row, view, reader) || undefined}
      data-unread={row.unread > 0 || undefined}
      aria-current={opened || undefined}
    >
      <Avatar name={name} seed={row.contact.id} url={row.contact.avatar_url} size={34} />
      <span className={styles.body}>
        <span className={styles.line}>
          <span className={styles.name}>{name}</span>
          <RowTime row={row} />
        </span>
        <span className={styles.line}>
          <Preview row={row} />
          <Marks row={row} view={view} reader={reader} />
        </span>
      </span>
    </Link>
  )
})

function RowTime({ row }: { row: Conversation }) {
  const times = useTimes()
  const text = useText()
  const now = useNow()
  const since = waitingSince(row)
  if (since !== null) {
    const seconds = (now - since) / 1000
    return (
      <span className={styles.timer} data-tone={waitTone(seconds)} title={text('row.waits')}>
        <Icon name="clock" size={13} />
        {clock(seconds)}
      </span>
    )
  }
  if (!row.last_message_at) return null
  return <span className={styles.time}>{times.short((now - Date.parse(row.last_message_at)) / 1000)}</span>
}

function Preview({ row }: { row: Conversation }) {
  const text = useText()
  const typing = useDesk((desk) => desk.typing[row.id] !== undefined)
  const draft = useDrafts((drafts) => drafts[row.id])
  if (typing) return <span className={styles.typing}>{text('row.typing')}</span>
  if (draft?.text) return <span className={styles.preview}><b>{text('row.draft')}</b> {draft.text}</span>
  const last = row.last_message
  if (!last) return <span className={styles.preview}>{row.channel_name}</span>
  const words = previewOf(last, text)
  if (last.author === 'bot') return <span className={styles.preview}>{`${text('author.bot')}: ${words}`}</span>
  return <span className={styles.preview}>{last.author === 'agent' ? text('row.you', { text: words }) : words}</span>
}

function Mark({ name, children }: { name: string; children: ReactNode }) {
  return <span role="img" aria-label={name} title={name} className={styles.mark}>{children}</span>
}

const VOTES = { like: '👍', dislike: '👎' }

function Marks({ row, view, reader }: { row: Conversation; view: View; reader: Reader }) {
  const text = useText()
  const meId = reader.me.person.id
  const { session } = row
  if (row.unread > 0) {
    return <span className={styles.unread} aria-label={text('view.unread', { count: row.unread })} role="img">{row.unread}</span>
  }
  if (isOfferedToAll(row)) return <span className={styles.offer}>{text('phase.offered_to_all')}</span>
  if (isOffered(row, reader)) return <span className={styles.offer}>{text('row.offer')}</span>
  if (session?.unanswered) return <Mark name={text('row.unanswered')}><Icon name="alert" size={14} className={styles.unanswered} /></Mark>
  if (session?.vote) return <Mark name={text(`row.${session.vote}`)}>{VOTES[session.vote]}</Mark>
  if (view !== 'all') return null
  if (session?.phase === 'active' && session.owner_id !== meId) return <span className={styles.owner}>{session.owner_name}</span>
  if (session?.phase === 'closed' || !session) return <Icon name="check" size={14} className={styles.closed} />
  return null
}
