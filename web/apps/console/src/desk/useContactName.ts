import { useCallback } from 'react'
import { useText } from '../i18n/text'

interface Named {
  number: number
  name: string | null
  email: string | null
}

/** A visitor who gave no name is told apart by number. */
export function useContactName(): (contact: Named) => string {
  const text = useText()
  return useCallback((contact: Named) => contact.name || contact.email || text('contact.unnamed', { number: contact.number }), [text])
}
