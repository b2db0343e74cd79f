import type { Conversation, Message } from '@openline/api'
import { Button } from '@mantine/core'
import { Icon } from '@openline/ui'
import { useMemo, useState, useSyncExternalStore } from 'react'
import { useText } from '../../i18n/text'
import { useTimes } from '../../i18n/times'
import { useDesk, useLive } from '../../shell/LiveProvider'
import styles from './ConversationPane.module.css'
import { buildRows, firstUnreadOf, type Row } from './rows'
import { RowView } from './RowView'
import type { ThreadState } from './useThread'
import { useReadMark } from './useReadMark'
import { useScroll } from './useScroll'

interface TranscriptProps {
  row: Conversation
  state: ThreadState
  /** Goes up with each message of one's own: whoever writes wants to see it. */
  sent: number
  onReply: ((message: Message) => void) | null
  onStart: ((message: Message) => void) | null
}

export function Transcript({ row, state, sent, onReply, onStart }: TranscriptProps) {
  const text = useText()
  const rows = useRows(row, state)
  const typing = useDesk((desk) => desk.typing[row.id])
  const scroll = useScroll({ rows, tail: typing !== undefined, sent, nearTop: state.loadOlder })
  useReadMark(row, scroll.atEnd)
  return (
    <div className={styles.transcript}>
      {/* A scrolling region has to be reachable by keyboard, hence the tab stop. */}
      <div ref={scroll.box} className={styles.scroll} onScroll={scroll.onScroll} tabIndex={0} role="region" aria-label={text('pane.transcript')}>
        <div className={styles.log} role="log" aria-live="polite" aria-relevant="additions" aria-busy={state.loadingOlder} aria-label={text('pane.transcript')}>
          {state.thread?.older && <Older state={state} />}
          {rows.map((item) => <RowView key={item.key} row={item} onReply={onReply} onStart={mayStart(item, row) ? onStart : null} />)}
        </div>
        {typing !== undefined && (
          <div className={styles.log} style={{ minBlockSize: 0 }}>
            {/* What he has typed so far is for the eye: read aloud at each letter it would drown everything else. */}
            <div className={styles.typing} role="status" aria-label={text('row.typing')}>
              {typing && <span className={styles.draft} aria-hidden="true">{typing}</span>}
              <i /><i /><i />
            </div>
          </div>
        )}
      </div>
      {!scroll.atEnd && (
        <Button className={styles.jump} size="compact-sm" radius="xl" variant="default" leftSection={<Icon name="down" size={14} />} onClick={scroll.toEnd}>
          {text('pane.newest')}
        </Button>
      )}
    </div>
  )
}

/** A message of the session that is open anyway has begun one already. */
function mayStart(item: Row, { session }: Conversation): boolean {
  if (item.kind !== 'message' || item.message.author === 'system') return false
  return !session || session.phase === 'closed' || item.message.session_id !== session.id
}

function Older({ state }: { state: ThreadState }) {
  const text = useText()
  return (
    <Button className={styles.older} size="compact-xs" variant="subtle" color="gray" loading={state.loadingOlder} onClick={state.loadOlder}>
      {text('pane.older')}
    </Button>
  )
}

function useRows(row: Conversation, { thread }: ThreadState): Row[] {
  const { outbox } = useLive()
  const times = useTimes()
  const all = useSyncExternalStore(outbox.pending.subscribe, outbox.pending.get)
  const pending = useMemo(() => all.filter((item) => item.conversationId === row.id), [all, row.id])
  const [firstUnread] = useState(() => (thread ? firstUnreadOf(thread.messages, row) : null))
  return useMemo(
    () => (thread ? buildRows({ thread, pending, firstUnread, dayKey: times.dayKey }) : []),
    [thread, pending, firstUnread, times],
  )
}
