import type { EffectiveMember } from '@openline/api'
import { Tag } from '@openline/ui'
import { useText, useWords } from '../../i18n/text'
import styles from './Channels.module.css'

/** More slots than anybody has hands: then only the load is worth saying. */
const UNLIMITED = 1_000

/** How much somebody has, and whether he can be offered more. */
export function MemberState({ now }: { now: EffectiveMember }) {
  const text = useText()
  const words = useWords()
  const load = now.capacity >= UNLIMITED ? text('queue.load_free', { load: now.load }) : text('queue.load', { load: now.load, capacity: now.capacity })
  return (
    <span className={styles.state}>
      <span className={styles.load}>{load}</span>
      {now.reason ? <Tag tone="warn">{words('reason', now.reason) ?? now.reason}</Tag> : <Tag tone="ok">{text('queue.ready')}</Tag>}
    </span>
  )
}
