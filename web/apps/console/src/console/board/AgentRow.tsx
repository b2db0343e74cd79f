import type { BoardAgent, Id } from '@openline/api'
import { Avatar, Tag } from '@openline/ui'
import { useText, useWords } from '../../i18n/text'
import { WorkMenu } from '../people/WorkMenu'
import styles from './Board.module.css'

/** More slots than anybody has hands: then only the load is worth saying. */
const UNLIMITED = 1_000

export function AgentRow({ agent, channelId }: { agent: BoardAgent; channelId: Id }) {
  const text = useText()
  const words = useWords()
  const { name, load, capacity, presence, reason, workday, member } = agent
  const held = capacity >= UNLIMITED ? text('queue.load_free', { load }) : text('queue.load', { load, capacity })
  return (
    <li className={styles.row}>
      <Avatar name={name} seed={agent.id} size={32} presence={presence} />
      <span className={styles.words}>
        <b className={styles.name}>{name}</b>
        <small>{[text(`presence.${presence}`), workday === 'started' && text('workday.started'), !member && text('board.guest'), !agent.overloaded && held].filter(Boolean).join(' · ')}</small>
      </span>
      {agent.overloaded && <Tag tone="danger">{held}</Tag>}
      {!member ? null : reason === null ? <Tag tone="ok">{text('queue.ready')}</Tag> : <Tag tone="warn">{words('reason', reason) ?? reason}</Tag>}
      <WorkMenu person={agent} touched={[['board', channelId]]} />
    </li>
  )
}
