/** Whom a search among people finds. Pure. */
import type { Person } from '@openline/api'
import { folded } from '../../desk/list/found'

/** Whose name or address has every word; letters with and without marks are the same. */
export function called(people: readonly Person[], words: string): Person[] {
  const wanted = folded(words).split(/\s+/).filter(Boolean)
  return people.filter(({ name, email }) => wanted.every((word) => folded(`${name} ${email}`).includes(word)))
}
