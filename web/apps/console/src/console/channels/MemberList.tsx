import type { EffectiveMember, Id, Queue, QueuePerson } from '@openline/api'
import { ActionIcon } from '@mantine/core'
import { DragDropContext, Draggable, Droppable, type DraggableProvided } from '@hello-pangea/dnd'
import { Avatar, Icon, styleNonce, Tag } from '@openline/ui'
import { useText, useWords } from '../../i18n/text'
import styles from './Channels.module.css'
import { moved } from './order'

interface MemberListProps {
  queue: Queue
  onOrder: (ids: readonly Id[]) => void
}

/** Sorted by dragging, by keyboard (space, arrows, space) and by buttons. */
export function MemberList({ queue, onOrder }: MemberListProps) {
  const text = useText()
  const ids = queue.configured.map((member) => member.id)
  const effective = new Map(queue.effective.map((member) => [member.id, member]))
  return (
    <DragDropContext
      nonce={styleNonce()}
      dragHandleUsageInstructions={text('queue.drag_help')}
      onDragEnd={({ source, destination }) => {
        if (destination && destination.index !== source.index) onOrder(moved(ids, source.index, destination.index))
      }}
    >
      <Droppable droppableId="queue">
        {(list) => (
          <ol ref={list.innerRef} {...list.droppableProps} className={styles.members}>
            {queue.configured.map((member, index) => (
              <Draggable key={member.id} draggableId={member.id} index={index}>
                {(drag, state) => (
                  <Member
                    drag={drag}
                    dragging={state.isDragging}
                    place={{ member, index, last: index === ids.length - 1, now: effective.get(member.id) }}
                    onMove={(to) => onOrder(moved(ids, index, to))}
                    onRemove={() => onOrder(ids.filter((id) => id !== member.id))}
                  />
                )}
              </Draggable>
            ))}
            {list.placeholder}
          </ol>
        )}
      </Droppable>
    </DragDropContext>
  )
}

interface MemberProps {
  drag: DraggableProvided
  dragging: boolean
  place: { member: QueuePerson; index: number; last: boolean; now: EffectiveMember | undefined }
  onMove: (to: number) => void
  onRemove: () => void
}

function Member({ drag, dragging, place, onMove, onRemove }: MemberProps) {
  const text = useText()
  const { member, index, last, now } = place
  const { name } = member
  return (
    <li ref={drag.innerRef} {...drag.draggableProps} className={styles.member} data-dragging={dragging || undefined}>
      <span {...drag.dragHandleProps} className={styles.grip} aria-label={text('queue.drag', { name })}><Icon name="grip" size={18} /></span>
      <span className={styles.place}>{index + 1}</span>
      <Avatar name={name} seed={member.id} size={32} presence={member.presence} />
      <span className={styles.memberName}>
        <b>{name}</b>
        <small>{text(`presence.${member.presence}`)}</small>
      </span>
      {now && <MemberState now={now} />}
      <span className={styles.moves}>
        <ActionIcon variant="subtle" color="gray" disabled={index === 0} aria-label={text('queue.up', { name })} onClick={() => onMove(index - 1)}><Icon name="up" size={16} /></ActionIcon>
        <ActionIcon variant="subtle" color="gray" disabled={last} aria-label={text('queue.down', { name })} onClick={() => onMove(index + 1)}><Icon name="down" size={16} /></ActionIcon>
        <ActionIcon variant="subtle" color="gray" aria-label={text('queue.remove', { name })} onClick={onRemove}><Icon name="x" size={16} /></ActionIcon>
      </span>
    </li>
  )
}

/** More slots than anybody has hands: then only the load is worth saying. */
const UNLIMITED = 1_000

function MemberState({ now }: { now: EffectiveMember }) {
  const text = useText()
  const words = useWords()
  const load = now.capacity >= UNLIMITED ? text('queue.load_free', { load: now.load }) : text('queue.load', { load: now.load, capacity: now.capacity })
  return (
    <>
      <span className={styles.load}>{load}</span>
      {now.reason ? <Tag tone="warn">{words('reason', now.reason) ?? now.reason}</Tag> : <Tag tone="ok">{text('queue.ready')}</Tag>}
    </>
  )
}
