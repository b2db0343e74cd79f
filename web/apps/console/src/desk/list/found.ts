/** Filtering as people type it. */
import type { Conversation } from '@openline/api'
import { folded, meets } from '../../app/folded'

export function found(row: Conversation, query: string): boolean {
  if (!query) return true
  const { contact, last_message: last } = row
  return meets(folded([contact.name, contact.email, String(contact.number), row.channel_name, last?.text].filter(Boolean).join(' ')), query)
}

/** What else a list can be narrowed to. Beyond what is read it looks as far as a search does. */
export const SIFTS = ['any', 'unanswered', 'rated', 'disliked', 'reviewed'] as const
export type Sift = (typeof SIFTS)[number]

export function sifted({ session }: Conversation, sift: Sift): boolean {
  switch (sift) {
    case 'any':
      return true
    case 'unanswered':
      return session?.unanswered === true
    case 'rated':
      return session?.vote != null
    case 'disliked':
      return session?.vote === 'dislike'
    case 'reviewed':
      return session?.review != null
  }
}
