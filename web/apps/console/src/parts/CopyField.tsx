import { Button } from '@mantine/core'
import { Icon } from '@openline/ui'
import { useRef, useState } from 'react'
import { copied } from '../app/copied'
import { toast } from '../app/toasts'
import { useText } from '../i18n/text'
import styles from './CopyField.module.css'

const SAID_MS = 2_000

/** Something to be carried elsewhere: shown whole, copied by one click, selectable where copying is forbidden. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const text = useText()
  const code = useRef<HTMLElement>(null)
  const [said, setSaid] = useState(false)
  const copy = async () => {
    if (await copied(value)) {
      setSaid(true)
      setTimeout(() => setSaid(false), SAID_MS)
    } else {
      if (code.current) window.getSelection()?.selectAllChildren(code.current)
      toast(text('copy.by_hand'))
    }
  }
  return (
    <div className={styles.box} role="group" aria-label={label}>
      <code ref={code} className={styles.code}>{value}</code>
      <Button size="compact-sm" variant="default" leftSection={<Icon name={said ? 'check' : 'copy'} size={14} />} onClick={() => void copy()} aria-live="polite">
        {said ? text('copy.done') : text('copy.copy')}
      </Button>
    </div>
  )
}
