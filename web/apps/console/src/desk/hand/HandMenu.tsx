import type { Conversation, SessionAction } from '@openline/api'
import { ActionIcon, Menu } from '@mantine/core'
import { Icon, type IconName } from '@openline/ui'
import { lazy, Suspense, useState } from 'react'
import { useText } from '../../i18n/text'

const TransferModal = lazy(() => import('./TransferModal').then((module) => ({ default: module.TransferModal })))
const ConfirmModal = lazy(() => import('../../parts/ConfirmModal').then((module) => ({ default: module.ConfirmModal })))

interface HandMenuProps {
  row: Conversation
  /** I own it; else I see everything. */
  mine: boolean
  act: (action: SessionAction) => void
}

/** What can be done with an open session past answering and finishing (docs/behaviour/desk.md, D19-D22). */
export function HandMenu({ row, mine, act }: HandMenuProps) {
  const text = useText()
  const [opened, setOpened] = useState<'transfer' | 'spam' | null>(null)
  const close = () => setOpened(null)
  const item = (icon: IconName, label: string, onClick: () => void) =>
    <Menu.Item leftSection={<Icon name={icon} size={16} />} onClick={onClick}>{label}</Menu.Item>
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={text('session.more')}><Icon name="more" /></ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {!mine && item('users', text('session.intercept'), () => act('intercept'))}
          {item('users', text('session.transfer'), () => setOpened('transfer'))}
          {item('retry', text('session.requeue'), () => act('requeue'))}
          {mine && (row.session?.pinned
            ? item('tack', text('session.unpin'), () => act('unpin'))
            : item('tack', text('session.pin'), () => act('pin')))}
          {item('alert', text('session.spam'), () => setOpened('spam'))}
        </Menu.Dropdown>
      </Menu>
      <Suspense>
        {opened === 'transfer' && <TransferModal row={row} onClose={close} />}
        {opened === 'spam' && (
          <ConfirmModal
            title={text('session.spam')} action={text('session.spam')} busy={false} onClose={close}
            onConfirm={() => {
              close()
              act('spam')
            }}
          >
            {text('session.spam_help')}
          </ConfirmModal>
        )}
      </Suspense>
    </>
  )
}
