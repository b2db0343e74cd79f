import { ActionIcon, Popover } from '@mantine/core'
import { Icon } from '@openline/ui'
import { useState } from 'react'
import { MoreTexts } from '../../i18n/MoreTexts'
import { useText } from '../../i18n/text'
import { useDesk } from '../LiveProvider'
import { NoticeList } from './NoticeList'
import styles from './Notices.module.css'
import { useNoticeCalls } from './useNoticeCalls'

const PARTS = ['team'] as const

/** What one should know, one press away on every page. */
export function NoticeBell() {
  return <MoreTexts parts={PARTS} meanwhile={<span className={styles.bell} />}><Bell /></MoreTexts>
}

function Bell() {
  const text = useText()
  const unread = useDesk((desk) => desk.notices.unread)
  const [opened, setOpened] = useState(false)
  useNoticeCalls()
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" width={340} trapFocus returnFocus shadow="md" withinPortal>
      <Popover.Target>
        <ActionIcon className={styles.bell} variant="subtle" color="gray" size="lg" aria-label={text('notice.label', { count: unread })} onClick={() => setOpened(!opened)}>
          <Icon name="bell" size={17} />
          {unread > 0 && <span className={styles.badge} aria-hidden>{unread > 99 ? '99+' : unread}</span>}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={text('notice.title')}>
        <NoticeList onLeave={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  )
}
