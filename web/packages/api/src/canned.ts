/** Calls about canned responses; the screens that need them fetch this with themselves. */
import type {
  Canned, CannedList, CannedLists, CannedReport, FilledCanned, FolderRef, NewCanned, OfferedCanned, SavedCanned,
} from './canned-types'
import type { Http } from './http'
import type { Id, Page } from './types'

export interface CannedSearch {
  list: Id
  folder: Id | null
  q: string
  cursor: string | null
}

export function cannedCalls({ http }: { http: Http }) {
  return {
    lists: () => http.call<CannedLists>('GET', '/canned/lists'),
    addList: (body: { name: string; editors: CannedList['editors'] }, key: string) =>
      http.call<CannedList>('POST', '/canned/lists', { body, idempotencyKey: key }),
    changeList: (id: Id, body: { name: string; editors: CannedList['editors']; version: number }) =>
      http.call<CannedList>('PUT', `/canned/lists/${id}`, { body }),
    removeList: (id: Id) => http.call<null>('DELETE', `/canned/lists/${id}`),
    setFolders: (id: Id, body: { folders: readonly FolderRef[]; version: number }) =>
      http.call<CannedList>('PUT', `/canned/lists/${id}/folders`, { body }),
    page: ({ list, folder, q, cursor }: CannedSearch) =>
      http.call<Page<Canned>>('GET', '/canned', { query: { list_id: list, folder_id: folder, q, cursor, limit: 50 } }),
    add: (body: NewCanned, key: string) => http.call<Canned>('POST', '/canned', { body, idempotencyKey: key }),
    change: (id: Id, body: NewCanned & { version: number }) => http.call<Canned>('PUT', `/canned/${id}`, { body }),
    remove: (id: Id) => http.call<null>('DELETE', `/canned/${id}`),
    table: (id: Id) => http.call<{ table: string }>('GET', `/canned/lists/${id}/table`),
    tryTable: (id: Id, table: string) => http.call<CannedReport>('POST', `/canned/lists/${id}/table`, { body: { table, trial: true } }),
    takeTable: (id: Id, table: string, key: string) =>
      http.call<CannedReport>('POST', `/canned/lists/${id}/table`, { body: { table, trial: false }, idempotencyKey: key }),
    offered: (conversation: Id, q: string, signal: AbortSignal) =>
      http.call<Page<OfferedCanned>>('GET', `/conversations/${conversation}/canned`, { query: { q }, signal }),
    use: (conversation: Id, id: Id) => http.call<FilledCanned>('POST', `/conversations/${conversation}/canned/${id}/use`),
    save: (message: Id, body: { list_id: Id; folder_id: Id | null; name: string }) =>
      http.call<SavedCanned>('POST', `/messages/${message}/canned`, { body }),
  }
}
