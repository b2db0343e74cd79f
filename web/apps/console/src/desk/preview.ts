/** The last message in one line: its words, else what it is. */
import type { MessagePreview } from '@openline/api'
import type { Text } from '../i18n/text'

const PARTS = ['location', 'contact', 'card', 'buttons', 'pressed', 'unsupported'] as const

export function previewOf(last: Pick<MessagePreview, 'text' | 'has_files' | 'part'>, text: Text): string {
  if (last.text) return last.text
  if (last.has_files) return text('row.file')
  const part = PARTS.find((known) => known === last.part)
  return part ? text(`row.part.${part}`) : text('row.other')
}
