import type { Queue } from '@openline/api'
import { Avatar } from '@openline/ui'
import { useText } from '../../i18n/text'
import { Card } from '../../parts/Page'
import styles from './Channels.module.css'
import { MemberState } from './MemberState'

/** The people that a queue with departments comes to, in the order in which they are asked. */
export function Standing({ queue }: { queue: Queue }) {
  const text = useText()
  const departments = new Map(queue.configured.filter(({ kind }) => kind === 'department').map(({ id, name }) => [id, name]))
  return (
    <Card title={text('queue.standing', { count: queue.effective.length })} lead={text('queue.standing_lead')}>
      <ol className={styles.members}>
        {queue.effective.map((place, index) => (
          <li key={place.id} className={styles.member}>
            <span className={styles.place}>{index + 1}</span>
            <Avatar name={place.name} seed={place.id} size={28} presence={place.presence} />
            <span className={styles.memberName}>
              <b>{place.name}</b>
              <small>{text(`presence.${place.presence}`)}{place.department_id && ` · ${departments.get(place.department_id) ?? ''}`}</small>
            </span>
            <MemberState now={place} />
          </li>
        ))}
      </ol>
    </Card>
  )
}
