import type { EffectiveMember, MemberRef, Queue, QueueEntry } from '@openline/api'
import { ActionIcon } from '@mantine/core'
import { DragDropContext, Draggable, Droppable, type DraggableProvided } from '@hello-pangea/dnd'
import { Avatar, Icon, styleNonce, Tag } from '@openline/ui'
import { useText } from '../../i18n/text'
import styles from './Channels.module.css'
import { MemberState } from './MemberState'
import { moved } from './order'
import { PlaceField } from './PlaceField'
import { keyOf } from './useQueue'

interface MemberListProps {
  queue: Queue
  onOrder: (members: readonly MemberRef[]) => void
}

/** Sorted by dragging, by keyboard (space, arrows, space), by buttons, and by typing the place. */
export function MemberList({ queue, onOrder }: MemberListProps) {
  const text = useText()
  const members = queue.configured
  const effective = new Map(queue.effective.map((member) => [member.id, member]))
  return (
    <DragDropContext
      nonce={styleNonce()}
      dragHandleUsageInstructions={text('queue.drag_help')}
      onDragEnd={({ source, destination }) => {
        if (destination && destination.index !== source.index) onOrder(moved(members, source.index, destination.index))
      }}
    >
      <Droppable droppableId="queue">
        {(list) => (
          <ol ref={list.innerRef} {...list.droppableProps} className={styles.members}>
            {members.map((member, index) => (
              <Draggable key={keyOf(member)} draggableId={keyOf(member)} index={index}>
                {(drag, state) => (
                  <Member
                    drag={drag}
                    dragging={state.isDragging}
                    place={{ member, index, count: members.length, now: member.kind === 'user' ? effective.get(member.id) : undefined }}
                    onMove={(to) => onOrder(moved(members, index, to))}
                    onRemove={() => onOrder(members.filter((other) => other !== member))}
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
  place: { member: QueueEntry; index: number; count: number; now: EffectiveMember | undefined }
  onMove: (to: number) => void
  onRemove: () => void
}

function Member({ drag, dragging, place, onMove, onRemove }: MemberProps) {
  const text = useText()
  const { member, index, count, now } = place
  const { name } = member
  return (
    <li ref={drag.innerRef} {...drag.draggableProps} className={styles.member} data-dragging={dragging || undefined}>
      <span {...drag.dragHandleProps} className={styles.grip} aria-label={text('queue.drag', { name })}><Icon name="grip" size={18} /></span>
      <PlaceField index={index} count={count} name={name} onMove={onMove} />
      <Who member={member} />
      {now && <MemberState now={now} />}
      {member.people === 0 && !now && <span className={styles.state}><Tag tone="warn">{text('queue.brings_nobody')}</Tag></span>}
      <span className={styles.moves}>
        <ActionIcon variant="subtle" color="gray" disabled={index === 0} aria-label={text('queue.up', { name })} onClick={() => onMove(index - 1)}><Icon name="up" size={16} /></ActionIcon>
        <ActionIcon variant="subtle" color="gray" disabled={index === count - 1} aria-label={text('queue.down', { name })} onClick={() => onMove(index + 1)}><Icon name="down" size={16} /></ActionIcon>
        <ActionIcon variant="subtle" color="gray" aria-label={text('queue.remove', { name })} onClick={onRemove}><Icon name="x" size={16} /></ActionIcon>
      </span>
    </li>
  )
}

function Who({ member: { id, name, presence, people } }: { member: QueueEntry }) {
  const text = useText()
  return (
    <>
      {presence ? <Avatar name={name} seed={id} size={32} presence={presence} /> : <span className={styles.department}><Icon name="layers" size={18} /></span>}
      <span className={styles.memberName}>
        <b>{name}</b>
        <small>{presence ? text(`presence.${presence}`) : text('queue.brings', { count: people })}</small>
      </span>
    </>
  )
}
