/** What was begun and not sent, per conversation; it outlives a reload and shows in every tab. */
import type { Id, Message } from '@openline/api'
import { Store } from '@openline/stream'
import { useSyncExternalStore } from 'react'
import { keep, kept } from '../../app/kept'

export interface KeptDraft {
  text: string
  note: boolean
  replyTo: Message['reply_to']
  /** What the buttons under it will say. */
  buttons?: readonly string[]
}
type Drafts = Readonly<Record<Id, KeptDraft>>

const MAX_DRAFTS = 200
const WRITE_MS = 300
const EMPTY: KeptDraft = { text: '', note: false, replyTo: null }

const store = new Store<Drafts>({})
let owner: Id | null = null
let timer: ReturnType<typeof setTimeout> | undefined

const place = () => `drafts.${owner}`

function read(): Drafts {
  try {
    const stored: unknown = JSON.parse(kept(place()) ?? '{}')
    return typeof stored === 'object' && stored !== null ? { ...stored } : {}
  } catch {
    return {}
  }
}

function write(): void {
  clearTimeout(timer)
  keep(place(), JSON.stringify(Object.fromEntries(Object.entries(store.get()).slice(-MAX_DRAFTS))))
}

/** Whose drafts: called when the desk opens; another person at this browser has his own. */
export function openDrafts(personId: Id): () => void {
  owner = personId
  store.set(read())
  const elsewhere = (event: StorageEvent) => event.key?.endsWith(place()) && store.set(read())
  window.addEventListener('storage', elsewhere)
  window.addEventListener('pagehide', write)
  return () => {
    write()
    window.removeEventListener('storage', elsewhere)
    window.removeEventListener('pagehide', write)
  }
}

export function draftOf(id: Id): KeptDraft {
  return store.get()[id] ?? EMPTY
}

export function keepDraft(id: Id, draft: KeptDraft): void {
  const { [id]: _, ...others } = store.get()
  const empty = draft.text.trim() === '' && draft.replyTo === null && !draft.note && !draft.buttons?.length
  store.set(empty ? others : { ...others, [id]: draft })
  clearTimeout(timer)
  timer = setTimeout(write, WRITE_MS)
}

export function useDrafts<T>(select: (drafts: Drafts) => T): T {
  return useSyncExternalStore(store.subscribe, () => select(store.get()))
}
