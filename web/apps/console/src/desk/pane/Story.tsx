/** Reads what happened to the sessions of a transcript; the stream tells it only while one looks on. Shows nothing itself. */
import type { Id, SessionEvent } from '@openline/api'
import { withLines, withThread, type SessionLine, type Thread } from '@openline/stream'
import { useQueries } from '@tanstack/react-query'
import { useApi } from '../../app/core'
import { useDesk, useLive } from '../../shell/LiveProvider'

const PAGE = 200
/** More of them stand in a transcript only when somebody reads far back. */
const MAX_SESSIONS = 10

/** The sessions of the messages that are here, and the last one, which may have none yet. */
export function sessionsIn({ messages, sessions }: Thread): Id[] {
  const spoken = messages.flatMap((message) => message.session_id ?? [])
  return [...new Set([...spoken, ...sessions.slice(-1).map((session) => session.id)])].slice(-MAX_SESSIONS)
}

export function lineOf({ seq, at, type, agent_id, reason, outcome, name, by, how }: SessionEvent): SessionLine {
  return { seq, at, kind: type as SessionLine['kind'], agentId: agent_id, reason, outcome: outcome ?? name, by, how }
}

export default function Story({ id }: { id: Id }) {
  const api = useApi()
  const { live } = useLive()
  const epoch = useDesk((desk) => desk.epoch)
  const inView = useDesk((desk) => (desk.threads[id] ? sessionsIn(desk.threads[id]).join(' ') : ''))
  useQueries({
    queries: inView.split(' ').filter(Boolean).map((sessionId) => ({
      queryKey: ['story', sessionId, epoch],
      queryFn: async () => {
        const { items } = await api.story(sessionId, PAGE)
        live.desk.update((desk) => desk && withThread(desk, id, (thread) => withLines(thread, items.map(lineOf))))
        return true
      },
      refetchOnMount: 'always' as const,
      gcTime: 0,
    })),
  })
  return null
}
