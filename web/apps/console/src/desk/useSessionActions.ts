/** Accept, skip, finish and the like: one call each, its answer put on the desk, a refusal said in the server's words. */
import type { Conversation, SessionAction } from '@openline/api'
import { answeredSession } from '@openline/stream'
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import { useApi } from '../app/core'
import { useRefusal } from '../app/refusal'
import { toast } from '../app/toasts'
import { useText } from '../i18n/text'
import { wantComposer } from './composer/wanted'
import { useDeskUpdate } from '../shell/LiveProvider'

export function useSessionActions() {
  const api = useApi()
  const text = useText()
  const refuse = useRefusal()
  const update = useDeskUpdate()
  const navigate = useNavigate()
  const [busy, setBusy] = useState<SessionAction | null>(null)

  const act = useCallback((conversation: Conversation, action: SessionAction) => {
    if (!conversation.session) return
    setBusy(action)
    api.act(conversation.session.id, action).then(
      (session) => {
        update((desk) => answeredSession(desk, conversation, session))
        if (action === 'accept' || action === 'intercept') {
          wantComposer(conversation.id)
          void navigate({ to: '/desk/$view/{-$conversationId}', params: { view: 'mine', conversationId: conversation.id } })
        }
        if (action !== 'accept' && action !== 'intercept' && action !== 'skip') toast(text(`session.done.${action}`))
      },
      refuse,
    ).finally(() => setBusy(null))
  }, [api, navigate, refuse, text, update])
  return { act, busy }
}
