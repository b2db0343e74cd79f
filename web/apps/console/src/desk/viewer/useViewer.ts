/** Opens the viewer of the conversation around. */
import type { Id } from '@openline/api'
import { createContext, useContext } from 'react'

export const ViewerContext = createContext<((fileId: Id) => void) | null>(null)

export function useViewer(): ((fileId: Id) => void) | null {
  return useContext(ViewerContext)
}
