/** Workday and pause, one's own or a colleague's: what the server says is shown, not what was pressed. */
import type { Id, Person, WorkdayState } from '@openline/api'
import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query'
import { useApi } from '../../app/core'
import { useRefusal } from '../../app/refusal'
import { useDeskUpdate } from '../../shell/LiveProvider'

/** `null` is oneself; `touched` is what the page shows of it. */
export function useWork(id: Id | null, touched: readonly QueryKey[]) {
  const api = useApi()
  const queries = useQueryClient()
  const refuse = useRefusal()
  const update = useDeskUpdate()
  const shown = (person: Person) => update((desk) => ({
    ...desk,
    me: person.id === desk.me.person.id ? { ...desk.me, person } : desk.me,
    people: { ...desk.people, [person.id]: person },
  }))
  const settled = {
    onError: refuse,
    onSuccess: shown,
    onSettled: () => Promise.all(touched.map((queryKey) => queries.invalidateQueries({ queryKey }))),
  }
  const workday = useMutation({ mutationFn: (state: WorkdayState) => api.setWorkday(id, state), ...settled })
  const pause = useMutation({ mutationFn: (on: boolean) => api.setPause(id, on), ...settled })
  return { workday: workday.mutate, pause: pause.mutate, busy: workday.isPending || pause.isPending }
}

/** What can be done with a workday that stands so. */
export function workdayMoves(state: WorkdayState): readonly WorkdayState[] {
  switch (state) {
    case 'ended':
      return ['started']
    case 'started':
      return ['on_break', 'ended']
    case 'on_break':
      return ['started', 'ended']
  }
}
