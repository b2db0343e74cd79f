import type { Conversation } from '@openline/api'
import { Icon } from '@openline/ui'
import { Suspense, useEffect, useRef } from 'react'
import { lazily } from '../../app/lazily'
import { useText } from '../../i18n/text'
import { useDesk, useLive } from '../../shell/LiveProvider'
import { useKeys } from '../keys/useKeys'
import { AttachmentChips } from './AttachmentChips'
import { buttonsOf } from './buttons'
import { ButtonsEditor } from './ButtonsEditor'
import styles from './Composer.module.css'
import { ComposerActions } from './ComposerActions'
import { ComposerTabs } from './ComposerTabs'
import { DraftField } from './DraftField'
import { DropPlace } from './DropPlace'
import { draftOf, keepDraft, useDrafts, type KeptDraft } from './drafts'
import { countOf, sizeOf } from './length'
import { ReplyBar } from './ReplyBar'
import { MAX_FILES, useAttachments } from './useAttachments'
import { useTyping } from './useTyping'
import { takeWanted } from './wanted'
import { isClosed, whyNot } from './whyNot'

const loadPicker = () => import('../canned/CannedPicker')
const CannedPicker = lazily(loadPicker)
/** What the server takes in one message. */
export const MAX_TEXT = 8_000
const NONE: readonly string[] = []

interface ComposerProps {
  row: Conversation
  /** Goes up when the cursor is wanted here. */
  focusAsked: number
  onSent: () => void
}

/** What goes with an answer here; a note never leaves, so it may hold what it likes. */
function possible({ capabilities: { files, most_files, buttons, reply_quote } }: Conversation, note: boolean) {
  return {
    files: note || files,
    mostFiles: note || most_files === 0 ? MAX_FILES : Math.min(MAX_FILES, most_files),
    buttons: buttons && !note,
    quote: reply_quote && !note,
  }
}

export function Composer({ row, focusAsked, onSent }: ComposerProps) {
  const text = useText()
  const { outbox } = useLive()
  const field = useRef<HTMLTextAreaElement>(null)
  const why = useDesk((desk) => whyNot(row, desk))
  const draft = useDrafts((drafts) => drafts[row.id]) ?? draftOf(row.id)
  const change = (next: Partial<KeptDraft>) => keepDraft(row.id, { ...draftOf(row.id), ...next })
  const may = possible(row, draft.note)
  const attachments = useAttachments(may.mostFiles)
  const typing = useTyping(row.id)
  const blocked = why !== null && !draft.note
  useComposerKeys(field, (note) => change({ note }))
  // Whoever types a slash must not wait for what belongs to it.
  useEffect(() => void loadPicker().catch(() => null), [])
  useEffect(() => {
    if (focusAsked > 0) field.current?.focus()
  }, [focusAsked])
  useEffect(() => {
    if (!blocked && takeWanted(row.id)) field.current?.focus()
  }, [blocked, row.id])

  const files = attachments.items.flatMap((item) => (item.stored ? [item.stored] : []))
  const labels = may.buttons ? (draft.buttons ?? NONE) : NONE
  const uploading = attachments.items.length > files.length
  const left = MAX_TEXT - sizeOf(draft.text, 'chars')
  const misplaced = attachments.items.length > 0 && !may.files
  const sendable = !blocked && !uploading && !misplaced && left >= 0 && (draft.text.trim() !== '' || files.length > 0)
  const send = () => {
    if (!sendable) return
    const quote = may.quote ? draft.replyTo : null
    outbox.add(row.id, { text: draft.text.trim(), files, replyTo: quote, note: draft.note, buttons: buttonsOf(labels) })
    change({ text: '', replyTo: null, ...(draft.note ? {} : { buttons: NONE }) })
    attachments.clear()
    typing.ended()
    onSent()
    field.current?.focus()
  }
  const addFiles = blocked || !may.files ? null : attachments.add
  return (
    <DropPlace note={draft.note} onFiles={addFiles}>
      <ComposerTabs note={draft.note} onChange={(note) => change({ note })} />
      {draft.replyTo && may.quote && <ReplyBar quote={draft.replyTo} onCancel={() => change({ replyTo: null })} />}
      {blocked ? (
        <p className={styles.why}><Icon name="alert" size={16} />{text(`composer.why.${why}`)}</p>
      ) : (<>
        {draft.text.includes('/') && <Suspense><CannedPicker conversationId={row.id} field={field} value={draft.text} onText={(said) => change({ text: said })} onFiles={attachments.put} /></Suspense>}
        <DraftField
          ref={field}
          value={draft.text}
          note={draft.note}
          onChange={(value) => {
            change({ text: value })
            if (!draft.note && value !== '') typing.typed()
          }}
          onSend={send}
          onFiles={addFiles}
        />
      </>)}
      {row.whisper && !draft.note && !blocked && <p className={styles.why} role="status"><Icon name="alert" size={16} />{text('composer.whisper')}</p>}
      {!blocked && <ButtonsEditor labels={labels} onChange={(buttons) => change({ buttons })} />}
      {misplaced && <p className={styles.why} role="alert"><Icon name="alert" size={16} />{text('composer.no_files')}</p>}
      <AttachmentChips items={attachments.items} onRemove={attachments.remove} onRetry={attachments.retry} />
      {!blocked && (
        <ComposerActions
          onFiles={addFiles} onSend={send} note={draft.note} does={isClosed(row) ? 'starts' : row.session?.phase === 'bot' ? 'takes' : null} left={left} uploading={uploading} sendable={sendable}
          count={draft.note ? null : countOf(draft.text, row.capabilities)}
          onCanned={() => {
            change({ text: draft.text && !/\s$/.test(draft.text) ? `${draft.text} /` : `${draft.text}/` })
            field.current?.focus()
          }}
          onButton={may.buttons && labels.length === 0 ? () => change({ buttons: [''] }) : null}
        />
      )}
    </DropPlace>
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
        const target = event.target instanceof Element ? event.target.closest('a, button, summary, [role="slider"]') : null
        if (target && !target.hasAttribute('data-conversation')) return false
        field.current?.focus()
      },
    },
  ])
}
