import type { Conversation, EffectiveMember, Id } from '@openline/api'
import { Button, Group, Modal, Radio, Skeleton, Stack, Textarea } from '@mantine/core'
import { answeredSession } from '@openline/stream'
import { ErrorState } from '@openline/ui'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../app/core'
import { refusalText, useRefusal } from '../../app/refusal'
import { toast } from '../../app/toasts'
import { useText } from '../../i18n/text'
import { useDeskUpdate } from '../../shell/LiveProvider'

const QUEUE = 'queue'

interface TransferProps {
  row: Conversation
  onClose: () => void
}

/** Hands a session to a colleague of its channel, or back to the queue, with a word for them. */
export function TransferModal({ row, onClose }: TransferProps) {
  const text = useText()
  const api = useApi()
  const queue = useQuery({ queryKey: ['queue', row.channel_id], queryFn: () => api.queue(row.channel_id) })
  const [to, setTo] = useState<string | null>(null)
  const [comment, setComment] = useState('')
  const { hand, busy } = useHand(row, onClose)
  const colleagues = queue.data?.effective.filter((member) => member.id !== row.session?.owner_id) ?? []
  return (
    <Modal opened onClose={onClose} title={text('transfer.title')} closeButtonProps={{ 'aria-label': text('action.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (to !== null) hand(to === QUEUE ? null : to, comment.trim())
        }}
      >
        <Radio.Group label={text('transfer.to')} value={to} onChange={setTo}>
          <Stack gap="xs" mt="xs">
            {queue.isPending && <Skeleton h={40} />}
            {queue.isError && <ErrorState title={text('error.title')}>{refusalText(text, queue.error)}</ErrorState>}
            {colleagues.map((member) => <Colleague key={member.id} member={member} />)}
            <Radio value={QUEUE} label={text('session.requeue')} />
          </Stack>
        </Radio.Group>
        <Textarea
          mt="md" rows={3} maxLength={2_000} label={text('transfer.comment')} description={text('transfer.comment_help')}
          value={comment} onChange={(event) => setComment(event.currentTarget.value)}
        />
        <Group justify="flex-end" mt="lg" gap="sm">
          <Button variant="default" onClick={onClose}>{text('action.cancel')}</Button>
          <Button type="submit" loading={busy} disabled={to === null}>{text('transfer.do')}</Button>
        </Group>
      </form>
    </Modal>
  )
}

function Colleague({ member: { id, name, presence, load, capacity } }: { member: EffectiveMember }) {
  const text = useText()
  return <Radio value={id} label={name} description={`${text(`presence.${presence}`)} · ${text('transfer.load', { load, capacity })}`} />
}

function useHand(row: Conversation, onDone: () => void) {
  const api = useApi()
  const text = useText()
  const refuse = useRefusal()
  const update = useDeskUpdate()
  const [busy, setBusy] = useState(false)
  const hand = (personId: Id | null, comment: string) => {
    if (!row.session) return
    setBusy(true)
    api.transfer(row.session.id, personId, comment).then((session) => {
      onDone()
      update((desk) => answeredSession(desk, row, session))
      toast(text(personId === null ? 'session.done.requeue' : 'session.done.transfer'))
    }, (error: unknown) => {
      setBusy(false)
      refuse(error)
    })
  }
  return { hand, busy }
}
