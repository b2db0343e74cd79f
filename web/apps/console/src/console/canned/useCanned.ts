/** The lists of canned responses, and changes: all of them make what is shown be read again. */
import { cannedCalls, isApiError } from '@openline/api'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useApi } from '../../app/core'
import { useRefusal } from '../../app/refusal'
import { toast } from '../../app/toasts'
import { useText } from '../../i18n/text'

export const CANNED = ['canned'] as const

export function useCannedApi() {
  const api = useApi()
  return useMemo(() => cannedCalls(api), [api])
}

export function useLists() {
  const canned = useCannedApi()
  return useQuery({ queryKey: [...CANNED, 'lists'], queryFn: canned.lists })
}

export function useCannedChange<T>(mutationFn: () => Promise<T>, onDone: (result: T) => void) {
  const text = useText()
  const queries = useQueryClient()
  const refuse = useRefusal()
  return useMutation({
    mutationFn,
    onError: (error) => {
      if (isApiError(error, 'version_conflict')) toast(text('canned.conflict'), { tone: 'error' })
      else refuse(error)
    },
    onSuccess: onDone,
    onSettled: () => queries.invalidateQueries({ queryKey: CANNED }),
  })
}
