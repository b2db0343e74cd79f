/** What the palette shows for some words: whatever has them all, first what has them in its name. */
import type { SpotlightActionData, SpotlightFilterFunction } from '@mantine/spotlight'
import { folded, meets } from '../../app/folded'

type Entry = Parameters<SpotlightFilterFunction>[1][number]

export const narrowed: SpotlightFilterFunction = (query, actions) => {
  if (query.trim() === '') return actions
  const has = (texts: readonly (string | undefined)[]) => meets(folded(texts.filter(Boolean).join(' ')), query)
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
