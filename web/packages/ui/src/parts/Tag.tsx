import type { ReactNode } from 'react'
import styles from './parts.module.css'

export type Tone = 'plain' | 'ok' | 'warn' | 'danger' | 'accent'

export function Tag({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className={styles.tag} data-tone={tone}>
      {children}
    </span>
  )
}
