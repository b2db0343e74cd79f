import type { Part } from '@openline/api'
import { Icon } from '@openline/ui'
import { useText, useWords } from '../../i18n/text'
import { LocationCard } from './LocationCard'
import styles from './Parts.module.css'
import { SharedContact } from './SharedContact'

export function PartView({ part }: { part: Part }) {
  switch (part.type) {
    case 'location':
      return <LocationCard part={part} />
    case 'contact':
      return <SharedContact part={part} />
    case 'card':
      return <Card part={part} />
    case 'buttons':
      return null // they stand under the bubble
    case 'pressed':
      return <Pressed part={part} />
    case 'unsupported':
      return <Unsupported kind={part.kind} />
  }
}

/** Only web addresses become links: a card says what a stranger wants. */
function Card({ part }: { part: Extract<Part, { type: 'card' }> }) {
  const linked = part.url !== null && /^https?:\/\//i.test(part.url)
  return (
    <div className={styles.card}>
      <Icon name="link" size={20} />
      <div className={styles.facts}>
        {linked && part.url
          ? <a href={part.url} target="_blank" rel="noopener noreferrer nofollow"><b>{part.title}</b></a>
          : <b>{part.title}</b>}
        {part.text && <span>{part.text}</span>}
        {part.url && <small>{part.url}</small>}
      </div>
    </div>
  )
}

function Pressed({ part }: { part: Extract<Part, { type: 'pressed' }> }) {
  const text = useText()
  return (
    <p className={styles.said}>
      <Icon name="touch" size={16} />
      {text('part.pressed', { label: part.label || part.payload })}
    </p>
  )
}

/** Something came that nobody here can show: said, so that it is not taken for silence. */
function Unsupported({ kind }: { kind: string }) {
  const text = useText()
  const words = useWords()
  return (
    <p className={styles.said}>
      <Icon name="question" size={16} />
      {text('part.unsupported', { kind: words('unsupported', kind) ?? kind })}
    </p>
  )
}

/** What was offered under a message of ours: to be pressed by the customer, not here. */
export function ButtonsView({ parts }: { parts: readonly Part[] }) {
  const text = useText()
  const buttons = parts.flatMap((part) => (part.type === 'buttons' ? part.buttons : []))
  return buttons.length === 0 ? null : (
    <ul className={styles.buttons} aria-label={text('part.buttons')}>
      {buttons.map((button) => <li key={`${button.label}:${button.payload}`}>{button.label}</li>)}
    </ul>
  )
}
