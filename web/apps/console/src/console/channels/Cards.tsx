import type { EffectiveMember, Id, Queue } from '@openline/api'
import { ActionIcon, Button, Group, Modal, TextInput } from '@mantine/core'
import { Avatar, Icon } from '@openline/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../app/core'
import { useRefusal } from '../../app/refusal'
import { useText } from '../../i18n/text'
import { Card } from '../../parts/Page'
import styles from './Channels.module.css'

const MAX_TEXT = 100

/** What customers see of each agent, where the channel shows cards. */
export function Cards({ channelId, queue }: { channelId: Id; queue: Queue }) {
  const text = useText()
  const [edited, setEdited] = useState<EffectiveMember | null>(null)
  if (queue.effective.length === 0) return null
  return (
    <Card title={text('cards.title')} lead={text('cards.lead')}>
      <ul className={styles.members}>
        {queue.effective.map((agent) => (
          <li key={agent.id} className={styles.member}>
            <span className={styles.cardFace}><Avatar name={agent.card?.name || agent.name} seed={agent.id} size={32} /></span>
            <span className={styles.memberName}>
              <b>{agent.card?.name || agent.name}</b>
              <small>{agent.card ? [agent.card.position, agent.card.name && agent.name].filter(Boolean).join(' · ') : text('cards.plain')}</small>
            </span>
            <ActionIcon variant="subtle" color="gray" aria-label={text('cards.edit', { name: agent.name })} onClick={() => setEdited(agent)}><Icon name="edit" size={16} /></ActionIcon>
          </li>
        ))}
      </ul>
      {edited && <CardModal channelId={channelId} agent={edited} onClose={() => setEdited(null)} />}
    </Card>
  )
}

function CardModal({ channelId, agent, onClose }: { channelId: Id; agent: EffectiveMember; onClose: () => void }) {
  const text = useText()
  const api = useApi()
  const queries = useQueryClient()
  const refuse = useRefusal()
  const [card, setCard] = useState(agent.card ?? { name: '', position: '' })
  const save = useMutation({
    mutationFn: () => api.setCard(channelId, agent.id, { name: card.name.trim(), position: card.position.trim() }),
    onSuccess: onClose,
    onError: refuse,
    onSettled: () => queries.invalidateQueries({ queryKey: ['queue', channelId] }),
  })
  return (
    <Modal opened onClose={onClose} title={text('cards.of', { name: agent.name })} closeButtonProps={{ 'aria-label': text('action.close') }}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <TextInput
          label={text('cards.name')} placeholder={agent.name} value={card.name} maxLength={MAX_TEXT} autoComplete="off" data-autofocus
          onChange={(event) => setCard({ ...card, name: event.currentTarget.value })}
        />
        <TextInput
          label={text('cards.position')} description={text('cards.position_help')} value={card.position} maxLength={MAX_TEXT} autoComplete="off"
          onChange={(event) => setCard({ ...card, position: event.currentTarget.value })}
        />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>{text('action.cancel')}</Button>
          <Button type="submit" loading={save.isPending}>{text('action.save')}</Button>
        </Group>
      </form>
    </Modal>
  )
}
