import { Button } from '@mantine/core'
import { Icon } from '@openline/ui'
import { useRef, useState } from 'react'
import { toast } from '../app/toasts'
import { useText } from '../i18n/text'
import styles from './CopyField.module.css'

const SAID_MS = 2_000

/** Something to be carried elsewhere: shown whole, copied by one click, selectable where copying is forbidden. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const text = useText()
  const code = useRef<HTMLElement>(null)
  const [copied, setCopied] = useState(false)
  const copy = () => {
    const refused = () => {
      if (code.current) window.getSelection()?.selectAllChildren(code.current)
      toast(text('copy.by_hand'))
    }
    const done = () => {
      setCopied(true)
      setTimeout(() => setCopied(false), SAID_MS)
    }
    // Pages without https have no clipboard.
    if ('clipboard' in navigator) navigator.clipboard.writeText(value).then(done, refused)
    else refused()
  }
  return (
    <div className={styles.box} role="group" aria-label={label}>
      <code ref={code} className={styles.code}>{value}</code>
      <Button size="compact-sm" variant="default" leftSection={<Icon name={copied ? 'check' : 'copy'} size={14} />} onClick={copy} aria-live="polite">
        {copied ? text('copy.done') : text('copy.copy')}
      </Button>
    </div>
  )
}
