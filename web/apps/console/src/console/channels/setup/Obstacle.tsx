import { isApiError } from '@openline/api'
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useText } from '../../../i18n/text'
import { Notice } from './Notice'
import styles from './Setup.module.css'

interface ObstacleProps {
  error: unknown
  title: string
  busy: boolean
  onNewChannel: () => void
  onLeave: () => void
}

/** What stands in the way and can be gone around: a channel has one connection of a kind, an account is connected once. */
export function Obstacle({ error, title, busy, onNewChannel, onLeave }: ObstacleProps) {
  const text = useText()
  if (isApiError(error, 'connection_exists')) {
    return (
      <Notice tone="warn" alert title={text('setup.one_each', { platform: title })}>
        <p className={styles.told}>{text('setup.one_each_help')}</p>
        <Button size="xs" loading={busy} onClick={onNewChannel}>{text('setup.new_channel')}</Button>
      </Notice>
    )
  }
  if (isApiError(error, 'account_connected')) {
    const { channel, channel_id: channelId } = error.data
    return (
      <Notice tone="warn" alert title={text('setup.connected_already', { channel: String(channel) })}>
        <Link to="/channels/$channelId/$tab" params={{ channelId: String(channelId), tab: 'connections' }} onClick={onLeave}>
          {text('setup.go_there')}
        </Link>
      </Notice>
    )
  }
  return null
}
