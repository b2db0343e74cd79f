import type { Message } from '@openline/api'
import { CloseButton } from '@mantine/core'
import { Icon } from '@openline/ui'
import { useText } from '../../i18n/text'
import styles from './Composer.module.css'

export function ReplyBar({ quote, onCancel }: { quote: NonNullable<Message['reply_to']>; onCancel: () => void }) {
  const text = useText()
  return (
    <div className={styles.replyBar}>
      <Icon name="reply" size={15} />
      <span><b>{text(`author.${quote.author}`)}</b> {quote.text || text('row.file')}</span>
      <CloseButton size="sm" aria-label={text('composer.no_quote')} onClick={onCancel} />
    </div>
  )
}
