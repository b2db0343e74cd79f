import { Button } from '@mantine/core'
import type { Pending } from '@openline/stream'
import { useText } from '../../i18n/text'
import { useLive } from '../../shell/LiveProvider'
import { Files } from '../media/Files'
import { ButtonsView } from '../message/PartView'
import styles from './MessageBubble.module.css'
import { DeliveryMark } from './DeliveryMark'
import { Quote } from './Quote'
import { Words } from './Words'

/** Not yet with the server: on its way, or refused and waiting for a decision. */
export function PendingBubble({ item }: { item: Pending }) {
  const text = useText()
  const { outbox } = useLive()
  const failed = item.state === 'failed'
  return (
    <div className={styles.row} data-own data-first>
      <div className={styles.column}>
        <div className={styles.bubble} data-note={item.note || undefined} data-failed={failed || undefined} data-pending>
          {item.replyTo && <Quote quote={item.replyTo} />}
          <Files files={item.files} />
          {item.text && <Words text={item.text} />}
        </div>
        {item.buttons && <ButtonsView parts={[{ type: 'buttons', buttons: [...item.buttons] }]} />}
        <span className={styles.meta} data-failed={failed || undefined}>
          {failed ? (
            <>
              <span role="alert">{text('message.not_sent', { reason: item.detail ?? text('error.network') })}</span>
              <Button size="compact-xs" variant="default" onClick={() => outbox.retry(item.clientId)}>{text('message.retry')}</Button>
              <Button size="compact-xs" variant="subtle" color="gray" onClick={() => outbox.discard(item.clientId)}>{text('message.discard')}</Button>
            </>
          ) : (
            <DeliveryMark state="sending" />
          )}
        </span>
      </div>
    </div>
  )
}
