import { Button, Switch } from '@mantine/core'
import { useState } from 'react'
import { prefer, usePreferences, type Preferences } from '../../app/preferences'
import type { MessageKey } from '../../i18n/catalogue'
import { useText } from '../../i18n/text'
import { Card } from '../../parts/Page'
import styles from './Profile.module.css'

const SWITCHES: readonly { name: keyof Preferences; label: MessageKey; help: MessageKey }[] = [
  { name: 'offerSound', label: 'attention.offer_sound', help: 'attention.offer_sound_help' },
  { name: 'messageSound', label: 'attention.message_sound', help: 'attention.message_sound_help' },
  { name: 'enterSends', label: 'attention.enter_sends', help: 'attention.enter_sends_help' },
  { name: 'singleKeys', label: 'keys.single', help: 'keys.single_help' },
]

export function AttentionCard() {
  const text = useText()
  const preferences = usePreferences()
  return (
    <Card title={text('attention.title')} lead={text('attention.lead')}>
      <div className={styles.switches}>
        {SWITCHES.map(({ name, label, help }) => (
          <Switch
            key={name}
            label={text(label)}
            description={text(help)}
            checked={preferences[name]}
            onChange={(event) => prefer({ [name]: event.currentTarget.checked })}
          />
        ))}
        <DesktopNotifications />
      </div>
    </Card>
  )
}

type Permission = NotificationPermission | 'missing'

/** Browsers ask only from a click, and only once: a refusal can be taken back in the browser alone. */
function DesktopNotifications() {
  const text = useText()
  const { desktopNotifications } = usePreferences()
  const [permission, setPermission] = useState<Permission>('Notification' in window ? Notification.permission : 'missing')
  if (permission === 'granted') {
    return (
      <Switch
        label={text('attention.desktop')}
        description={text('attention.desktop_help')}
        checked={desktopNotifications}
        onChange={(event) => prefer({ desktopNotifications: event.currentTarget.checked })}
      />
    )
  }
  const ask = () => {
    void Notification.requestPermission().then((given) => {
      setPermission(given)
      prefer({ desktopNotifications: given === 'granted' })
    })
  }
  return (
    <div className={styles.ask}>
      <p>{text(permission === 'default' ? 'attention.desktop_ask' : 'attention.desktop_denied')}</p>
      {permission === 'default' && <Button variant="default" onClick={ask}>{text('attention.desktop_allow')}</Button>}
    </div>
  )
}
