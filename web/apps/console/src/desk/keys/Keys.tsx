import { Suspense, useEffect, useState, useSyncExternalStore } from 'react'
import { lazily } from '../../app/lazily'
import { helpOpened, openHelp } from './help'
import { useKeys } from './useKeys'

const Palette = lazily(() => import('./Palette').then((module) => ({ default: module.Palette })))

const KeysHelp = lazily(() => import('./KeysHelp').then((module) => ({ default: module.KeysHelp })))

/** `?` sits on different keys; here the sign counts, not the place. */
function useQuestionMark(run: () => void): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const field = event.target instanceof Element && event.target.closest('input, textarea, select')
      const meant = event.key === '?' || (event.code === 'Slash' && event.shiftKey)
      if (meant && !field && !event.ctrlKey && !event.altKey && !event.metaKey) run()
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
  }, [run])
}

export function Keys() {
  const opened = useSyncExternalStore(helpOpened.subscribe, helpOpened.get)
  const [palette, setPalette] = useState(false)
  useQuestionMark(openHelp)
  useKeys([{ code: 'KeyK', ctrl: true, run: () => setPalette(true) }])
  return (
    <>
      <Suspense>
        {opened && <KeysHelp onClose={() => helpOpened.set(false)} />}
        {palette && <Palette onClose={() => setPalette(false)} />}
      </Suspense>
    </>
  )
}
