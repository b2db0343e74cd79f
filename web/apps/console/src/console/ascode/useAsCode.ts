/** Calls of the page, and how long a document may be: the server counts bytes. */
import { asCodeCalls } from '@openline/api'
import { useMemo } from 'react'
import { useApi } from '../../app/core'

export const PAST = ['settings', 'applies'] as const
export const MOST_BYTES = 256_000

export function useAsCodeApi() {
  const api = useApi()
  return useMemo(() => asCodeCalls(api), [api])
}

export function bytesIn(document: string): number {
  return new TextEncoder().encode(document).length
}
