/** The shapes of the company's structure. */
import type { Id } from './types'

export interface StaffMember {
  id: Id
  name: string
  active: boolean
  head: boolean
}
export interface Department {
  id: Id
  parent_id: Id | null
  name: string
  /** 0 at the top of the tree. */
  depth: number
  /** Who works in it itself, heads first. */
  people: StaffMember[]
  version: number
}
export interface NewDepartment {
  name: string
  parent_id: Id | null
}
export interface StaffRef {
  id: Id
  head: boolean
}

export type RowProblem =
  | 'no_department' | 'bad_department' | 'too_deep' | 'too_many_departments' | 'no_person' | 'twice' | 'bad_head'
  | 'in_too_many_departments'
export interface TableProblem {
  line: number
  column: 'department' | 'email' | 'head'
  problem: RowProblem
  value: string
}
/** What a table does or would do; of one with problems nothing is stored. */
export interface TableReport {
  rows: number
  stored: boolean
  departments: string[]
  placed: number
  unchanged: number
  problems: TableProblem[]
}
