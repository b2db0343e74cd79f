import type { Part } from '@openline/api'
import { ActionIcon, Button, Menu } from '@mantine/core'
import { Icon } from '@openline/ui'
import { useText } from '../../i18n/text'
import styles from './Parts.module.css'
import { coordinates, MAPS } from './places'
import { useCopy } from './useCopy'

export function LocationCard({ part }: { part: Extract<Part, { type: 'location' }> }) {
  const text = useText()
  const copy = useCopy()
  const where = coordinates(part)
  return (
    <div className={styles.card} role="group" aria-label={text('part.location')}>
      <Icon name="pin" size={20} />
      <div className={styles.facts}>
        <b>{part.title || text('part.location')}</b>
        {part.address && <span>{part.address}</span>}
        <small>{where}</small>
        <div className={styles.acts}>
          <Menu position="bottom-start">
            <Menu.Target>
              <Button size="compact-xs" variant="default" leftSection={<Icon name="external" size={13} />}>{text('part.open_map')}</Button>
            </Menu.Target>
            <Menu.Dropdown>
              {Object.entries(MAPS).map(([name, address]) => (
                <Menu.Item key={name} component="a" href={address(part)} target="_blank" rel="noopener noreferrer nofollow">{name}</Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
          <ActionIcon size="sm" variant="subtle" color="gray" aria-label={text('part.copy_place')} onClick={() => copy(where)}>
            <Icon name="copy" size={14} />
          </ActionIcon>
        </div>
      </div>
    </div>
  )
}
