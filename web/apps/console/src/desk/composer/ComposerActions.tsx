import { ActionIcon, Button } from '@mantine/core'
import { Icon } from '@openline/ui'
import { useRef } from 'react'
import { usePreferences } from '../../app/preferences'
import { useText } from '../../i18n/text'
import styles from './Composer.module.css'

/** From here on the counter shows. */
const COUNT_FROM = 500

interface ActionsProps {
  note: boolean
  /** The session is over: an answer begins another one. */
  closed: boolean
  /** Characters still free; below zero it cannot be sent. */
  left: number
  uploading: boolean
  empty: boolean
  onFiles: (files: readonly File[]) => void
  onSend: () => void
}

export function ComposerActions({ note, closed, left, uploading, empty, onFiles, onSend }: ActionsProps) {
  const text = useText()
  const picker = useRef<HTMLInputElement>(null)
  const { enterSends } = usePreferences()
  const keys = text(enterSends ? 'composer.hint_enter' : 'composer.hint_ctrl')
  const hint = uploading ? text('composer.wait_upload') : closed && !note ? text('composer.closed') : keys
  return (
    <div className={styles.actions}>
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
      <span className={styles.hint} role={uploading ? 'status' : undefined}>{hint}</span>
      {left < COUNT_FROM && <span className={styles.left} data-over={left < 0 || undefined} role={left < 0 ? 'alert' : undefined}>{left}</span>}
      <Button
        size="xs"
        color={note ? 'yellow.4' : 'iris'}
        leftSection={<Icon name={note ? 'note' : 'send'} size={15} />}
        disabled={empty || uploading || left < 0}
        onClick={onSend}
      >
        {text(note ? 'composer.send_note' : 'composer.send')}
      </Button>
    </div>
  )
}
