/** Changes of the structure: all of them make the tree be read again, and queues with it. */
import { isApiError } from '@openline/api'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRefusal } from '../../app/refusal'
import { toast } from '../../app/toasts'
import { useText } from '../../i18n/text'

export const DEPARTMENTS = ['departments'] as const

export function useCompanyChange<T>(mutationFn: () => Promise<T>, onDone: () => void) {
  const text = useText()
  const queries = useQueryClient()
  const refuse = useRefusal()
  return useMutation({
    mutationFn,
    onError: (error) => {
      if (isApiError(error, 'version_conflict')) toast(text('company.conflict'), { tone: 'error' })
      else refuse(error)
    },
    onSuccess: onDone,
    onSettled: () => Promise.all([
      queries.invalidateQueries({ queryKey: DEPARTMENTS }),
      queries.invalidateQueries({ queryKey: ['queue'] }),
      queries.invalidateQueries({ queryKey: ['channels'] }),
    ]),
  })
}
