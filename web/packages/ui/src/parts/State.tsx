import type { ReactNode } from 'react'
import { Icon, type IconName } from '../icons'
import styles from './parts.module.css'

interface StateProps {
  icon: IconName
  title: string
  children?: ReactNode
  action?: ReactNode
}

/** Fills a place that has nothing to show: says what is so and what can be done. */
export function EmptyState({ icon, title, children, action }: StateProps) {
  return (
    <div className={styles.state}>
      <Icon name={icon} size={28} />
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {action && <div className={styles.action}>{action}</div>}
    </div>
  )
}

export function ErrorState({ title, children, action }: Omit<StateProps, 'icon'>) {
  return (
    <div role="alert">
      <EmptyState icon="alert" title={title} action={action}>
        {children}
      </EmptyState>
    </div>
  )
}

/** Nothing for 300 ms, then the outline of what comes, and after six seconds a word that it takes long. */
export function Waiting({ label, slow, children }: { label: string; slow: string; children: ReactNode }) {
  return (
    <div role="status" aria-label={label}>
      <div className={styles.late} aria-hidden>
        {children}
      </div>
      <p className={styles.slow}>{slow}</p>
    </div>
  )
}
