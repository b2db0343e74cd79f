/** Does with a session what was decided, puts the answer on the desk, and says so. */
import type { Conversation, Id, Session, SessionAction } from '@openline/api'
import { answeredSession } from '@openline/stream'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import { useApi } from '../../app/core'
import { useRefusal } from '../../app/refusal'
import { toast } from '../../app/toasts'
import { useText } from '../../i18n/text'
import { useDeskUpdate } from '../../shell/LiveProvider'
import { useSessionActions } from '../useSessionActions'
import type { Hand } from './hands'

type Simple = Exclude<Hand, SessionAction | 'transfer'>

const SIMPLE = ['join', 'leave', 'whisper', 'whisper_end', 'start'] as const satisfies readonly Simple[]

function isSimple(hand: Hand): hand is Simple {
  return SIMPLE.some((simple) => simple === hand)
}

export function useHand(row: Conversation) {
  const api = useApi()
  const text = useText()
  const refuse = useRefusal()
  const update = useDeskUpdate()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { act } = useSessionActions()

  return useCallback((hand: Exclude<Hand, 'transfer'>, messageId: Id | null = null) => {
    if (!isSimple(hand)) {
      act(row, hand)
      return
    }
    const calls: Record<Simple, (sessionId: Id) => Promise<Session>> = {
      join: api.join,
      leave: api.leave,
      whisper: (id) => api.whisper(id, true),
      whisper_end: (id) => api.whisper(id, false),
      start: () => (messageId === null ? api.start(row.id) : api.startFrom(messageId)),
    }
    calls[hand](row.session?.id ?? '').then((session) => {
      update((desk) => answeredSession(desk, row, session))
      toast(text(`hand.done.${hand}`))
      if (hand === 'start') void navigate({ to: '/desk/$view/{-$conversationId}', params: { view: 'mine', conversationId: row.id } })
      void queries.invalidateQueries({ queryKey: ['thread', row.id] }) // who takes part and who whispers stands in the conversation
    }, refuse)
  }, [act, api, navigate, queries, refuse, row, text, update])
}
