import { ActionIcon, Menu } from '@mantine/core'
import { Icon } from '@openline/ui'
import { MoreTexts } from '../../i18n/MoreTexts'
import { useText } from '../../i18n/text'
import { SIFTS, type Sift } from './found'
import styles from './ConversationList.module.css'

const PARTS = ['hand'] as const

interface SiftProps {
  sift: Sift
  onSift: (sift: Sift) => void
}

/** Narrows a list to those that nobody answered, or that were rated. */
export function SiftMenu(props: SiftProps) {
  return <MoreTexts parts={PARTS} meanwhile={<span className={styles.siftToCome} />}><Sifts {...props} /></MoreTexts>
}

function Sifts({ sift, onSift }: SiftProps) {
  const text = useText()
  const narrowed = sift !== 'any'
  const label = narrowed ? text('sift.on', { what: text(`sift.${sift}`) }) : text('sift.label')
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant={narrowed ? 'light' : 'subtle'} color={narrowed ? undefined : 'gray'} aria-label={label} title={label}>
          <Icon name="filter" size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={sift}>
          {SIFTS.map((one) => (
            <Menu.RadioItem key={one} value={one} closeMenuOnClick checkIcon={<Icon name="check" size={16} />} onChange={() => onSift(one)}>
              {text(`sift.${one}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  )
}
