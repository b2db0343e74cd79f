import type { Conversation } from '@openline/api'
import { Icon } from '@openline/ui'
import { useEffect, useRef, useState, type DragEvent } from 'react'
import { useText } from '../../i18n/text'
import { useDesk, useLive } from '../../shell/LiveProvider'
import { useKeys } from '../keys/useKeys'
import { AttachmentChips } from './AttachmentChips'
import styles from './Composer.module.css'
import { ComposerActions } from './ComposerActions'
import { ComposerTabs } from './ComposerTabs'
import { DraftField } from './DraftField'
import { draftOf, keepDraft, useDrafts, type KeptDraft } from './drafts'
import { ReplyBar } from './ReplyBar'
import { useAttachments } from './useAttachments'
import { useTyping } from './useTyping'
import { takeWanted } from './wanted'
import { isClosed, whyNot } from './whyNot'

/** What the server takes in one message. */
export const MAX_TEXT = 8_000

interface ComposerProps {
  row: Conversation
  /** Goes up when the cursor is wanted here. */
  focusAsked: number
  onSent: () => void
}

export function Composer({ row, focusAsked, onSent }: ComposerProps) {
  const text = useText()
  const { outbox } = useLive()
  const field = useRef<HTMLTextAreaElement>(null)
  const why = useDesk((desk) => whyNot(row, desk))
  const draft = useDrafts((drafts) => drafts[row.id]) ?? draftOf(row.id)
  const change = (next: Partial<KeptDraft>) => keepDraft(row.id, { ...draftOf(row.id), ...next })
  const attachments = useAttachments()
  const typing = useTyping(row.id)
  const [over, setOver] = useState(false)
  const blocked = why !== null && !draft.note
  useComposerKeys(field, (note) => change({ note }))
  useEffect(() => {
    if (focusAsked > 0) field.current?.focus()
  }, [focusAsked])
  useEffect(() => {
    if (!blocked && takeWanted(row.id)) field.current?.focus()
  }, [blocked, row.id])

  const files = attachments.items.flatMap((item) => (item.stored ? [item.stored] : []))
  const uploading = attachments.items.length > files.length
  const empty = draft.text.trim() === '' && files.length === 0
  const tooLong = draft.text.length > MAX_TEXT
  const send = () => {
    if (blocked || empty || uploading || tooLong) return
    outbox.add(row.id, { text: draft.text.trim(), files, replyTo: draft.note ? null : draft.replyTo, note: draft.note })
    change({ text: '', replyTo: null })
    attachments.clear()
    typing.ended()
    onSent()
    field.current?.focus()
  }
  const dropped = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    if (!blocked) attachments.add([...event.dataTransfer.files])
  }
  return (
    <div
      className={styles.composer}
      data-note={draft.note || undefined}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(event.dataTransfer.types.includes('Files'))
      }}
      onDragLeave={() => setOver(false)}
      onDrop={dropped}
    >
      <ComposerTabs note={draft.note} onChange={(note) => change({ note })} />
      {draft.replyTo && !draft.note && <ReplyBar quote={draft.replyTo} onCancel={() => change({ replyTo: null })} />}
      {blocked ? (
        <p className={styles.why}><Icon name="alert" size={16} />{text(`composer.why.${why}`)}</p>
      ) : (
        <DraftField
          ref={field}
          value={draft.text}
          note={draft.note}
          onChange={(value) => {
            change({ text: value })
            if (!draft.note && value !== '') typing.typed()
          }}
          onSend={send}
          onFiles={attachments.add}
        />
      )}
      <AttachmentChips items={attachments.items} onRemove={attachments.remove} onRetry={attachments.retry} />
      {!blocked && (
        <ComposerActions
          onFiles={attachments.add} onSend={send} note={draft.note}
          closed={isClosed(row)} left={MAX_TEXT - draft.text.length} uploading={uploading} empty={empty}
        />
      )}
    </div>
  )
}

function useComposerKeys(field: React.RefObject<HTMLTextAreaElement | null>, setNote: (note: boolean) => void): void {
  const focusAs = (note: boolean) => {
    setNote(note)
    requestAnimationFrame(() => field.current?.focus())
  }
  useKeys([
    { code: 'KeyR', run: () => focusAs(false) },
    { code: 'KeyN', run: () => focusAs(true) },
    {
      code: 'Enter',
      run: (event) => {
        const target = event.target instanceof Element ? event.target.closest('a, button, summary') : null
        if (target && !target.hasAttribute('data-conversation')) return false
        field.current?.focus()
      },
    },
  ])
}
