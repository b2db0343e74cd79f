import type { Id, Message } from '@openline/api'
import { lazy, Suspense, useCallback, useRef, useState, type ReactNode } from 'react'
import { viewable } from '../media/shown'
import { ViewerContext } from './useViewer'

const Viewer = lazy(() => import('./Viewer').then((module) => ({ default: module.Viewer })))

/** Below it pictures open large; the viewer itself is fetched with the first one. */
export function ViewerProvider({ messages, children }: { messages: readonly Message[]; children: ReactNode }) {
  const [opened, setOpened] = useState<Id | null>(null)
  const opener = useRef<Element | null>(null)
  const open = useCallback((fileId: Id) => {
    opener.current = document.activeElement
    setOpened(fileId)
  }, [])
  const close = () => {
    setOpened(null)
    if (opener.current instanceof HTMLElement) opener.current.focus({ preventScroll: true })
  }
  return (
    <ViewerContext value={open}>
      {children}
      {opened !== null && (
        <Suspense>
          <Viewer items={viewable(messages)} fileId={opened} onMove={setOpened} onClose={close} />
        </Suspense>
      )}
    </ViewerContext>
  )
}
