import type { Conversation, Id } from '@openline/api'
import { Button, Skeleton } from '@mantine/core'
import { EmptyState, ErrorState, Waiting } from '@openline/ui'
import { Suspense, useCallback, useState } from 'react'
import { lazily } from '../../app/lazily'
import { refusalText } from '../../app/refusal'
import { useText } from '../../i18n/text'
import { useDesk, useReader } from '../../shell/LiveProvider'
import { Composer } from '../composer/Composer'
import { keepDraft, draftOf } from '../composer/drafts'
import { askHand } from '../hand/asked'
import { mayStartFrom } from '../hand/hands'
import { useContactName } from '../useContactName'
import type { Message } from '@openline/api'
import styles from './ConversationPane.module.css'
import { PaneHeader } from './PaneHeader'
import { ViewerProvider } from '../viewer/ViewerProvider'
import { Transcript } from './Transcript'
import { useThread } from './useThread'

interface PaneProps {
  id: Id
  contextShown: boolean
  onToggleContext: () => void
}

export function ConversationPane({ id, contextShown, onToggleContext }: PaneProps) {
  const text = useText()
  const row = useDesk((desk) => desk.conversations[id])
  const state = useThread(id)
  return (
    <section className={styles.pane} aria-label={text('pane.label')}>
      {row && <PaneHeader row={row} contextShown={contextShown} onToggleContext={onToggleContext} />}
      {state.thread && row ? (
        <Talk row={row} state={state} />
      ) : state.error ? (
        <ErrorState title={text('pane.problem')} action={<Button size="xs" onClick={state.retry}>{text('action.again')}</Button>}>
          {refusalText(text, state.error)}
        </ErrorState>
      ) : state.read && !row ? (
        <EmptyState icon="chat" title={text('pane.gone')}>{text('pane.gone_help')}</EmptyState>
      ) : (
        <TranscriptSkeleton />
      )}
    </section>
  )
}

const Story = lazily(() => import('./Story'))
const NONE: readonly Message[] = []
const startFrom = (message: Message) => askHand('start', message.id)

function Talk({ row, state }: { row: Conversation; state: ReturnType<typeof useThread> }) {
  const nameOf = useContactName()
  const reader = useReader()
  const [focusAsked, setFocusAsked] = useState(0)
  const [sent, setSent] = useState(0)
  const reply = useCallback((message: Message) => {
    const { id, author, text } = message
    keepDraft(row.id, { ...draftOf(row.id), note: false, replyTo: { id, author, text } })
    setFocusAsked((count) => count + 1)
  }, [row.id])
  return (
    <>
      <ViewerProvider messages={state.thread?.messages ?? NONE} customer={nameOf(row.contact)}>
        <Transcript row={row} state={state} sent={sent} onReply={row.capabilities.reply_quote ? reply : null} onStart={mayStartFrom(row, reader) ? startFrom : null} />
      </ViewerProvider>
      <Suspense fallback={null}><Story id={row.id} /></Suspense>
      <Composer row={row} focusAsked={focusAsked} onSent={() => setSent((count) => count + 1)} />
    </>
  )
}

function TranscriptSkeleton() {
  const text = useText()
  return (
    <div className={styles.bones}>
      <Waiting label={text('state.loading')} slow={text('state.slow')}>
        {['45%', '30%', '55%', '38%', '50%'].map((width, index) => (
          <Skeleton key={width} h={36} w={width} radius={12} mb={16} ml={index % 2 ? 'auto' : 0} />
        ))}
      </Waiting>
    </div>
  )
}
