/** A platform that does not exist, for tests. */
import type { Channel, Connection, Connector, ConnectorField } from '@openline/api'

const AT = '2026-03-01T08:00:00.000Z'

export const field = (change: Partial<ConnectorField>): ConnectorField => ({
  key: 'token', type: 'secret', required: false, default: null, ge: null, le: null, choices: [], made_here: false, ...change,
})

export const pigeon: Connector = {
  id: 'pigeon', icon: 'bird', version: '1', maturity: 'documentation', delivery: 'send', transports: ['poll', 'webhook'],
  transport_field: 'mode',
  fields: [
    field({ required: true }), field({ key: 'api_url', type: 'url', default: 'https://api.example' }), field({ key: 'tries', type: 'whole', default: 3 }),
    field({ key: 'mode', type: 'choice', default: 'poll', choices: ['poll', 'webhook'] }), field({ key: 'signing', made_here: true }),
  ],
  texts: { title: 'Pigeon', 'token.label': 'Token', 'token.help': 'From the loft.', 'health.unauthorized': 'No pigeon knows this token.' },
}

export const connection = (change: Partial<Connection> = {}): Connection => ({
  id: '4', channel_id: '3', connector: 'pigeon', name: 'Shop', key: 'k', active: true, state: 'new', state_detail: null,
  state_field: null, state_at: null, first_event_at: null, account: { id: '17', name: '@coo', url: 'https://pigeon.example/coo' },
  installed: { url: 'https://x', at: AT, done: ['poll'], missing: [], paste: [] }, left: [],
  config: { token: 1, api_url: 'https://own.example', tries: 5, mode: 'poll', signing: 1 }, snippet: null, hook_url: null, expires_at: null,
  created_at: AT, version: 1, ...change,
})

export const channel: Channel = {
  id: '3', number: 1, name: 'Tea', active: true, queue: [], waiting: 0, open: 0, connections: 0, version: 1, confirm_close: false, priority: 0, created_at: AT,
}
