/** Calls of the page of a channel's settings. */
import type { Http } from './http'
import type { ChannelPreview } from './preview-types'
import type { ChannelSettings, SettingsChange, SettingValue } from './settings-types'
import type { Id, Page } from './types'

export function settingsCalls(http: Http) {
  return {
    settings: (id: Id) => http.call<ChannelSettings>('GET', `/channels/${id}/settings`),
    /** By key; null goes back to the default. All of them or none. */
    changeSettings: (id: Id, body: Record<string, SettingValue | null>) =>
      http.call<ChannelSettings>('PATCH', `/channels/${id}/settings`, { body }),
    settingsHistory: (id: Id, cursor?: string) =>
      http.call<Page<SettingsChange>>('GET', `/channels/${id}/settings/history`, { query: { limit: 20, cursor } }),
    /** Nothing of `settings` is stored. */
    previewChannel: (id: Id, settings: Record<string, SettingValue>) =>
      http.call<ChannelPreview>('POST', `/channels/${id}/preview`, { body: { settings } }),
    /** Undoes that change and all later ones. */
    restoreSettings: (id: Id, body: { change_id: Id; version: number }) =>
      http.call<ChannelSettings>('POST', `/channels/${id}/settings/restore`, { body }),
  }
}
