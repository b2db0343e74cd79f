/** Finds web addresses in what people write. */
export interface Part {
  text: string
  href: string | null
}

const ADDRESS = /\b(?:https?:\/\/|www\.)[^\s<>"'”»]+/giu
/** A full stop or bracket after an address belongs to the sentence. */
const TAIL = /[.,;:!?)\]}]+$/

export function splitLinks(text: string): Part[] {
  const parts: Part[] = []
  let end = 0
  for (const match of text.matchAll(ADDRESS)) {
    const found = match[0].replace(TAIL, '')
    if (match.index > end) parts.push({ text: text.slice(end, match.index), href: null })
    parts.push({ text: found, href: found.toLowerCase().startsWith('www.') ? `https://${found}` : found })
    end = match.index + found.length
  }
  if (end < text.length) parts.push({ text: text.slice(end), href: null })
  return parts
}
