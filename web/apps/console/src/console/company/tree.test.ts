import type { Department, Id } from '@openline/api'
import { expect, it } from 'vitest'
import { pathOf, peopleWithin, placesFor, treeOf } from './tree'

function department(id: Id, parent: Id | null, ...people: Id[]): Department {
  return { id, parent_id: parent, name: `D${id}`, depth: 0, version: 1, people: people.map((one) => ({ id: one, name: one, active: true, head: false })) }
}
const all = [department('1', null, 'mai'), department('2', '1', 'mai', 'lan'), department('3', '2'), department('4', null)]

it('a department counts everybody below it, once', () => {
  const [first] = treeOf(all)
  expect(first && [...peopleWithin(first)]).toEqual(['mai', 'lan'])
  expect(pathOf(all, '3')).toBe('D1 / D2 / D3')
})

it('a department cannot be moved below itself', () => {
  expect(placesFor(all, '1').map(({ id }) => id)).toEqual(['4'])
  expect(placesFor(all, '3').map(({ id }) => id)).toEqual(['1', '2', '4'])
  expect(placesFor(all, null)).toHaveLength(4)
})
