import type { Conversation } from '@openline/api'
import { Tag } from '@openline/ui'
import { useNow } from '../../app/useNow'
import { useText } from '../../i18n/text'
import { clock, useTimes } from '../../i18n/times'
import { useDesk } from '../../shell/LiveProvider'
import { waitingSince, waitTone } from '../list/waiting'

const TONES = { calm: 'plain', amber: 'warn', red: 'danger' } as const

/** Who has the word, and for how long the customer has been waiting. */
export function StatusTag({ row }: { row: Conversation }) {
  const text = useText()
  const times = useTimes()
  const now = useNow()
  const meId = useDesk((desk) => desk.me.person.id)
  const people = useDesk((desk) => desk.people)
  const { session } = row
  const since = waitingSince(row)
  const seconds = since === null ? 0 : (now - since) / 1000
  if (!session || session.phase === 'closed') return <Tag>{text('phase.closed')}</Tag>
  if (session.phase === 'waiting') return <Tag tone={TONES[waitTone(seconds)]}>{text('phase.waiting', { time: clock(seconds) })}</Tag>
  if (session.phase === 'offered') {
    const agent = session.offer?.agent_id ?? null
    if (agent === null) return <Tag tone="accent">{text('phase.offered_to_all')}</Tag>
    const name = agent === meId ? text('phase.you') : (people[agent]?.name ?? '')
    return <Tag tone="accent">{text('phase.offered', { name })}</Tag>
  }
  if (session.phase === 'bot') return <Tag tone="accent">{text('phase.bot', { name: session.bot?.name ?? text('author.bot') })}</Tag>
  if (session.closing_until) return <Tag>{text('phase.closing', { time: times.time(session.closing_until) })}</Tag>
  if (session.owner_id !== meId) return <Tag tone="ok">{text('phase.owned', { name: session.owner_name ?? '' })}</Tag>
  if (since === null) return <Tag tone="ok">{text('phase.answered')}</Tag>
  return <Tag tone={TONES[waitTone(seconds)]}>{text('phase.your_turn', { time: clock(seconds) })}</Tag>
}
