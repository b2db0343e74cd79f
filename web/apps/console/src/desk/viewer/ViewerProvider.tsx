import type { Id, Message } from '@openline/api'
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react'
import { toast } from '../../app/toasts'
import { useText } from '../../i18n/text'
import { viewable } from '../media/shown'
import { ViewerContext } from './useViewer'
import type { Viewer as Shown } from './Viewer'

type Show = typeof Shown

interface ProviderProps {
  messages: readonly Message[]
  /** What the customer is called. */
  customer: string
  children: ReactNode
}

/** Below it pictures open large; the viewer itself is fetched with the first one. */
export function ViewerProvider({ messages, customer, children }: ProviderProps) {
  const text = useText()
  const [Viewer, setViewer] = useState<Show | null>(null)
  const [opened, setOpened] = useState<Id | null>(null)
  const opener = useRef<Element | null>(null)
  const current = useRef(messages)
  useEffect(() => {
    current.current = messages
  })
  const open = useCallback((fileId: Id) => {
    if (!viewable(current.current).some(({ file }) => file.id === fileId)) return false
    opener.current = document.activeElement
    setOpened(fileId)
    import('./Viewer').then((module) => setViewer(() => module.Viewer), () => {
      setOpened(null)
      toast(text('error.network'), { tone: 'error' })
    })
    return true
  }, [text])
  const close = () => {
    setOpened(null)
    if (opener.current instanceof HTMLElement) opener.current.focus({ preventScroll: true })
  }
  return (
    <ViewerContext value={open}>
      {children}
      {Viewer && opened !== null && <Viewer items={viewable(messages)} customer={customer} fileId={opened} onMove={setOpened} onClose={close} />}
    </ViewerContext>
  )
}
