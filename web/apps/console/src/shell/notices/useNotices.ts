/** The reader's notices with their words, and what can be done with them. */
import type { Id, Notice } from '@openline/api'
import { readUpTo, withOlder, type Notices } from '@openline/stream'
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import { useApi } from '../../app/core'
import { useRefusal } from '../../app/refusal'
import { useText } from '../../i18n/text'
import { useTimes } from '../../i18n/times'
import { useDesk, useDeskUpdate } from '../LiveProvider'
import { noticePlace, noticeWords, type Place } from './words'

export function useNoticeWords(): (notice: Notice) => string {
  const text = useText()
  const channels = useDesk((desk) => desk.channels)
  const { long: span } = useTimes()
  return useCallback((notice: Notice) => noticeWords(notice, text, {
    channel: (id) => channels[id]?.name ?? null,
    span,
  }), [text, channels, span])
}

export function useGo(): (place: Place) => void {
  const navigate = useNavigate()
  return useCallback((place: Place) => {
    switch (place?.kind) {
      case 'talk':
        return void navigate({ to: '/desk/$view/{-$conversationId}', params: { view: 'all', conversationId: place.conversationId } })
      case 'channel':
        return void navigate({ to: '/channels/$channelId/$tab', params: place })
      case undefined:
        return
    }
  }, [navigate])
}

export function useNoticeActions() {
  const api = useApi()
  const refuse = useRefusal()
  const update = useDeskUpdate()
  const go = useGo()
  const older = useDesk((desk) => desk.notices.older)
  const [reading, setReading] = useState(false)
  return useMemo(() => {
    const put = (change: (notices: Notices) => Notices) => update((desk) => ({ ...desk, notices: change(desk.notices) }))
    const read = (upTo: Id) => {
      api.readNotices(upTo).then(() => put((notices) => readUpTo(notices, upTo)), refuse)
    }
    return {
      read,
      reading,
      open: (notice: Notice) => {
        if (!notice.read) read(notice.id)
        go(noticePlace(notice))
      },
      more: () => {
        setReading(true)
        api.notices(older).then((page) => put((notices) => withOlder(notices, page)), refuse).finally(() => setReading(false))
      },
    }
  }, [api, refuse, update, go, older, reading])
}
