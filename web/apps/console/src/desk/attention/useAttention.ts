/** Everything that calls the person back: sound, desktop notification, the tab's title and sign. */
import { isMine } from '@openline/stream'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { preferences } from '../../app/preferences'
import { useText } from '../../i18n/text'
import { useDesk, useLive } from '../../shell/LiveProvider'
import { openDrafts } from '../composer/drafts'
import { useOffers } from '../offer/useOffers'
import { previewOf } from '../preview'
import { useContactName } from '../useContactName'
import { Bell } from './bell'
import { lead } from './leader'
import { callsOf, type Call } from './news'
import { useFailures } from './useFailures'

const RING_AGAIN_MS = 5_000
const GESTURES = ['pointerdown', 'keydown'] as const

export function useAttention(): void {
  const meId = useDesk((desk) => desk.me.person.id)
  const offers = useOffers().length
  useEffect(() => openDrafts(meId), [meId])
  useTabSign(offers)
  const bell = useBell()
  const ringing = offers > 0
  useEffect(() => {
    if (!ringing) return
    const ring = () => preferences.get().offerSound && bell()?.offer()
    ring()
    const timer = setInterval(ring, RING_AGAIN_MS)
    return () => clearInterval(timer)
  }, [bell, ringing])
  useCalls(bell)
  useFailures(meId)
}

/** The bell of the one tab that may ring. */
function useBell(): () => Bell | null {
  const bell = useRef<Bell | null>(null)
  const leads = useRef(false)
  useEffect(() => {
    const own = new Bell()
    bell.current = own
    for (const name of GESTURES) window.addEventListener(name, own.unlock, { capture: true })
    const resign = lead(() => (leads.current = true))
    return () => {
      for (const name of GESTURES) window.removeEventListener(name, own.unlock, { capture: true })
      resign()
      leads.current = false
      own.close()
    }
  }, [])
  const [get] = useState(() => () => (leads.current ? bell.current : null))
  return get
}

function useCalls(bell: () => Bell | null): void {
  const { events, live } = useLive()
  const notify = useNotify()
  useEffect(() => events.subscribe((news) => {
    const desk = live.desk.get()
    const calls = desk ? callsOf(news, desk) : []
    if (calls.some((call) => call.kind === 'message') && preferences.get().messageSound) bell()?.message()
    if (document.hidden && preferences.get().desktopNotifications && bell()) calls.forEach(notify)
  }), [events, live, bell, notify])
}

function useNotify(): (call: Call) => void {
  const text = useText()
  const nameOf = useContactName()
  const navigate = useNavigate()
  const current = useRef<(call: Call) => void>(() => undefined)
  useEffect(() => {
    current.current = (call) => {
      if (!('Notification' in window) || Notification.permission !== 'granted') return
      const name = nameOf(call.row.contact)
      const title = call.kind === 'offer' ? text('offer.from', { name }) : name
      const body = call.kind === 'offer' ? (call.row.last_message?.text ?? call.row.channel_name) : call.text || (call.row.last_message ? previewOf(call.row.last_message, text) : text('row.other'))
      const shown = new Notification(title, { body, tag: call.row.id })
      shown.onclick = () => {
        window.focus()
        shown.close()
        void navigate({ to: '/desk/$view/{-$conversationId}', params: { view: call.kind === 'offer' ? 'new' : 'mine', conversationId: call.row.id } })
      }
    }
  })
  const [notify] = useState(() => (call: Call) => current.current(call))
  return notify
}

function useTabSign(offers: number): void {
  const rows = useDesk((desk) => desk.conversations)
  const meId = useDesk((desk) => desk.me.person.id)
  const unread = Object.values(rows).filter((row) => row.unread > 0 && isMine(row, meId)).length
  const count = offers + unread
  useEffect(() => {
    document.title = count > 0 ? `(${count}) Openline` : 'Openline'
    const sign = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
    if (sign) sign.href = `${import.meta.env.BASE_URL}${count > 0 ? 'favicon-dot.svg' : 'favicon.svg'}`
  }, [count])
  useEffect(() => () => {
    document.title = 'Openline'
  }, [])
}
