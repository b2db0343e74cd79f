import { ActionIcon, Menu } from '@mantine/core'
import { Icon } from '@openline/ui'
import type { QueryKey } from '@tanstack/react-query'
import { useText } from '../../i18n/text'
import { WorkItems, type AtWork } from './WorkItems'

/** A colleague's workday and pause, for whoever looks after the team. */
export function WorkMenu({ person: { id, name, workday, paused }, touched }: { person: AtWork; touched: readonly QueryKey[] }) {
  const text = useText()
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={text('board.agent_menu', { name })}><Icon name="more" /></ActionIcon>
      </Menu.Target>
      <Menu.Dropdown><WorkItems id={id} workday={workday} paused={paused} touched={touched} /></Menu.Dropdown>
    </Menu>
  )
}
