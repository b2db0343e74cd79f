/** Calls about bots. */
import type { Bot } from './bot-types'
import type { Http } from './http'
import type { Id } from './types'

export function botCalls(http: Http) {
  return {
    bots: () => http.call<{ items: Bot[] }>('GET', '/bots'),
    addBot: (body: { name: string }, key: string) => http.call<Bot>('POST', '/bots', { body, idempotencyKey: key }),
    changeBot: (id: Id, body: { name?: string; in_channels?: boolean; new_token?: boolean }) => http.call<Bot>('PATCH', `/bots/${id}`, { body }),
    botImpact: (id: Id) => http.call<{ channels: { id: Id; name: string }[] }>('GET', `/bots/${id}/impact`),
    removeBot: (id: Id) => http.call<null>('DELETE', `/bots/${id}`),
  }
}
