/** Plain text with its addresses made clickable. Nothing else in a message means anything. */
import type { ComponentChildren } from 'preact'

/** A full stop or a bracket at the end belongs to the sentence. */
const ADDRESS = /((?:https?:\/\/|www\.)[^\s<>"]*[^\s<>".,;:!?'…)\]}])/gi

export function Links({ text }: { text: string }): ComponentChildren {
  return text.split(ADDRESS).map((part, index) =>
    index % 2 ? (
      <a href={part.startsWith('w') ? `https://${part}` : part} target="_blank" rel="noopener noreferrer nofollow">
        {part}
      </a>
    ) : (
      part
    ),
  )
}
