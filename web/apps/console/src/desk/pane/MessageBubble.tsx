import type { Message } from '@openline/api'
import { ActionIcon, VisuallyHidden } from '@mantine/core'
import { Icon } from '@openline/ui'
import { useText } from '../../i18n/text'
import { useTimes } from '../../i18n/times'
import { useDesk } from '../../shell/LiveProvider'
import styles from './MessageBubble.module.css'
import { DeliveryMark } from './DeliveryMark'
import { FileView } from './FileView'
import { Quote } from './Quote'
import { Words } from './Words'

interface BubbleProps {
  message: Message
  first: boolean
  last: boolean
  onReply: (message: Message) => void
}

export function MessageBubble({ message, first, last, onReply }: BubbleProps) {
  const text = useText()
  const times = useTimes()
  const meId = useDesk((desk) => desk.me.person.id)
  const own = message.author === 'agent'
  const name = own && message.author_id === meId ? text('phase.you') : (message.author_name ?? text(`author.${message.author}`))
  if (message.author === 'system') return <div className={styles.system}>{message.text}</div>
  return (
    <div className={styles.row} data-own={own || undefined} data-first={first || undefined}>
      <div className={styles.column}>
        {first && own && message.author_id !== meId && <span className={styles.name} aria-hidden>{name}</span>}
        <div className={styles.bubble} data-note={message.note || undefined} data-failed={message.state === 'failed' || undefined}>
          <VisuallyHidden>{message.note ? text('message.note_by', { name }) : text('message.by', { name })}</VisuallyHidden>
          {message.note && <span className={styles.noteMark}><Icon name="note" size={13} />{text('composer.note')}</span>}
          {message.reply_to && <Quote quote={message.reply_to} />}
          {message.text && <Words text={message.text} />}
          {message.files.map((file) => <FileView key={file.id} file={file} />)}
        </div>
        {last && (
          <span className={styles.meta}>
            <time dateTime={message.at} title={times.moment(message.at)}>{times.time(message.at)}</time>
            {own && !message.note && <DeliveryMark state={message.state} />}
          </span>
        )}
      </div>
      {!message.note && (
        <ActionIcon className={styles.reply} variant="subtle" color="gray" size="sm" aria-label={text('message.reply')} onClick={() => onReply(message)}>
          <Icon name="reply" size={15} />
        </ActionIcon>
      )}
    </div>
  )
}
