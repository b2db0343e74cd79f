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
