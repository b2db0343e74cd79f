/** What cannot wait is told at once: in the tab, or by the desktop while the tab is hidden (docs/behaviour/console.md, B13). */
import { useEffect } from 'react'
import { preferences } from '../../app/preferences'
import { toast } from '../../app/toasts'
import { useText } from '../../i18n/text'
import { useLive } from '../LiveProvider'
import { useGo, useNoticeWords } from './useNotices'
import { noticePlace } from './words'

/** Good to know, but nobody has to leave what he is doing. */
const CAN_WAIT = new Set(['session.rated', 'session.reviewed'])

export function useNoticeCalls(): void {
  const text = useText()
  const { events } = useLive()
  const words = useNoticeWords()
  const go = useGo()
  useEffect(() => events.subscribe((news) => {
    for (const event of news) {
      if (event.type !== 'notice.added' || CAN_WAIT.has(event.data.notice.kind)) continue
      const { notice } = event.data
      const show = () => go(noticePlace(notice))
      if (!document.hidden) toast(words(notice), { action: { label: text('outcome.show'), run: show } })
      else desktop(words(notice), notice.id, show)
    }
  }), [events, go, text, words])
}

/** Of several tabs of a person all tell; the same tag makes one of it. */
function desktop(body: string, id: string, onClick: () => void): void {
  if (!preferences.get().desktopNotifications || !('Notification' in window) || Notification.permission !== 'granted') return
  const shown = new Notification('Openline', { body, tag: `notice-${id}` })
  shown.onclick = () => {
    window.focus()
    shown.close()
    onClick()
  }
}
