/** Files on their way to the server, each with its own progress; they are sent with the next message. */
import { isApiError, type StoredFile } from '@openline/api'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useApi } from '../../app/core'
import { refusalText } from '../../app/refusal'
import { toast } from '../../app/toasts'
import { useText } from '../../i18n/text'

export interface Attachment {
  key: string
  /** A file that is stored already has none of its own here. */
  source: Pick<File, 'name' | 'size' | 'type'>
  /** 0 … 1 */
  progress: number
  stored: StoredFile | null
  problem: string | null
}

export const MAX_FILES = 10

export function useAttachments(most = MAX_FILES) {
  const api = useApi()
  const text = useText()
  const [items, setItems] = useState<readonly Attachment[]>([])
  const running = useRef(new Map<string, AbortController>())
  useEffect(() => {
    const { current } = running
    return () => current.forEach((upload) => upload.abort())
  }, [])

  const patch = useCallback((key: string, change: Partial<Attachment>) => {
    setItems((list) => list.map((item) => (item.key === key ? { ...item, ...change } : item)))
  }, [])
  const upload = useCallback((key: string, source: File) => {
    const controller = new AbortController()
    running.current.set(key, controller)
    patch(key, { progress: 0, problem: null })
    api.upload(source, (progress) => patch(key, { progress }), controller.signal)
      .then((stored) => patch(key, { stored, progress: 1 }), (error: unknown) => {
        if (!isApiError(error, 'aborted')) patch(key, { problem: refusalText(text, error) })
      })
      .finally(() => running.current.delete(key))
  }, [api, patch, text])

  const add = useCallback((files: readonly File[]) => {
    const room = Math.max(0, most - items.length)
    if (files.length > room) toast(text('composer.too_many', { max: most }), { tone: 'error' })
    const fresh = files.slice(0, room).map((source) => ({ key: crypto.randomUUID(), source, progress: 0, stored: null, problem: null }))
    setItems((list) => [...list, ...fresh])
    for (const item of fresh) upload(item.key, item.source)
  }, [items.length, most, text, upload])
  const remove = useCallback((key: string) => {
    running.current.get(key)?.abort()
    setItems((list) => list.filter((item) => item.key !== key))
  }, [])
  /** What is stored already: copies of a canned response's files. */
  const put = useCallback((files: readonly StoredFile[]) => {
    const room = Math.max(0, most - items.length)
    if (files.length > room) toast(text('composer.too_many', { max: most }), { tone: 'error' })
    setItems((list) => [...list, ...files.slice(0, room).map((stored) => ({ key: stored.id, source: stored, progress: 1, stored, problem: null }))])
  }, [items.length, most, text])
  const clear = useCallback(() => setItems([]), [])
  return { items, add, put, remove, clear, retry: upload }
}
