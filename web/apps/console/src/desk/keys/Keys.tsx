import { Kbd, Modal, Switch } from '@mantine/core'
import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from 'react'
import { prefer, usePreferences } from '../../app/preferences'
import type { MessageKey } from '../../i18n/catalogue'
import { useText } from '../../i18n/text'
import { helpOpened, openHelp } from './help'
import styles from './Keys.module.css'
import { useKeys } from './useKeys'

const Palette = lazy(() => import('./Palette').then((module) => ({ default: module.Palette })))

const LIST: readonly { keys: readonly string[]; what: MessageKey }[] = [
  { keys: ['J'], what: 'keys.next' },
  { keys: ['K'], what: 'keys.previous' },
  { keys: ['Enter'], what: 'keys.compose' },
  { keys: ['Esc'], what: 'keys.list' },
  { keys: ['R'], what: 'keys.reply' },
  { keys: ['N'], what: 'keys.note' },
  { keys: ['/'], what: 'keys.search' },
  { keys: ['Alt', 'A'], what: 'keys.accept' },
  { keys: ['Alt', 'S'], what: 'keys.skip' },
  { keys: ['Alt', 'E'], what: 'keys.finish' },
  { keys: ['Alt', 'J'], what: 'keys.next' },
  { keys: ['Alt', 'K'], what: 'keys.previous' },
  { keys: ['Ctrl', 'K'], what: 'keys.palette' },
  { keys: ['?'], what: 'keys.help' },
]

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
      <KeysHelp opened={opened} onClose={() => helpOpened.set(false)} />
      {palette && (
        <Suspense>
          <Palette onClose={() => setPalette(false)} />
        </Suspense>
      )}
    </>
  )
}

function KeysHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const text = useText()
  const { singleKeys } = usePreferences()
  return (
    <Modal opened={opened} onClose={onClose} title={text('keys.title')} closeButtonProps={{ 'aria-label': text('action.close') }}>
      <dl className={styles.list}>
        {LIST.map(({ keys, what }) => (
          <div key={keys.join('+')}>
            <dt>{text(what)}</dt>
            <dd>{keys.map((key) => <Kbd key={key} size="sm">{key}</Kbd>)}</dd>
          </div>
        ))}
      </dl>
      <Switch
        mt="md"
        label={text('keys.single')}
        description={text('keys.single_help')}
        checked={singleKeys}
        onChange={(event) => prefer({ singleKeys: event.currentTarget.checked })}
      />
    </Modal>
  )
}
