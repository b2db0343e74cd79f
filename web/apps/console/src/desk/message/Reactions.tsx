import type { Reaction } from '@openline/api'
import { useText } from '../../i18n/text'
import styles from './Parts.module.css'

/** The same sign of several people is one with a number. */
export function grouped(reactions: readonly Reaction[]): (Reaction & { count: number })[] {
  const counts = new Map<string, Reaction & { count: number }>()
  for (const reaction of reactions) {
    const key = `${reaction.by}:${reaction.emoji}`
    counts.set(key, { ...reaction, count: (counts.get(key)?.count ?? 0) + 1 })
  }
  return [...counts.values()]
}

export function Reactions({ reactions }: { reactions: readonly Reaction[] }) {
  const text = useText()
  return reactions.length === 0 ? null : (
    <ul className={styles.reactions} aria-label={text('message.reactions')}>
      {grouped(reactions).map(({ emoji, by, count }) => (
        <li key={`${by}:${emoji}`} title={text(`author.${by}`)}>{emoji}{count > 1 && <small>{count}</small>}</li>
      ))}
    </ul>
  )
}
