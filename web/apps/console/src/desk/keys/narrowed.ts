/** What the palette shows for some words: whatever has them all, first what has them in its name. */
import type { SpotlightActionData, SpotlightFilterFunction } from '@mantine/spotlight'
import { folded } from '../list/found'

type Entry = Parameters<SpotlightFilterFunction>[1][number]

export const narrowed: SpotlightFilterFunction = (query, actions) => {
  const words = folded(query).split(/\s+/).filter(Boolean)
  if (words.length === 0) return actions
  const has = (texts: readonly (string | undefined)[]) => {
    const text = folded(texts.filter(Boolean).join(' '))
    return words.every((word) => text.includes(word))
  }
  const all = actions.flatMap(single).filter((action) => has(wordsOf(action)))
  const named = all.filter(({ label }) => has([label]))
  return [...named, ...all.filter((action) => !named.includes(action))]
}

function single(action: Entry): SpotlightActionData[] {
  return 'actions' in action ? action.actions : [action]
}

function wordsOf({ label, description, keywords }: SpotlightActionData) {
  return [label, description, ...(typeof keywords === 'string' ? [keywords] : keywords ?? [])]
}
