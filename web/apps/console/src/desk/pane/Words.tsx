import { Fragment } from 'react'
import { splitLinks } from './links'
import styles from './MessageBubble.module.css'

/** Plain text; only addresses become links, and those tell nothing about where they were clicked. */
export function Words({ text }: { text: string }) {
  return (
    <p className={styles.words} dir="auto">
      {splitLinks(text).map((part, index) => (
        part.href === null
          ? <Fragment key={index}>{part.text}</Fragment>
          : <a key={index} href={part.href} target="_blank" rel="noopener noreferrer nofollow">{part.text}</a>
      ))}
    </p>
  )
}
