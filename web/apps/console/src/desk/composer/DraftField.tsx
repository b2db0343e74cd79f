import { useLayoutEffect, useRef, type KeyboardEvent, type Ref, useImperativeHandle } from 'react'
import { usePreferences } from '../../app/preferences'
import { useText } from '../../i18n/text'
import styles from './Composer.module.css'

const HIGHEST_PX = 240

interface DraftFieldProps {
  ref: Ref<HTMLTextAreaElement>
  value: string
  note: boolean
  onChange: (value: string) => void
  onSend: () => void
  /** Null where files cannot be sent: then pasting is about text. */
  onFiles: ((files: readonly File[]) => void) | null
}

/** Telex and VNI build a letter from several keys: Enter then ends the word, it does not send. */
function composing(event: KeyboardEvent): boolean {
  return event.nativeEvent.isComposing || event.keyCode === 229
}

export function DraftField({ ref, value, note, onChange, onSend, onFiles }: DraftFieldProps) {
  const text = useText()
  const { enterSends } = usePreferences()
  const field = useRef<HTMLTextAreaElement>(null)
  useImperativeHandle(ref, () => field.current as HTMLTextAreaElement)
  useLayoutEffect(() => {
    const element = field.current
    if (!element) return
    element.style.blockSize = 'auto'
    element.style.blockSize = `${Math.min(HIGHEST_PX, element.scrollHeight)}px`
  }, [value])
  const pressed = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (composing(event)) return
    const modified = event.ctrlKey || event.metaKey
    if (event.key === 'Enter' && !event.altKey && (modified || (enterSends && !event.shiftKey))) {
      event.preventDefault()
      onSend()
    }
    if (event.key === 'Escape') backToList(event.currentTarget)
  }
  return (
    <textarea
      ref={field}
      className={styles.field}
      rows={1}
      dir="auto"
      aria-label={text(note ? 'composer.write_note' : 'composer.write')}
      placeholder={text(note ? 'composer.write_note' : 'composer.write')}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={pressed}
      onPaste={(event) => {
        const files = [...event.clipboardData.files]
        if (files.length === 0 || !onFiles) return
        event.preventDefault()
        onFiles(files)
      }}
    />
  )
}

/** Focus goes to the row of the open conversation, where J and K work. */
function backToList(field: HTMLElement): void {
  const row = document.querySelector<HTMLElement>('[data-conversation][aria-current]')
  if (row) row.focus({ preventScroll: true })
  else field.blur()
}
