/** Whom a search among people finds. Pure. */
import type { Person } from '@openline/api'
import { folded, meets } from '../../app/folded'

/** Whose name or address has every word; letters with and without marks are the same. */
export function called(people: readonly Person[], words: string): Person[] {
  return people.filter(({ name, email }) => meets(folded(`${name} ${email}`), words))
}
