import styles from './parts.module.css'

export type PresenceKind = 'online' | 'away' | 'offline'

/** Colour and shape; the word stands beside it or in the label of what holds it. */
export function PresenceDot({ state }: { state: PresenceKind }) {
  return <span className={styles.presence} data-state={state} aria-hidden />
}
