/** The tree out of the list that the server gives: each department followed by those below it. */
import type { Department, Id } from '@openline/api'

export interface Node {
  department: Department
  below: readonly Node[]
}

export function treeOf(departments: readonly Department[], parent: Id | null = null): Node[] {
  return departments
    .filter((one) => one.parent_id === parent)
    .map((department) => ({ department, below: treeOf(departments, department.id) }))
}

/** `Sales / Online`, for lists that show no tree. */
export function pathOf(departments: readonly Department[], id: Id): string {
  const one = departments.find((department) => department.id === id)
  if (!one) return ''
  return one.parent_id ? `${pathOf(departments, one.parent_id)} / ${one.name}` : one.name
}

/** Where a department may stand: not below itself. */
export function placesFor(departments: readonly Department[], id: Id | null): Department[] {
  const below = new Set<Id | null>(id === null ? [] : [id])
  return departments.filter((one) => {
    if (below.has(one.id) || (below.has(one.parent_id) && one.parent_id !== null)) below.add(one.id)
    return !below.has(one.id)
  })
}

/** Everybody who works in it or below it, once. */
export function peopleWithin({ department, below }: Node): Set<Id> {
  return new Set([...department.people.map(({ id }) => id), ...below.flatMap((node) => [...peopleWithin(node)])])
}
