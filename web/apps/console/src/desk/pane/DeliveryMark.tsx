import type { DeliveryState } from '@openline/api'
import { Icon, type IconName } from '@openline/ui'
import { useText } from '../../i18n/text'
import styles from './MessageBubble.module.css'

const ICONS: Record<DeliveryState, IconName> = {
  sending: 'clock', sent: 'check', delivered: 'checks', read: 'checks', failed: 'alert', unknown: 'question',
}

/** A sign and, for the read ones, a colour; the word is its label. */
export function DeliveryMark({ state }: { state: DeliveryState }) {
  const text = useText()
  const label = text(`delivery.${state}`)
  return (
    <span className={styles.delivery} data-state={state} role="img" aria-label={label} title={label}>
      <Icon name={ICONS[state]} size={14} />
    </span>
  )
}
