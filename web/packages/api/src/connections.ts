/** Calls about connections and the platforms behind them. */
import type {
  Connection, ConnectionChange, ConnectionCheck, Connectors, FailedEvent, FailedEvents, NewConnection, TestReply,
} from './connection-types'
import type { Http } from './http'
import type { Id, Locale, Page } from './types'

export function connectionCalls(http: Http) {
  return {
    connectors: (locale: Locale) => http.call<Connectors>('GET', '/connectors', { query: { locale } }),
    connections: (channelId: Id) =>
      http.call<Page<Connection>>('GET', '/connections', { query: { channel_id: channelId } }),
    allConnections: () => http.call<Page<Connection>>('GET', '/connections'),
    connection: (id: Id) => http.call<Connection>('GET', `/connections/${id}`),
    connect: (body: NewConnection, key: string) =>
      http.call<Connection>('POST', '/connections', { body, idempotencyKey: key }),
    changeConnection: (id: Id, body: ConnectionChange) => http.call<Connection>('PATCH', `/connections/${id}`, { body }),
    deleteConnection: (id: Id) => http.call<{ left: string[] }>('DELETE', `/connections/${id}`),
    checkConnection: (id: Id) => http.call<ConnectionCheck>('POST', `/connections/${id}/check`),
    installConnection: (id: Id) => http.call<Connection>('POST', `/connections/${id}/install`),
    failedEvents: (id: Id) => http.call<FailedEvents>('GET', `/connections/${id}/failed-events`, { query: { limit: 50 } }),
    replayEvent: (id: Id) => http.call<FailedEvent>('POST', `/failed-events/${id}/replay`),
    testConnection: (id: Id, body: { conversation_id: Id; text: string }, key: string) =>
      http.call<TestReply>('POST', `/connections/${id}/test`, { body, idempotencyKey: key }),
  }
}
