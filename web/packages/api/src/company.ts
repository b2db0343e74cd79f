/** Calls about the company's structure. */
import type { Department, NewDepartment, StaffRef, TableReport } from './company-types'
import type { Http } from './http'
import type { Id, Page } from './types'

export function companyCalls(http: Http) {
  return {
    departments: () => http.call<Page<Department>>('GET', '/departments'),
    addDepartment: (body: NewDepartment, key: string) => http.call<Department>('POST', '/departments', { body, idempotencyKey: key }),
    changeDepartment: (id: Id, body: NewDepartment & { version: number }) => http.call<Department>('PUT', `/departments/${id}`, { body }),
    removeDepartment: (id: Id) => http.call<null>('DELETE', `/departments/${id}`),
    setStaff: (id: Id, body: { people: readonly StaffRef[]; version: number }) => http.call<Department>('PUT', `/departments/${id}/people`, { body }),
    /** Tried, or for good; a key makes storing it twice harmless. */
    tryTable: (table: string) => http.call<TableReport>('POST', '/departments/table', { body: { table, trial: true } }),
    takeTable: (table: string, key: string) => http.call<TableReport>('POST', '/departments/table', { body: { table, trial: false }, idempotencyKey: key }),
  }
}
