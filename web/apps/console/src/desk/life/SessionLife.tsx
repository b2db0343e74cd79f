import type { Conversation, Session } from '@openline/api'
import { MoreTexts } from '../../i18n/MoreTexts'
import { useText } from '../../i18n/text'
import { useTimes } from '../../i18n/times'
import styles from './Life.module.css'
import { ReviewPart } from './ReviewPart'
import { TakingPart } from './TakingPart'
import { WhyButton } from './WhyButton'

const PARTS = ['hand'] as const

interface LifeProps {
  row: Conversation
  session: Session
}

/** How a session came, stands and went, past its dates (docs/behaviour/desk.md, D32-D34). */
export function SessionLife({ row, session }: LifeProps) {
  return (
    <MoreTexts parts={PARTS} meanwhile={<span />}>
      <div className={styles.life}>
        <Lines session={session} />
        <TakingPart row={row} session={session} />
        <ReviewPart key={session.id} row={row} session={session} />
        <WhyButton row={row} session={session} />
      </div>
    </MoreTexts>
  )
}

function Lines({ session }: { session: Session }) {
  const text = useText()
  const times = useTimes()
  const lines = [
    session.phase !== 'closed' && session.closing_until && text('life.closing', { time: times.time(session.closing_until) }),
    session.unanswered && text('life.unanswered'),
    session.vote && text(`life.vote.${session.vote}`),
    session.asks_rating && !session.vote && text('life.asks'),
    session.mode === 'output' && text('life.output'),
    session.worktime === false && text('life.off_hours'),
  ].filter((line): line is string => typeof line === 'string')
  return lines.length > 0 && <ul className={styles.lines}>{lines.map((line) => <li key={line}>{line}</li>)}</ul>
}
