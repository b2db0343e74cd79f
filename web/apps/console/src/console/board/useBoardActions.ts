/** What a supervisor does with a session of the board: each is the act of the desk, then the board is read again. */
import type { Conversation, Session, SessionAction } from '@openline/api'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../app/core'
import { useRefusal } from '../../app/refusal'
import { toast } from '../../app/toasts'
import { useText } from '../../i18n/text'

export function useBoardActions(session: Session) {
  const api = useApi()
  const text = useText()
  const queries = useQueryClient()
  const refuse = useRefusal()
  const [row, setRow] = useState<Conversation | null>(null)
  const fresh = () => void queries.invalidateQueries({ queryKey: ['board'] })
  const act = (action: SessionAction, done: string) => {
    api.act(session.id, action).then(() => toast(done), refuse).finally(fresh)
  }
  return {
    take: () => act(session.phase === 'active' ? 'intercept' : 'accept', text('board.taken')),
    back: () => act('requeue', text('session.done.requeue')),
    transfer: () => {
      api.conversation(session.conversation_id).then(setRow, refuse)
    },
    row,
    closeTransfer: () => {
      setRow(null)
      fresh()
    },
  }
}
