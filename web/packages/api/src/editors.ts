/** Calls of the editors of a channel's settings. */
import type { Holidays, Moment } from './editor-types'
import type { Http } from './http'
import type { SettingValue } from './settings-types'
import type { Id, Locale } from './types'

export function editorCalls(http: Http) {
  return {
    /** `at` without a zone is what the channel's clock shows; `settings` are not stored. */
    moment: (channelId: Id, body: { at?: string; settings: Record<string, SettingValue> }) =>
      http.call<Moment>('POST', `/channels/${channelId}/hours`, { body }),
    holidays: (country: string, year: number, locale: Locale) =>
      http.call<Holidays>('GET', '/holidays', { query: { country, year, locale } }),
  }
}
