import type { BoardSession } from '@openline/api'
import { ActionIcon, Menu } from '@mantine/core'
import { Avatar, Icon, Tag } from '@openline/ui'
import { Link } from '@tanstack/react-router'
import { Suspense } from 'react'
import { lazily } from '../../app/lazily'
import { useContactName } from '../../desk/useContactName'
import { useText, useWords } from '../../i18n/text'
import { clock } from '../../i18n/times'
import { useDesk } from '../../shell/LiveProvider'
import styles from './Board.module.css'
import type { LaneName } from './BoardView'
import { toneOf } from './tone'
import { useBoardActions } from './useBoardActions'
import { useServerNow } from './useServerNow'

const TransferModal = lazily(() => import('../../desk/hand/TransferModal').then((module) => ({ default: module.TransferModal })))

interface SessionRowProps {
  lane: LaneName
  item: BoardSession
}

export function SessionRow({ lane, item }: SessionRowProps) {
  const nameOf = useContactName()
  const { session, contact } = item
  const name = nameOf(contact)
  return (
    <li className={styles.row}>
      <Avatar name={name} seed={contact.id} url={contact.avatar_url} size={32} />
      <span className={styles.words}>
        <Link className={styles.name} to="/desk/$view/{-$conversationId}" params={{ view: 'all', conversationId: session.conversation_id }}>{name}</Link>
        <small><With lane={lane} item={item} /></small>
      </span>
      <Timer lane={lane} item={item} />
      <SessionMenu lane={lane} item={item} name={name} />
    </li>
  )
}

/** Who has to do with it, or why nobody has. */
function With({ lane, item: { session, reason } }: SessionRowProps) {
  const text = useText()
  const words = useWords()
  const people = useDesk((desk) => desk.people)
  const { owner_name: owner, offer } = session
  switch (lane) {
    case 'waiting':
      return reason ? (words('reason', reason) ?? reason) : text('board.in_line')
    case 'offered': {
      const name = offer?.agent_id ? people[offer.agent_id]?.name : undefined
      return offer?.to_all ? text('phase.offered_to_all') : text('phase.offered', { name: name ?? text('event.somebody') })
    }
    case 'active':
      return `${owner ?? text('event.somebody')} · ${text(session.status >= ANSWERED ? 'board.answered' : 'board.their_turn')}`
    case 'with_bot':
      return session.bot?.name ?? text('event.somebody')
    case 'closing':
      return owner ?? text('event.somebody')
  }
}
/** The agent wrote last (docs/behaviour/sessions.md). */
const ANSWERED = 40

/** Waits go up, offers run out. */
function Timer({ lane, item: { session, since } }: SessionRowProps) {
  const text = useText()
  const now = useServerNow()
  const ends = lane === 'closing' ? session.closing_until : lane === 'offered' && !session.offer?.to_all ? session.offer?.expires_at : null
  if (ends) {
    return <span className={styles.timer}>{text('board.left', { time: clock((Date.parse(ends) - now) / 1000) })}</span>
  }
  const seconds = (now - Date.parse(lane === 'waiting' ? session.queued_at : since)) / 1000
  const words = clock(seconds)
  return lane === 'waiting' ? <Tag tone={toneOf(seconds)}>{words}</Tag> : <span className={styles.timer}>{words}</span>
}

function SessionMenu({ lane, item, name }: SessionRowProps & { name: string }) {
  const text = useText()
  const { take, transfer, back, row, closeTransfer } = useBoardActions(item.session)
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={text('board.session_menu', { name })}><Icon name="more" /></ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Icon name="user" size={16} />} onClick={take}>{text(item.session.phase === 'active' ? 'session.intercept' : 'session.take')}</Menu.Item>
          {lane !== 'closing' && <Menu.Item leftSection={<Icon name="users" size={16} />} onClick={transfer}>{text('session.transfer')}</Menu.Item>}
          {(lane === 'active' || lane === 'with_bot') && <Menu.Item leftSection={<Icon name="retry" size={16} />} onClick={back}>{text('session.requeue')}</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      <Suspense>{row && <TransferModal row={row} onClose={closeTransfer} />}</Suspense>
    </>
  )
}
