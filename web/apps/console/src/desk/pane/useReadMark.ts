/** Tells the server what the owner has seen: only what is on screen in a tab he looks at. */
import { ApiError, type Conversation } from '@openline/api'
import { isMine, upsert } from '@openline/stream'
import { useEffect, useState } from 'react'
import { useApi } from '../../app/core'
import { useDesk, useDeskUpdate } from '../../shell/LiveProvider'

function useLooking(): boolean {
  const looks = () => document.visibilityState === 'visible' && document.hasFocus()
  const [looking, setLooking] = useState(looks)
  useEffect(() => {
    const look = () => setLooking(looks())
    const names = ['focus', 'blur'] as const
    document.addEventListener('visibilitychange', look)
    for (const name of names) window.addEventListener(name, look)
    return () => {
      document.removeEventListener('visibilitychange', look)
      for (const name of names) window.removeEventListener(name, look)
    }
  }, [])
  return looking
}

export function useReadMark(row: Conversation, atEnd: boolean): void {
  const api = useApi()
  const update = useDeskUpdate()
  const looking = useLooking()
  const meId = useDesk((desk) => desk.me.person.id)
  const lastId = useDesk((desk) => desk.threads[row.id]?.messages.at(-1)?.id)
  const due = row.unread > 0 && isMine(row, meId) && atEnd && looking && lastId !== undefined
  useEffect(() => {
    if (!due) return
    api.read(row.id, lastId).then(
      () => update((desk) => {
        const now = desk.conversations[row.id]
        const newest = desk.threads[row.id]?.messages.at(-1)?.id
        return now && newest === lastId ? upsert(desk, { ...now, unread: 0 }) : desk
      }),
      (error: unknown) => {
        if (!(error instanceof ApiError)) throw error // the mark is set with the next message
      },
    )
  }, [api, due, lastId, row.id, update])
}
