import type { ReactNode } from 'react'
import styles from './Page.module.css'

interface PageProps {
  title: ReactNode
  lead?: string
  actions?: ReactNode
  /** For what stands side by side, not one below the other. */
  wide?: boolean
  children: ReactNode
}

/** A page of the console: heading with its actions, and a column one can read. */
export function Page({ title, lead, actions, wide, children }: PageProps) {
  return (
    <div className={styles.page}>
      <div className={styles.column} data-wide={wide || undefined}>
        <header className={styles.head}>
          <div className={styles.title}>
            {typeof title === 'string' ? <h1>{title}</h1> : title}
            {lead && <p>{lead}</p>}
          </div>
          {actions && <div className={styles.actions}>{actions}</div>}
        </header>
        {children}
      </div>
    </div>
  )
}

interface CardProps {
  title?: string
  lead?: string
  /** Where a link leads. */
  id?: string
  children: ReactNode
}

export function Card({ title, lead, id, children }: CardProps) {
  return (
    <section className={styles.card} id={id}>
      {title && <h2>{title}</h2>}
      {lead && <p className={styles.lead}>{lead}</p>}
      {children}
    </section>
  )
}
