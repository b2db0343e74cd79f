import type { Conversation } from '@openline/api'
import { Icon } from '@openline/ui'
import { useText } from '../../i18n/text'
import styles from './Hands.module.css'

/** Who else takes part in it, and that the team whispers: nobody should find out by sending. */
export function Participants({ row: { participants = [], whisper, session } }: { row: Conversation }) {
  const text = useText()
  if (session?.phase !== 'active') return null
  const names = participants.map(({ name }) => name ?? text('life.somebody')).join(', ')
  const also = text('life.participants', { names })
  return (
    <>
      {whisper && (
        <span className={styles.whisper} role="img" aria-label={text('life.whisper_help')} title={text('life.whisper_help')}>
          <Icon name="note" size={14} /><span>{text('life.whisper')}</span>
        </span>
      )}
      {names && <span className={styles.with} role="img" aria-label={also} title={also}><Icon name="users" size={14} /><span>{names}</span><i>{participants.length}</i></span>}
    </>
  )
}
