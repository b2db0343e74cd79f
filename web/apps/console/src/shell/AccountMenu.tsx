import type { Me } from '@openline/api'
import { Menu, UnstyledButton, useMantineColorScheme, type MantineColorScheme } from '@mantine/core'
import { Avatar, Icon, type IconName } from '@openline/ui'
import { Link, useRouter } from '@tanstack/react-router'
import { useCore } from '../app/core'
import { useRefusal } from '../app/refusal'
import { toDoor } from '../app/toDoor'
import { useText } from '../i18n/text'
import { openHelp } from '../desk/keys/help'
import styles from './Sidebar.module.css'

const SCHEMES = { auto: 'device', light: 'sun', dark: 'moon' } as const satisfies Record<MantineColorScheme, IconName>
const SCHEME_ORDER = ['auto', 'light', 'dark'] as const

export function AccountMenu({ me }: { me: Me }) {
  const text = useText()
  const { api, queries } = useCore()
  const router = useRouter()
  const refuse = useRefusal()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const leave = () => {
    api.logout().then(() => toDoor(router, queries, {}), refuse)
  }
  return (
    <Menu position="bottom-start" width={216}>
      <Menu.Target>
        <UnstyledButton className={styles.account} aria-label={text('account.menu', { name: me.person.name })}>
          <Avatar name={me.person.name} seed={me.person.id} url={me.person.avatar_url} size={32} />
          <span className={styles.who}>
            <strong>{me.person.name}</strong>
            <span>{me.account.name}</span>
          </span>
          <Icon name="down" size={16} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Icon name="user" size={16} />} component={Link} to="/profile">{text('nav.profile')}</Menu.Item>
        {me.person.role === 'agent' && <Menu.Item leftSection={<Icon name="copy" size={16} />} component={Link} to="/canned">{text('nav.canned')}</Menu.Item>}
        <Menu.Item leftSection={<Icon name="keyboard" size={16} />} onClick={openHelp}>{text('keys.title')}</Menu.Item>
        <Menu.Divider />
        <Menu.Label>{text('scheme.label')}</Menu.Label>
        <Menu.RadioGroup value={colorScheme}>
          {SCHEME_ORDER.map((scheme) => (
            <Menu.RadioItem
              key={scheme}
              value={scheme}
              closeMenuOnClick
              checkIcon={<Icon name="check" size={16} />}
              rightSection={<Icon name={SCHEMES[scheme]} size={16} />}
              onChange={() => setColorScheme(scheme)}
            >
              {text(`scheme.${scheme}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<Icon name="out" size={16} />} onClick={leave}>{text('account.leave')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
