/** Calls about settings as code; its page fetches this with itself. */
import type { AppliedSettings, SettingsPlan } from './ascode-types'
import type { Http } from './http'
import type { Id, Page } from './types'

export function asCodeCalls({ http }: { http: Http }) {
  return {
    export: (channel: Id | null) => http.call<{ document: string }>('GET', '/settings/export', { query: { channel_id: channel } }),
    plan: (document: string) => http.call<SettingsPlan>('POST', '/settings/plan', { body: { document } }),
    apply: (document: string, fingerprint: string) => http.call<AppliedSettings>('POST', '/settings/applies', { body: { document, fingerprint } }),
    past: () => http.call<Page<AppliedSettings>>('GET', '/settings/applies', { query: { limit: 100 } }),
    rollBack: (id: Id) => http.call<AppliedSettings>('POST', `/settings/applies/${id}/roll-back`),
  }
}
