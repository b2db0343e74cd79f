/** Calls about colleagues at work and about what one should know. */
import type { Http } from './http'
import type { Absence, Board, ChannelRouting, NewAbsence, SkillLevels, WorkdayState } from './team-types'
import type { Id, Notice, Page, Person } from './types'

export function teamCalls(http: Http) {
  return {
    notices: (cursor: string | null) => http.call<Page<Notice> & { unread: number }>('GET', '/notices', { query: { limit: 50, cursor } }),
    readNotices: (upTo: Id) => http.call<null>('POST', '/notices/read', { body: { up_to: upTo } }),
    board: (channelId: Id) => http.call<Board>('GET', `/channels/${channelId}/board`),
    myRouting: () => http.call<Page<ChannelRouting>>('GET', '/me/routing'),
    /** Null means oneself. */
    setWorkday: (id: Id | null, state: WorkdayState) => http.call<Person>('PUT', `${whose(id)}/workday`, { body: { state } }),
    setPause: (id: Id | null, on: boolean) => http.call<Person>('PUT', `${whose(id)}/pause`, { body: { on } }),
    setWorkingTime: (id: Id, managed: boolean) => http.call<Person>('PUT', `/people/${id}/working-time`, { body: { managed } }),
    setSkills: (id: Id, skills: SkillLevels) => http.call<Person>('PUT', `/people/${id}/skills`, { body: { skills } }),
    absences: (id: Id) => http.call<Page<Absence>>('GET', `/people/${id}/absences`),
    addAbsence: (id: Id, body: NewAbsence, key: string) => http.call<Absence>('POST', `/people/${id}/absences`, { body, idempotencyKey: key }),
    removeAbsence: (id: Id, absenceId: Id) => http.call<null>('DELETE', `/people/${id}/absences/${absenceId}`),
  }
}

function whose(id: Id | null): string {
  return id === null ? '/me' : `/people/${id}`
}
