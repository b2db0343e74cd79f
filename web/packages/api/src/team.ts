/** Calls about colleagues at work and about what one should know. */
import type { Http } from './http'
import type { Id, Notice, Page } from './types'

export function teamCalls(http: Http) {
  return {
    notices: (cursor: string | null) => http.call<Page<Notice> & { unread: number }>('GET', '/notices', { query: { limit: 50, cursor } }),
    readNotices: (upTo: Id) => http.call<null>('POST', '/notices/read', { body: { up_to: upTo } }),
  }
}
