/** Opens the viewer of the conversation around; says no to what is not in it yet. */
import type { Id } from '@openline/api'
import { createContext, useContext } from 'react'

type OpenViewer = (fileId: Id) => boolean

export const ViewerContext = createContext<OpenViewer | null>(null)

export function useViewer(): OpenViewer | null {
  return useContext(ViewerContext)
}
