import type { Id, Message } from '@openline/api'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { viewable } from '../media/shown'
import { ViewerContext } from './useViewer'

const Viewer = lazy(() => import('./Viewer').then((module) => ({ default: module.Viewer })))

/** Below it pictures open large; the viewer itself is fetched with the first one. */
export function ViewerProvider({ messages, children }: { messages: readonly Message[]; children: ReactNode }) {
  const [opened, setOpened] = useState<Id | null>(null)
  return (
    <ViewerContext value={setOpened}>
      {children}
      {opened !== null && (
        <Suspense>
          <Viewer items={viewable(messages)} fileId={opened} onMove={setOpened} onClose={() => setOpened(null)} />
        </Suspense>
      )}
    </ViewerContext>
  )
}
