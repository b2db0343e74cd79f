import type { Session } from '@openline/api'
import { Table } from '@mantine/core'
import { Tag } from '@openline/ui'
import { Link } from '@tanstack/react-router'
import { useContactName } from '../../desk/useContactName'
import { useText } from '../../i18n/text'
import { clock, useTimes } from '../../i18n/times'
import { isWait, waitOf, type Chosen, type Column } from './columns'
import styles from './Sessions.module.css'

interface TableProps {
  sessions: readonly Session[]
  chosen: Chosen
}

const NUMBERS: ReadonlySet<Column> = new Set(['number', 'messages', 'initial', 'total', 'average', 'maximum'])

export function SessionTable({ sessions, chosen }: TableProps) {
  const text = useText()
  return (
    <div className={styles.box} tabIndex={0} role="region" aria-label={text('nav.sessions')}>
      <Table verticalSpacing="xs" horizontalSpacing="sm" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            {chosen.columns.map((column) => (
              <Table.Th key={column} className={styles.head} data-number={NUMBERS.has(column) || undefined} title={hint(text, column)}>
                {text(`sessions.column.${column}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sessions.map((session) => (
            <Table.Tr key={session.id}>
              {chosen.columns.map((column) => (
                <Table.Td key={column} className={styles.cell} data-number={NUMBERS.has(column) || undefined}>
                  <Cell session={session} column={column} chosen={chosen} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

function hint(text: ReturnType<typeof useText>, column: Column): string | undefined {
  return isWait(column) ? text(`sessions.hint.${column}`) : undefined
}

function Cell({ session, column, chosen }: { session: Session; column: Column; chosen: Chosen }) {
  const text = useText()
  const nameOf = useContactName()
  if (isWait(column)) {
    const wait = waitOf(session, column, chosen.measure)
    return wait === null ? <None /> : clock(wait / 1000)
  }
  switch (column) {
    case 'customer':
      return (
        <Link className={styles.link} to="/desk/$view/{-$conversationId}" params={{ view: 'all', conversationId: session.conversation_id }}>
          {session.contact ? nameOf(session.contact) : session.number}
        </Link>
      )
    case 'state':
      return <State session={session} />
    case 'vote':
      return session.vote ? text(`sessions.vote.${session.vote}`) : <None />
    case 'review':
      return session.review ? <span title={session.review.comment}>{text('sessions.of_5', { rating: session.review.rating })}</span> : <None />
    case 'unanswered':
      return session.unanswered ? <Tag tone="danger">{text('sessions.unanswered')}</Tag> : <None />
    case 'mode':
      return text(`sessions.mode.${session.mode ?? 'input'}`)
    case 'worktime':
      return text(session.worktime === false ? 'sessions.worktime.closed' : 'sessions.worktime.open')
    default:
      return <Plain session={session} column={column} />
  }
}

const MOMENTS = { opened: 'opened_at', accepted: 'accepted_at', answered: 'first_answer_at', closed: 'closed_at' } as const

function Plain({ session, column }: { session: Session; column: 'number' | 'channel' | 'agent' | 'messages' | 'source' | keyof typeof MOMENTS }) {
  const times = useTimes()
  switch (column) {
    case 'number':
      return session.number
    case 'channel':
      return session.channel_name
    case 'agent':
      return session.owner_name ?? (session.phase === 'bot' && session.bot ? session.bot.name : <None />)
    case 'messages':
      return session.message_count
    case 'source':
      return session.source ?? <None />
    default: {
      const at = session[MOMENTS[column]]
      return at ? <time dateTime={at}>{times.moment(at)}</time> : <None />
    }
  }
}

const TONES = { waiting: 'warn', offered: 'accent', bot: 'accent', active: 'ok', closed: 'plain' } as const

function State({ session: { phase, status, closing_until: closing } }: { session: Session }) {
  const text = useText()
  if (closing) return <Tag>{text('sessions.state.closing')}</Tag>
  if (status === 65) return <Tag>{text('sessions.state.spam')}</Tag>
  return <Tag tone={TONES[phase]}>{text(`sessions.state.${phase}`)}</Tag>
}

/** Nothing to show; read aloud as nothing, too. */
function None() {
  return <span aria-hidden className={styles.none}>–</span>
}
