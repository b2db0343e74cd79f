import type { Channel, Connection, Connector } from '@openline/api'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { allPages } from '../../app/allPages'
import { useApi } from '../../app/core'
import { MoreTexts } from '../../i18n/MoreTexts'
import { useText } from '../../i18n/text'
import { Page } from '../../parts/Page'
import { QueryState } from '../../parts/QueryState'
import { useConnectors } from '../channels/setup/words'
import { ChooseChannel } from './ChooseChannel'
import styles from './ContactCenter.module.css'
import { ConnectorTile } from './ConnectorTile'
import { Moved } from './Moved'
import { movedOf, tilesOf } from './tiles'

const SETUP = ['setup'] as const

/** Everything that customers can write from, and how it fares. */
export function ContactCenterPage() {
  const text = useText()
  const api = useApi()
  const connectors = useConnectors()
  const connections = useQuery({ queryKey: ['connections', 'all'], queryFn: api.allConnections })
  const channels = useQuery({ queryKey: ['channels'], queryFn: () => allPages(api.channels) })
  return (
    <Page title={text('nav.contact_center')} lead={text('center.lead')}>
      <MoreTexts parts={SETUP}>
        <QueryState query={connectors}>
          {(known) => (
            <QueryState query={channels}>
              {(all) => (
                <QueryState query={connections}>
                  {(made) => <Tiles connectors={known.items} publicUrl={known.public_url} connections={made.items} channels={all.items} />}
                </QueryState>
              )}
            </QueryState>
          )}
        </QueryState>
      </MoreTexts>
    </Page>
  )
}

interface TilesProps {
  connectors: readonly Connector[]
  publicUrl: string
  connections: readonly Connection[]
  channels: readonly Channel[]
}

function Tiles({ connectors, publicUrl, connections, channels }: TilesProps) {
  const [now] = useState(() => Date.now())
  const [connecting, setConnecting] = useState<Connector | null>(null)
  const moved = movedOf(connections)
  return (
    <>
      {moved.length > 0 && <Moved connections={moved} publicUrl={publicUrl} channels={channels} />}
      <ul className={styles.tiles}>
        {tilesOf(connectors, connections, now).map((tile) => (
          <li key={tile.connector.id}><ConnectorTile tile={tile} channels={channels} now={now} onConnect={() => setConnecting(tile.connector)} /></li>
        ))}
      </ul>
      {connecting && <ChooseChannel connector={connecting} connections={connections} channels={channels} onClose={() => setConnecting(null)} />}
    </>
  )
}
