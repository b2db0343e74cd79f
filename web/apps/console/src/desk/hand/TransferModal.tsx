import type { Channel, Conversation, EffectiveMember, Target } from '@openline/api'
import { Button, Group, Modal, Radio, Skeleton, Stack, Textarea } from '@mantine/core'
import { answeredSession } from '@openline/stream'
import { ErrorState } from '@openline/ui'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../app/core'
import { refusalText, useRefusal } from '../../app/refusal'
import { toast } from '../../app/toasts'
import { MoreTexts } from '../../i18n/MoreTexts'
import { useText } from '../../i18n/text'
import { useTimes } from '../../i18n/times'
import { useDesk, useDeskUpdate } from '../../shell/LiveProvider'
import { nameOfTarget, targetOf } from './target'

const PARTS = ['hand', 'team'] as const

interface TransferProps {
  row: Conversation
  onClose: () => void
}

/** Hands a session to a colleague, to another channel, or back to the queue, with a word for them. */
export function TransferModal({ row, onClose }: TransferProps) {
  const text = useText()
  return (
    <Modal opened onClose={onClose} title={text('transfer.title')} closeButtonProps={{ 'aria-label': text('action.close') }}>
      <MoreTexts parts={PARTS}><TransferForm row={row} onClose={onClose} /></MoreTexts>
    </Modal>
  )
}

function TransferForm({ row, onClose }: TransferProps) {
  const text = useText()
  const [to, setTo] = useState<string | null>(null)
  const [comment, setComment] = useState('')
  const { hand, busy } = useHand(row, onClose)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        const target = targetOf(to)
        if (target) hand(target, comment.trim())
      }}
    >
      <Radio.Group label={text('transfer.people')} value={to} onChange={setTo}>
        <Colleagues row={row} />
      </Radio.Group>
      <Channels row={row} to={to} onChange={setTo} />
      <Textarea
        mt="md" rows={3} maxLength={2_000} label={text('transfer.comment')} description={text('transfer.comment_help')}
        value={comment} onChange={(event) => setComment(event.currentTarget.value)}
      />
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={onClose}>{text('action.cancel')}</Button>
        <Button type="submit" loading={busy} disabled={to === null}>{text('transfer.do')}</Button>
      </Group>
    </form>
  )
}

function Colleagues({ row }: { row: Conversation }) {
  const text = useText()
  const api = useApi()
  const queue = useQuery({ queryKey: ['queue', row.channel_id], queryFn: () => api.queue(row.channel_id), refetchOnMount: 'always' })
  const colleagues = queue.data?.effective.filter((member) => member.id !== row.session?.owner_id) ?? []
  return (
    <Stack gap="xs" mt="xs">
      {queue.isPending && <Skeleton h={40} />}
      {queue.isError && <ErrorState title={text('error.title')}>{refusalText(text, queue.error)}</ErrorState>}
      {colleagues.map((member) => <Colleague key={member.id} member={member} />)}
      <Radio value={nameOfTarget({ kind: 'queue' })} label={text('session.requeue')} />
    </Stack>
  )
}

/** More slots than anybody has hands: then only the load is worth saying. */
const UNLIMITED = 1_000

function Colleague({ member: { id, name, presence, load, capacity } }: { member: EffectiveMember }) {
  const text = useText()
  const times = useTimes()
  const absence = useDesk((desk) => desk.people[id]?.absence)
  const there = absence ? text('absence.until', { day: times.date(`${absence.to}T12:00:00Z`) }) : text(`presence.${presence}`)
  const held = capacity >= UNLIMITED ? text('transfer.load_free', { load }) : text('transfer.load', { load, capacity })
  const about = `${there} · ${held}`
  return <Radio value={nameOfTarget({ kind: 'user', id })} label={name} description={about} />
}

/** Those that take anything; what is known of them is as fresh as the desk. */
function Channels({ row, to, onChange }: { row: Conversation; to: string | null; onChange: (to: string) => void }) {
  const text = useText()
  const known = useDesk((desk) => desk.channels)
  const others = Object.values(known).filter((channel) => channel.active && channel.id !== row.channel_id)
  if (others.length === 0) return null
  return (
    <Radio.Group mt="md" label={text('transfer.channels')} value={to} onChange={onChange}>
      <Stack gap="xs" mt="xs">{others.map((channel) => <OtherChannel key={channel.id} channel={channel} />)}</Stack>
    </Radio.Group>
  )
}

function OtherChannel({ channel: { id, name, queue, waiting } }: { channel: Channel }) {
  const text = useText()
  const people = useDesk((desk) => desk.people)
  const online = queue.filter((member) => (people[member.id]?.presence ?? member.presence) === 'online').length
  const about = text('transfer.online', { online, all: queue.length, waiting })
  return <Radio value={nameOfTarget({ kind: 'channel', id })} label={name} description={about} />
}

function useHand(row: Conversation, onDone: () => void) {
  const api = useApi()
  const text = useText()
  const refuse = useRefusal()
  const update = useDeskUpdate()
  const channels = useDesk((desk) => desk.channels)
  const [busy, setBusy] = useState(false)
  const hand = (to: Target, comment: string) => {
    if (!row.session) return
    setBusy(true)
    api.transfer(row.session.id, to, comment).then((session) => {
      onDone()
      update((desk) => answeredSession(desk, row, session))
      if (to.kind === 'channel') toast(text('transfer.done_channel', { channel: channels[to.id]?.name ?? session.channel_name }))
      else toast(text(to.kind === 'queue' ? 'session.done.requeue' : 'session.done.transfer'))
    }, (error: unknown) => {
      setBusy(false)
      refuse(error)
    })
  }
  return { hand, busy }
}
