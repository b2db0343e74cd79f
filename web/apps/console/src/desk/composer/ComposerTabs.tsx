import { Icon } from '@openline/ui'
import { useText } from '../../i18n/text'
import styles from './Composer.module.css'

/** Two ways to write: to the customer, or to colleagues only. The difference must be seen from across the room. */
export function ComposerTabs({ note, onChange }: { note: boolean; onChange: (note: boolean) => void }) {
  const text = useText()
  return (
    <div className={styles.tabs} role="group" aria-label={text('composer.kind')}>
      <button type="button" className={styles.tab} aria-pressed={!note} onClick={() => onChange(false)}>
        {text('composer.reply')}
      </button>
      <button type="button" className={styles.tab} aria-pressed={note} onClick={() => onChange(true)}>
        <Icon name="note" size={14} />
        {text('composer.note')}
      </button>
      {note && <span className={styles.noteHint}>{text('composer.note_hint')}</span>}
    </div>
  )
}
