import { SegmentedControl } from '@mantine/core'
import { isLocale, LOCALES, LOCALE_NAMES } from '../i18n/catalogue'
import { useLocale } from '../i18n/LocaleProvider'
import { useText } from '../i18n/text'
import type { ReactNode } from 'react'
import styles from './Door.module.css'

export function Brand() {
  return (
    <span className={styles.brand}>
      <svg width="26" height="26" viewBox="0 0 32 32" aria-hidden focusable={false}>
        <rect width="32" height="32" rx="9" fill="var(--ol-accent-solid)" />
        <path d="M9 16a7 7 0 1 1 3.2 5.9L9 23l.8-3.3A7 7 0 0 1 9 16z" fill="none" stroke="#fff" strokeWidth="2.6" strokeLinejoin="round" />
        <path d="M13 16h6" stroke="#fff" strokeWidth="2.6" strokeLinecap="round" />
      </svg>
      Openline
    </span>
  )
}

/** The page around every form that needs no login. */
export function Door({ title, lead, children }: { title: string; lead?: string | undefined; children: ReactNode }) {
  const text = useText()
  const { locale, setLocale } = useLocale()
  return (
    <div className={styles.door}>
      <main className={styles.card}>
        <Brand />
        <h1>{title}</h1>
        {lead && <p className={styles.lead}>{lead}</p>}
        {children}
      </main>
      <footer>
        <SegmentedControl
          size="xs"
          aria-label={text('language.label')}
          value={locale}
          onChange={(value) => isLocale(value) && void setLocale(value)}
          data={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
        />
      </footer>
    </div>
  )
}
