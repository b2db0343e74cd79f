/** Filtering as people type it: every word somewhere, without regard to case and marks ("nguyen" finds "Nguyễn"). */
import type { Conversation } from '@openline/api'

export function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLocaleLowerCase()
}

export function found(row: Conversation, query: string): boolean {
  if (!query) return true
  const { contact, last_message: last } = row
  const text = folded([contact.name, contact.email, String(contact.number), row.channel_name, last?.text].filter(Boolean).join(' '))
  return folded(query).split(/\s+/).every((word) => text.includes(word))
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
