/** Saving a page of settings: all of them or none, and what the server says beside each if it refuses. */
import { isApiError, type ApiError, type Channel, type ChannelSettings } from '@openline/api'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useApi } from '../../../app/core'
import { useRefusal } from '../../../app/refusal'
import { toast } from '../../../app/toasts'
import { useText } from '../../../i18n/text'
import { bodyOf, type Draft } from './useDraft'

const reasons = (error: ApiError) => Object.fromEntries(Object.entries(error.data.fields ?? {}).map(([key, reason]) => [key, String(reason)]))

export function useSave(channel: Channel, settings: ChannelSettings, draft: Draft) {
  const api = useApi()
  const text = useText()
  const queries = useQueryClient()
  const refuse = useRefusal()
  const queryKey = ['settings', channel.id]
  return useMutation({
    mutationFn: () => api.changeSettings(channel.id, { ...bodyOf(draft), version: settings.version }),
    onSuccess: (next) => {
      queries.setQueryData(queryKey, next)
      void queries.invalidateQueries({ queryKey: ['channel', channel.id] })
      draft.discard()
      toast(text('settings.saved'))
    },
    onError: (error) => {
      if (isApiError(error, 'version_conflict')) {
        void queries.invalidateQueries({ queryKey })
        return
      }
      const refused = isApiError(error, 'invalid_field') ? reasons(error) : {}
      if (Object.keys(refused).length === 0) refuse(error)
      draft.refuse(refused)
    },
  })
}
