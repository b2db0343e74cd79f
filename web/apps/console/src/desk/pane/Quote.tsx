import type { Message } from '@openline/api'
import { useText } from '../../i18n/text'
import styles from './MessageBubble.module.css'

export function Quote({ quote }: { quote: NonNullable<Message['reply_to']> }) {
  const text = useText()
  return (
    <blockquote className={styles.quote}>
      <cite>{text(`author.${quote.author}`)}</cite>
      <span>{quote.text || text('row.file')}</span>
    </blockquote>
  )
}
