import type { Board, BoardLane, Id } from '@openline/api'
import type { ReactNode } from 'react'
import type { MessageKey } from '../../i18n/catalogue'
import { useText } from '../../i18n/text'
import { clock } from '../../i18n/times'
import { AgentRow } from './AgentRow'
import styles from './Board.module.css'
import { SessionRow } from './SessionRow'
import { useServerNow } from './useServerNow'

const LANES = ['waiting', 'offered', 'active', 'with_bot', 'closing'] as const
export type LaneName = (typeof LANES)[number]

const TITLES: Record<LaneName, MessageKey> = {
  waiting: 'board.waiting', offered: 'board.offered', active: 'board.active', with_bot: 'board.with_bot', closing: 'board.closing',
}
const EMPTY: Record<LaneName, MessageKey> = {
  waiting: 'board.waiting_none', offered: 'board.offered_none', active: 'board.active_none', with_bot: 'board.with_bot_none', closing: 'board.closing_none',
}

export function BoardView({ board, channelId }: { board: Board; channelId: Id }) {
  const text = useText()
  const ready = board.agents.filter((agent) => agent.member && agent.reason === null)
  const stuck = board.waiting.total > 0 && ready.length === 0
  return (
    <>
      <Summary board={board} ready={ready.length} />
      {stuck && <p className={styles.stuck} role="status"><b>{text('board.stuck')}</b> {text('board.stuck_help')}</p>}
      <div className={styles.board}>
        <div className={styles.lanes}>
          {LANES.filter((name) => name !== 'with_bot' || board.with_bot.total > 0).map((name) => <Lane key={name} name={name} lane={board[name]} />)}
        </div>
        <Section id="agents" title={text('board.agents')} count={board.agents.length}>
          {board.agents.length === 0
            ? <p className={styles.none}>{text('queue.none_help')}</p>
            : <ul className={styles.rows}>{board.agents.map((agent) => <AgentRow key={agent.id} agent={agent} channelId={channelId} />)}</ul>}
        </Section>
      </div>
    </>
  )
}

function Summary({ board, ready }: { board: Board; ready: number }) {
  const text = useText()
  const now = useServerNow()
  const since = board.waiting.items.map(({ session }) => Date.parse(session.queued_at))
  const longest = since.length > 0 ? clock((now - Math.min(...since)) / 1000) : '—'
  const facts: [MessageKey, ReactNode][] = [
    ['board.fact.waiting', board.waiting.total],
    ['board.fact.longest', longest],
    ['board.fact.offered', board.offered.total],
    ['board.fact.active', board.active.total],
    ['board.fact.ready', text('board.of_all', { count: ready, all: board.agents.filter((agent) => agent.member).length })],
  ]
  return (
    <dl className={styles.facts}>
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{text(label)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Lane({ name, lane }: { name: LaneName; lane: BoardLane }) {
  const text = useText()
  const more = lane.total - lane.items.length
  return (
    <Section id={name} title={text(TITLES[name])} count={lane.total}>
      {lane.items.length === 0
        ? <p className={styles.none}>{text(EMPTY[name])}</p>
        : <ol className={styles.rows}>{lane.items.map((item) => <SessionRow key={item.session.id} lane={name} item={item} />)}</ol>}
      {more > 0 && <p className={styles.none}>{text('board.more', { count: more })}</p>}
    </Section>
  )
}

function Section({ id, title, count, children }: { id: string; title: string; count: number; children: ReactNode }) {
  return (
    <section className={styles.section} aria-labelledby={`board-${id}`}>
      <h2 id={`board-${id}`}>{title} <span className={styles.count}>{count}</span></h2>
      {children}
    </section>
  )
}
