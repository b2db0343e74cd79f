import { ActionIcon, Button } from '@mantine/core'
import { Icon } from '@openline/ui'
import { useRef } from 'react'
import { usePreferences } from '../../app/preferences'
import { useText } from '../../i18n/text'
import styles from './Composer.module.css'
import type { Count } from './length'

/** From here on the counter of what the server takes at all shows. */
const COUNT_FROM = 500

interface ActionsProps {
  note: boolean
  /** The session is over: an answer begins another one. */
  /** What an answer would do besides: begin a session, or take this one from its bot. */
  does: 'starts' | 'takes' | null
  /** Characters still free; below zero it cannot be sent. */
  left: number
  /** How the platform counts it; null for a note, which never leaves. */
  count: Count | null
  uploading: boolean
  sendable: boolean
  /** Null where the platform takes none. */
  onFiles: ((files: readonly File[]) => void) | null
  onButton: (() => void) | null
  /** Looks for a canned response. */
  onCanned: () => void
  onSend: () => void
}

export function ComposerActions({ note, does, left, count, uploading, sendable, onFiles, onButton, onCanned, onSend }: ActionsProps) {
  const text = useText()
  const { enterSends } = usePreferences()
  const keys = text(enterSends ? 'composer.hint_enter' : 'composer.hint_ctrl')
  const pieces = count?.messages ?? 1
  const hint = uploading ? text('composer.wait_upload') : does && !note ? text(does === 'starts' ? 'composer.closed' : 'composer.takes') : keys
  return (
    <div className={styles.actions}>
      {onFiles && <FilePicker onFiles={onFiles} />}
      <ActionIcon variant="subtle" color="gray" aria-label={text('composer.canned')} title={text('composer.canned')} onClick={onCanned}>
        <Icon name="copy" />
      </ActionIcon>
      {onButton && (
        <ActionIcon variant="subtle" color="gray" aria-label={text('composer.add_button')} onClick={onButton}>
          <Icon name="touch" />
        </ActionIcon>
      )}
      <span className={styles.hint} role={uploading ? 'status' : undefined}>{pieces > 1 && !uploading ? null : hint}</span>
      <span role="status" className={styles.left}>{pieces > 1 && text('composer.goes_as', { count: pieces })}</span>
      {count?.left != null && count.left >= 0 && <span className={styles.left}>{count.left}</span>}
      {left < COUNT_FROM && <span className={styles.left} data-over={left < 0 || undefined} role={left < 0 ? 'alert' : undefined}>{left}</span>}
      <Button
        size="xs"
        color={note ? 'yellow.4' : 'iris'}
        leftSection={<Icon name={note ? 'note' : 'send'} size={15} />}
        disabled={!sendable}
        onClick={onSend}
      >
        {text(note ? 'composer.send_note' : 'composer.send')}
      </Button>
    </div>
  )
}

function FilePicker({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  const text = useText()
  const picker = useRef<HTMLInputElement>(null)
  return (
    <>
      <ActionIcon variant="subtle" color="gray" aria-label={text('composer.attach')} onClick={() => picker.current?.click()}>
        <Icon name="clip" />
      </ActionIcon>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label={text('composer.attach')}
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])])
          event.currentTarget.value = '' // the same file may be picked again
        }}
      />
    </>
  )
}
