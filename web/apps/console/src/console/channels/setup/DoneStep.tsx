import type { Channel, Connection, Connector } from '@openline/api'
import { Button } from '@mantine/core'
import { Avatar, Icon } from '@openline/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useApi } from '../../../app/core'
import { useText } from '../../../i18n/text'
import styles from './Setup.module.css'
import { useConnectorWords } from './words'

/** Where it leads: the channel, and who answers there. */
export function DoneStep({ connector, connection, channel, onClose }: { connector: Connector; connection: Connection; channel: Channel; onClose: () => void }) {
  const text = useText()
  const api = useApi()
  const words = useConnectorWords(connector)
  const own = useQuery({
    queryKey: ['channel', connection.channel_id], queryFn: () => api.channel(connection.channel_id), initialData: connection.channel_id === channel.id ? channel : undefined,
  })
  const name = connection.account?.name ?? words.title
  return (
    <div className={styles.step}>
      <div className={styles.signal} data-came role="status">
        <Icon name="check" size={20} />
        <b>{text('setup.done', { account: name, channel: own.data?.name ?? '' })}</b>
      </div>
      {own.data && (
        <div className={styles.answers}>
          <span>{text(own.data.queue.length > 0 ? 'setup.answer' : 'setup.nobody_answers')}</span>
          {own.data.queue.slice(0, 8).map((member) => <span key={member.id} className={styles.face}><Avatar name={member.name} seed={member.id} size={24} />{member.name}</span>)}
        </div>
      )}
      <div className={styles.actions}>
        <Link className={styles.link} to="/channels/$channelId/$tab" params={{ channelId: connection.channel_id, tab: 'queue' }}>{text('setup.to_queue')}</Link>
        <Link className={styles.link} to="/desk/$view/{-$conversationId}" params={{ view: 'all' }}>{text('setup.to_desk')}</Link>
        <Button onClick={onClose} data-autofocus>{text('action.done')}</Button>
      </div>
    </div>
  )
}
