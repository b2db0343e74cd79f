import type { Id, WorkdayState } from '@openline/api'
import { Menu } from '@mantine/core'
import { Icon, type IconName } from '@openline/ui'
import type { QueryKey } from '@tanstack/react-query'
import type { MessageKey } from '../../i18n/catalogue'
import { useText } from '../../i18n/text'
import { useWork, workdayMoves } from './useWork'

export interface AtWork {
  id: Id
  name: string
  /** Null where no working time is kept. */
  workday: WorkdayState | null
  paused: boolean
}

const ICONS: Record<WorkdayState, IconName> = { started: 'play', on_break: 'pause', ended: 'stop' }

function moveKey(from: WorkdayState, to: WorkdayState): MessageKey {
  if (to === 'started') return from === 'on_break' ? 'workday.go_on' : 'workday.start'
  return to === 'ended' ? 'workday.end' : 'workday.take_break'
}

interface WorkItemsProps {
  /** Null is oneself. */
  id: Id | null
  workday: WorkdayState | null
  paused: boolean
  touched: readonly QueryKey[]
}

/** Of a menu: begin, break and end the workday where it is kept, and take nothing new for a while. */
export function WorkItems({ id, workday: day, paused, touched }: WorkItemsProps) {
  const text = useText()
  const { workday, pause } = useWork(id, touched)
  return (
    <>
      {day && workdayMoves(day).map((to) => (
        <Menu.Item key={to} leftSection={<Icon name={ICONS[to]} size={16} />} onClick={() => workday(to)}>{text(moveKey(day, to))}</Menu.Item>
      ))}
      <Menu.Item leftSection={<Icon name={paused ? 'bell' : 'mute'} size={16} />} onClick={() => pause(!paused)}>
        {text(paused ? 'pause.end' : 'pause.begin')}
      </Menu.Item>
    </>
  )
}
