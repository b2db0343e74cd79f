import { Button, CloseButton } from '@mantine/core'
import { Icon } from '@openline/ui'
import { useSyncExternalStore } from 'react'
import { useText } from '../i18n/text'
import { dismiss, toasts, type Toast } from './toasts'
import styles from './Toasts.module.css'

function ToastCard({ toast }: { toast: Toast }) {
  const text = useText()
  const { action } = toast
  return (
    <div className={styles.toast} data-tone={toast.tone} role={toast.tone === 'error' ? 'alert' : 'status'}>
      <Icon name={toast.tone === 'error' ? 'alert' : 'check'} />
      <span className={styles.text}>{toast.text}</span>
      {action && (
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => {
            action.run()
            dismiss(toast.id)
          }}
        >
          {action.label}
        </Button>
      )}
      <CloseButton size="sm" aria-label={text('action.close')} onClick={() => dismiss(toast.id)} />
    </div>
  )
}

export function Toasts() {
  const list = useSyncExternalStore(toasts.subscribe, toasts.get)
  const text = useText()
  return (
    <section className={styles.region} aria-label={text('toasts.label')}>
      {list.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </section>
  )
}
