import type { Person } from '@openline/api'
import { Menu, UnstyledButton } from '@mantine/core'
import { Icon, PresenceDot } from '@openline/ui'
import { Suspense } from 'react'
import { useApi } from '../app/core'
import { lazily } from '../app/lazily'
import { useRefusal } from '../app/refusal'
import { useText, useWords } from '../i18n/text'
import { useDesk, useDeskUpdate, useLinkStatus } from './LiveProvider'
import styles from './Sidebar.module.css'
import { useTruePresence } from './useTruePresence'

const WorkControl = lazily(() => import('./WorkControl').then((module) => ({ default: module.WorkControl })))

const CHOICES = ['online', 'away'] as const

/** What keeps somebody from offers whether he is online or not, in the order the queue asks (docs/behaviour/routing.md). */
function notOffered({ absence, paused, workday }: Person): string | null {
  if (absence) return 'on_leave'
  if (paused) return 'paused'
  return workday?.state === 'ended' ? 'workday_ended' : workday?.state === 'on_break' ? 'on_break' : null
}

/** What colleagues and the queue see of this person, not what the button was last set to. */
export function PresenceControl() {
  const text = useText()
  const words = useWords()
  const api = useApi()
  const refuse = useRefusal()
  const update = useDeskUpdate()
  const presence = useDesk((desk) => desk.me.presence)
  const connected = useLinkStatus().kind === 'online'
  const ask = useTruePresence()
  const state = connected ? presence.state : 'offline'
  const own = useDesk((desk) => notOffered(desk.me.person))
  const why = own ?? (state === 'online' ? null : presence.reason)
  const reason = why && connected ? (words('reason', why) ?? why) : null
  const choose = (chosen: (typeof CHOICES)[number]) => {
    api.presence(chosen).then((next) => update((desk) => ({ ...desk, me: { ...desk.me, presence: next } })), refuse)
  }
  return (
    <>
      <Menu position="bottom-start" width={264} onOpen={ask}>
        <Menu.Target>
          <UnstyledButton className={styles.presence} aria-label={text('presence.own', { state: text(`presence.${state}`) })}>
            <PresenceDot state={state} />
            <span>{connected ? text(`presence.${state}`) : text('presence.no_connection')}</span>
            <Icon name="down" size={16} />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.RadioGroup value={presence.chosen}>
            {CHOICES.map((choice) => (
              <Menu.RadioItem
                key={choice}
                value={choice}
                closeMenuOnClick
                checkIcon={<Icon name="check" size={16} />}
                rightSection={<PresenceDot state={choice} />}
                onChange={() => choose(choice)}
              >
                {text(`presence.${choice}`)}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
          <Suspense><WorkControl /></Suspense>
          <Menu.Divider />
          <div className={styles.facts}>
            {connected ? text('presence.sockets', { count: presence.sockets }) : text('presence.no_connection_help')}
          </div>
        </Menu.Dropdown>
      </Menu>
      {reason && <p className={styles.why} role="status">{text('presence.nothing', { reason })}</p>}
    </>
  )
}
