/** Which channels a list shows. Pure. */
import type { Channel, Connection, Id } from '@openline/api'
import { folded, meets } from '../../app/folded'

export const FILTERS = ['all', 'on', 'off', 'attention'] as const
export type Filter = (typeof FILTERS)[number]
type Places = ReadonlyMap<Id, readonly Connection[]>

export function byChannel(connections: readonly Connection[]): Places {
  const found = new Map<Id, Connection[]>()
  for (const one of connections) found.set(one.channel_id, [...(found.get(one.channel_id) ?? []), one])
  return found
}

/** Its customers may not be heard. */
export function isBroken({ active, state }: Connection): boolean {
  return active && (state === 'reauth' || state === 'degraded' || state === 'down')
}

function needsSomebody(channel: Channel, places: Places): boolean {
  const connections = places.get(channel.id) ?? []
  return channel.active && (channel.queue.length === 0 || channel.connections === 0 || connections.some(isBroken))
}

function passes(channel: Channel, places: Places, filter: Filter): boolean {
  switch (filter) {
    case 'all': return true
    case 'on': return channel.active
    case 'off': return !channel.active
    case 'attention': return needsSomebody(channel, places)
  }
}

/** By name, by what it is reached by, and by who stands in its queue; letters with and without marks are the same. */
export function found(channels: readonly Channel[], places: Places, words: string, filter: Filter): readonly Channel[] {
  return channels.filter((channel) => {
    if (!passes(channel, places, filter)) return false
    const connections = (places.get(channel.id) ?? []).flatMap((one) => [one.connector, one.name, one.account?.name ?? ''])
    return meets(folded([channel.name, ...connections, ...channel.queue.map(({ name }) => name)].join(' ')), words)
  })
}
