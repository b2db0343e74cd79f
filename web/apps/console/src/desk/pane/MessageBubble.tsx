import type { Message } from '@openline/api'
import { ActionIcon, VisuallyHidden } from '@mantine/core'
import { Icon, type IconName } from '@openline/ui'
import { Suspense, useState } from 'react'
import { lazily } from '../../app/lazily'
import { useText, type Text } from '../../i18n/text'
import { useTimes } from '../../i18n/times'
import { useDesk } from '../../shell/LiveProvider'
import { Files } from '../media/Files'
import { shapeOf } from '../media/shown'
import { worst } from '../message/outcome'
import { OutcomeNote } from '../message/OutcomeNote'
import { ButtonsView, PartView } from '../message/PartView'
import { Reactions } from '../message/Reactions'
import parts from '../message/Parts.module.css'
import styles from './MessageBubble.module.css'
import { DeliveryMark } from './DeliveryMark'
import { Quote } from './Quote'
import type { MessageRow } from './rows'
import { Words } from './Words'

const SaveCanned = lazily(() => import('../canned/SaveCanned'))

interface BubbleProps {
  row: MessageRow
  /** Null where the platform knows no quotes. */
  onReply: ((message: Message) => void) | null
  /** Null where no session can be begun about it. */
  onStart: ((message: Message) => void) | null
}

export function MessageBubble({ row: { message, more, first, last }, onReply, onStart }: BubbleProps) {
  const text = useText()
  const meId = useDesk((desk) => desk.me.person.id)
  const own = message.author === 'agent' || message.author === 'bot'
  const name = own && message.author_id === meId ? text('phase.you') : (message.author_name ?? text(`author.${message.author}`))
  const all = [message, ...more] as const
  const worstOff = worst(all)
  if (message.author === 'system') return <div className={styles.system} data-anchor>{message.text}</div>
  const deleted = all.some((one) => one.deleted_at !== null)
  return (
    <div className={styles.row} data-anchor data-own={own || undefined} data-first={first || undefined}>
      <div className={styles.column}>
        {first && own && message.author_id !== meId && <span className={styles.name} aria-hidden>{botName(message.author, name, text)}</span>}
        <div
          className={styles.bubble} data-note={message.note || undefined} data-failed={worstOff.state === 'failed' || undefined}
          data-deleted={deleted || undefined} data-bare={bare(all) || undefined}
        >
          <VisuallyHidden>{message.note ? text('message.note_by', { name }) : text('message.by', { name })}</VisuallyHidden>
          {message.note && <span className={styles.noteMark}><Icon name="note" size={13} />{text('composer.note')}</span>}
          <Content messages={all} />
        </div>
        <ButtonsView parts={message.parts} />
        <Reactions reactions={all.flatMap((one) => one.reactions)} />
        {own && all.map((one) => <OutcomeNote key={one.id} message={one} />)}
        {(last || deleted || message.edited_at) && <Meta messages={all} worstOff={worstOff} />}
      </div>
      {!message.note && onReply && <BesideIt icon="reply" label={text('message.reply')} onClick={() => onReply(message)} />}
      {!message.note && onStart && <BesideIt icon="plus" label={text('message.start')} onClick={() => onStart(message)} />}
      {own && !message.note && !deleted && <KeepIt message={message} />}
    </div>
  )
}

/** A bot is told apart, whatever it calls itself. */
function botName(author: Message['author'], name: string, text: Text): string {
  const bot = text('author.bot')
  return author === 'bot' && name !== bot ? `${name} · ${bot}` : name
}

/** What was said well is kept for the next time. */
function KeepIt({ message }: { message: Message }) {
  const text = useText()
  const [open, setOpen] = useState(false)
  return (
    <>
      <BesideIt icon="copy" label={text('message.keep')} onClick={() => setOpen(true)} />
      {open && <Suspense><SaveCanned message={message} onClose={() => setOpen(false)} /></Suspense>}
    </>
  )
}

function BesideIt({ icon, label, onClick }: { icon: IconName; label: string; onClick: () => void }) {
  return (
    <ActionIcon className={styles.reply} variant="subtle" color="gray" size="sm" aria-label={label} title={label} onClick={onClick}>
      <Icon name={icon} size={15} />
    </ActionIcon>
  )
}

type Messages = readonly [Message, ...Message[]]

/** A sticker alone needs no ground. */
function bare(messages: Messages): boolean {
  const [{ text, files, reply_to, forwarded_from }] = messages
  return text === '' && !reply_to && !forwarded_from && files.length > 0 && files.every((file) => shapeOf(file) === 'sticker')
}

function Content({ messages }: { messages: Messages }) {
  const text = useText()
  const [head] = messages
  return (
    <>
      {head.forwarded_from && (
        <p className={parts.from}><Icon name="pass" size={14} />{text('message.forwarded', { name: head.forwarded_from })}</p>
      )}
      {head.reply_to && <Quote quote={head.reply_to} />}
      <Files files={messages.flatMap((message) => message.files)} />
      {messages.map((message) => message.text && <Words key={message.id} text={message.text} />)}
      {messages.flatMap((message) => message.parts.map((part, index) => <PartView key={`${message.id}-${index}`} part={part} />))}
    </>
  )
}

function Meta({ messages, worstOff }: { messages: Messages; worstOff: Message }) {
  const text = useText()
  const times = useTimes()
  const [{ at, author, note }] = messages
  const edited = messages.find((message) => message.edited_at)?.edited_at
  const deleted = messages.find((message) => message.deleted_at)?.deleted_at
  return (
    <span className={styles.meta}>
      {messages[0].external && <span>{text('message.external')} ·</span>}
      {deleted && <span title={times.moment(deleted)}>{text('message.deleted')} ·</span>}
      {edited && <span title={times.moment(edited)}>{text('message.edited')} ·</span>}
      <time dateTime={at} title={times.moment(at)}>{times.time(at)}</time>
      {(author === 'agent' || author === 'bot') && !note && <DeliveryMark state={worstOff.state} />}
    </span>
  )
}
