/** A refusal as one sentence: the server's own words first, ours where it gave none. */
import { ApiError } from '@openline/api'
import { useCallback } from 'react'
import { useText, type Text } from '../i18n/text'
import { toast } from './toasts'

export function refusalText(text: Text, error: unknown): string {
  if (!(error instanceof ApiError)) throw error
  if (error.unanswered) return text('error.network')
  return error.detail || text('error.unknown', { code: error.code })
}

export function useRefusal(): (error: unknown) => void {
  const text = useText()
  return useCallback((error: unknown) => toast(refusalText(text, error), { tone: 'error' }), [text])
}
