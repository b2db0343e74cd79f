import type { Channel, Connection } from '@openline/api'
import { Button } from '@mantine/core'
import { Icon, Tag, type Tone } from '@openline/ui'
import { Link } from '@tanstack/react-router'
import { useText } from '../../i18n/text'
import { PlatformIcon } from '../channels/setup/Picker'
import { standing } from '../channels/setup/steps'
import { useConnectorWords } from '../channels/setup/words'
import styles from './ContactCenter.module.css'
import { daysLeft, type Tile, type TileState } from './tiles'

const TONES = { none: 'plain', attention: 'danger', expires: 'warn', waiting: 'warn', off: 'plain', ok: 'ok' } as const satisfies Record<TileState['kind'], Tone>

interface ConnectorTileProps {
  tile: Tile
  channels: readonly Channel[]
  now: number
  onConnect: () => void
}

/** A platform with everything of it that is connected. */
export function ConnectorTile({ tile: { connector, connections, state }, channels, now, onConnect }: ConnectorTileProps) {
  const text = useText()
  const words = useConnectorWords(connector)
  const said = state.kind === 'expires' ? text('center.expires', { days: state.days }) : text(`center.state.${state.kind}`)
  return (
    <section className={styles.tile} aria-label={words.title} data-connected={connections.length > 0 || undefined}>
      <div className={styles.head}>
        <PlatformIcon connector={connector} />
        <h2>{words.title}</h2>
        <Tag tone={TONES[state.kind]}>{said}</Tag>
      </div>
      {connections.length > 0 && (
        <ul className={styles.connections}>
          {connections.map((one) => <li key={one.id}><Connected connection={one} channel={channels.find(({ id }) => id === one.channel_id)} now={now} /></li>)}
        </ul>
      )}
      {connections.length === 0 && <p className={styles.about}>{text(`center.about.${connector.delivery}`, { platform: words.title })}</p>}
      <Button
        variant={connections.length > 0 ? 'default' : 'filled'} leftSection={<Icon name="plus" size={16} />} onClick={onConnect}
        aria-label={text('center.connect_name', { platform: words.title })}
      >
        {text(connections.length > 0 ? 'center.another' : 'center.connect')}
      </Button>
    </section>
  )
}

function Connected({ connection, channel, now }: { connection: Connection; channel: Channel | undefined; now: number }) {
  const text = useText()
  const stands = standing(connection)
  const days = daysLeft(connection, now)
  const tone: Tone = stands === 'attention' ? 'danger' : stands === 'ok' && days === null ? 'ok' : stands === 'off' ? 'plain' : 'warn'
  return (
    <Link className={styles.connection} to="/channels/$channelId/$tab" params={{ channelId: connection.channel_id, tab: 'connections' }}>
      <span className={styles.names}>
        <b>{connection.account?.name ?? connection.name}</b>
        <small>{channel?.active === false ? text('center.channel_off', { channel: channel.name }) : text('center.in_channel', { channel: channel?.name ?? '' })}</small>
      </span>
      <Tag tone={tone}>{stands === 'ok' && days !== null ? text('center.expires', { days }) : text(`connections.stands.${stands}`)}</Tag>
    </Link>
  )
}
