import { Menu } from '@mantine/core'
import { MoreTexts } from '../i18n/MoreTexts'
import { WorkItems } from '../console/people/WorkItems'
import { useText } from '../i18n/text'
import { useTimes } from '../i18n/times'
import { useDesk } from './LiveProvider'

const PARTS = ['team'] as const
const TOUCHED = [['my routing'], ['board'], ['people']] as const

/** Own workday and pause, in the menu of one's state. */
export function WorkControl() {
  return <MoreTexts parts={PARTS} meanwhile={<span />}><Own /></MoreTexts>
}

function Own() {
  const text = useText()
  const times = useTimes()
  const { workday, paused } = useDesk((desk) => desk.me.person)
  const said = workday && [text(`workday.${workday.state}`), workday.since && times.time(workday.since)].filter(Boolean).join(', ')
  return (
    <>
      <Menu.Divider />
      {said && <Menu.Label>{said}</Menu.Label>}
      <WorkItems id={null} workday={workday?.state ?? null} paused={paused} touched={TOUCHED} />
    </>
  )
}
