import type { ReactNode } from 'react'
import styles from './Setup.module.css'

interface NoticeProps {
  tone: 'plain' | 'warn' | 'danger'
  title?: string
  /** Said at once to who does not see it. */
  alert?: boolean
  children?: ReactNode
}

/** What somebody has to know before he goes on, in the colours of its weight. */
export function Notice({ tone, title, alert, children }: NoticeProps) {
  return (
    <div className={styles.notice} data-tone={tone} {...(alert ? { role: 'alert' } : {})}>
      {title && <b>{title}</b>}
      {children}
    </div>
  )
}
