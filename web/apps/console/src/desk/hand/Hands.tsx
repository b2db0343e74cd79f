import type { Conversation } from '@openline/api'
import { ActionIcon, Menu } from '@mantine/core'
import { Icon } from '@openline/ui'
import { Suspense, useEffect, useState, useSyncExternalStore } from 'react'
import { lazily } from '../../app/lazily'
import { MoreTexts } from '../../i18n/MoreTexts'
import { useText } from '../../i18n/text'
import { useReader } from '../../shell/LiveProvider'
import { asked, askHand, type Asked } from './asked'
import { HANDS, handsOf, inMenu, letterOf, type Hand } from './hands'
import styles from './Hands.module.css'
import { Participants } from './Participants'
import { useHand } from './useHand'

const PARTS = ['hand'] as const
const TransferModal = lazily(() => import('./TransferModal').then((module) => ({ default: module.TransferModal })))
const ConfirmModal = lazily(() => import('../../parts/ConfirmModal').then((module) => ({ default: module.ConfirmModal })))

/** Does what was asked of the open conversation, by menu, key or palette; and shows who else has to do with it. */
export function Hands({ row }: { row: Conversation }) {
  return (
    <MoreTexts parts={PARTS} meanwhile={<span className={styles.toCome} />}>
      <Participants row={row} />
      <HandMenu row={row} />
      <Carried row={row} />
    </MoreTexts>
  )
}

export function HandMenu({ row }: { row: Conversation }) {
  const text = useText()
  const reader = useReader()
  const listed = inMenu(handsOf(row, reader))
  if (listed.length === 0) return null
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={text('session.more')}><Icon name="more" /></ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {listed.map((hand) => (
          <Menu.Item
            key={hand} leftSection={<Icon name={HANDS[hand].icon} size={16} />}
            rightSection={<kbd className={styles.key} aria-hidden>Alt {letterOf(hand)}</kbd>}
            onClick={() => askHand(hand)}
          >
            {text(`hand.${hand}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** What has been asked for: done at once, or after a dialog. */
function Carried({ row }: { row: Conversation }) {
  const next = useSyncExternalStore(asked.subscribe, asked.get)
  const reader = useReader()
  const run = useHand(row)
  const [open, setOpen] = useState<Asked | null>(null)
  useEffect(() => {
    if (next === null) return
    asked.set(null)
    const { hand, messageId } = next
    if (messageId === null && !handsOf(row, reader).includes(hand)) return // it stands otherwise by now
    if (hand === 'transfer' || mustConfirm(next, row, reader.channels[row.channel_id]?.confirm_close ?? false)) setOpen(next)
    else run(hand, messageId)
  }, [next, reader, row, run])
  const close = () => setOpen(null)
  if (open === null) return null
  return (
    <Suspense>
      {open.hand === 'transfer'
        ? <TransferModal row={row} onClose={close} />
        : <Sure hand={open.hand} row={row} onClose={close} onSure={(hand) => run(hand, open.messageId)} />}
    </Suspense>
  )
}

/** What the customer feels at once and cannot be taken back; finishing only where the channel says so. */
function mustConfirm({ hand, messageId }: Asked, { session }: Conversation, confirmClose: boolean): boolean {
  if (hand === 'start') return messageId !== null && session !== null && session.phase !== 'closed'
  return hand === 'spam' || hand === 'stop' || (hand === 'finish' && confirmClose)
}

interface SureProps {
  hand: Exclude<Hand, 'transfer'>
  row: Conversation
  onSure: (hand: Exclude<Hand, 'transfer'>) => void
  onClose: () => void
}

function Sure({ hand, row, onSure, onClose }: SureProps) {
  const text = useText()
  const words = hand === 'start' ? 'start' : hand === 'spam' ? 'spam' : hand === 'stop' ? 'stop' : row.session?.closing_until ? 'stop' : 'finish'
  return (
    <ConfirmModal
      title={text(`hand.${words}`)} action={text(`hand.${words}`)} busy={false} onClose={onClose}
      onConfirm={() => {
        onClose()
        onSure(hand)
      }}
    >
      {text(`hand.sure.${words}`)}
    </ConfirmModal>
  )
}
