/** What the tiles of the contact center say. Pure. */
import type { Channel, Connection, Connector, Id } from '@openline/api'
import { standing } from '../channels/setup/steps'

const DAY_MS = 86_400_000
const SOON_DAYS = 30

export type TileState =
  | { kind: 'none' }
  | { kind: 'attention' }
  | { kind: 'expires'; days: number }
  | { kind: 'waiting' }
  | { kind: 'off' }
  | { kind: 'ok' }

export interface Tile {
  connector: Connector
  connections: readonly Connection[]
  state: TileState
}

/** Days until the credentials end, where that is soon; 0: they have ended, or do today. */
export function daysLeft(connection: Connection, now: number): number | null {
  if (!connection.active || connection.expires_at === null) return null
  const days = Math.max(0, Math.floor((Date.parse(connection.expires_at) - now) / DAY_MS))
  return days <= SOON_DAYS ? days : null
}

/** The worst of its connections. */
export function stateOf(connections: readonly Connection[], now: number): TileState {
  if (connections.length === 0) return { kind: 'none' }
  const stands = connections.map(standing)
  if (stands.includes('attention')) return { kind: 'attention' }
  const days = connections.map((one) => daysLeft(one, now)).filter((left) => left !== null)
  if (days.length > 0) return { kind: 'expires', days: Math.min(...days) }
  if (stands.includes('waiting')) return { kind: 'waiting' }
  return { kind: stands.includes('ok') ? 'ok' : 'off' }
}

export function tilesOf(connectors: readonly Connector[], connections: readonly Connection[], now: number): Tile[] {
  return connectors.map((connector) => {
    const own = connections.filter((one) => one.connector === connector.id)
    return { connector, connections: own, state: stateOf(own, now) }
  })
}

/** Those that were told an address which this server no longer has. */
export function movedOf(connections: readonly Connection[]): readonly Connection[] {
  return connections.filter(({ active, state, state_detail: detail }) => active && state === 'degraded' && detail === 'moved')
}

/** A channel has one connection of a kind: where this one can still go. */
export function freeChannels(channels: readonly Channel[], connections: readonly Connection[], connector: string): readonly Channel[] {
  const taken = new Set<Id>(connections.filter((one) => one.connector === connector).map((one) => one.channel_id))
  return channels.filter(({ id }) => !taken.has(id))
}
