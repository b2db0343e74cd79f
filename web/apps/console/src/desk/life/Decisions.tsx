import type { BotHasIt, Explanation, Routing } from '@openline/api'
import { useText, useWords } from '../../i18n/text'
import { useTimes } from '../../i18n/times'
import styles from './Life.module.css'
import { helps, passedOver, ruleKey } from './remedies'

/** The cause of what was decided past the queue (docs/behaviour/routing.md, R36). */
const RESPONSIBLE = 'responsible'

/** Why nobody has it now, what would help, and what was decided before, in words. */
export function Decisions({ routing }: { routing: Routing }) {
  const text = useText()
  const { waiting, explanations } = routing
  return (
    <div className={styles.why}>
      {waiting && <WaitsFor why={waiting} routing={routing} />}
      {routing.bot && <WithBot bot={routing.bot} routing={routing} />}
      {!waiting && !routing.bot && explanations.length === 0 && <p>{text('why.none')}</p>}
      {explanations.length > 0 && (
        <section>
          <h3>{text('why.history')}</h3>
          <ol>{explanations.map((why) => <Decision key={`${why.at} ${why.cause} ${why.winner_id}`} why={why} />)}</ol>
        </section>
      )}
    </div>
  )
}

function WaitsFor({ why, routing }: { why: Explanation; routing: Routing }) {
  const text = useText()
  const free = why.offered ?? 0
  return (
    <section role="status">
      <h3>{free > 0 ? text('why.all_can', { count: free }) : text('why.nobody_now')}</h3>
      {routing.place !== null && <p>{text('why.place', { place: routing.place, count: routing.in_line })}</p>}
      <Refused why={why} />
      <Helps routing={routing} />
    </section>
  )
}

function WithBot({ bot, routing }: { bot: BotHasIt; routing: Routing }) {
  const text = useText()
  const times = useTimes()
  return (
    <section role="status">
      <h3>{text('why.bot', { name: bot.name })}</h3>
      <p>{bot.until ? text('why.bot_until', { time: times.moment(bot.until) }) : text('why.bot_open')}</p>
      {bot.responsible_id && <p>{text('why.bot_responsible', { name: bot.responsible_name ?? text('life.somebody') })}</p>}
      <Helps routing={routing} />
    </section>
  )
}

function Helps({ routing }: { routing: Routing }) {
  const text = useText()
  if (routing.remedies.length === 0) return null
  return (
    <>
      <h4>{text('why.help')}</h4>
      <ul>{helps(routing).map(({ key, people }) => <li key={key}>{text(key)}{people > 1 && ` (${people})`}</li>)}</ul>
    </>
  )
}

/** How many are refused for what, and who by name, as far as names were kept. */
function Refused({ why }: { why: Explanation }) {
  const text = useText()
  const words = useWords()
  const counts = Object.entries(why.counts).filter(([, count]) => count > 0)
  const { shown, more } = passedOver(why)
  const named = (reason: string) => words('reason', reason) ?? reason
  if (counts.length === 0 && shown.length === 0) return why.winner_id === null && !why.offered ? <p>{text('why.no_members')}</p> : null
  return (
    <>
      {counts.length > 0 && <p>{counts.map(([reason, count]) => text('why.counts', { reason: named(reason), count })).join(' · ')}</p>}
      {shown.length > 0 && (
        <details>
          <summary>{text('why.passed')}</summary>
          <ul>
            {shown.map(({ person_id, name, reason }) => <li key={person_id}>{name ?? text('life.somebody')}: {named(reason)}</li>)}
            {more > 0 && <li>{text('why.more', { count: more })}</li>}
          </ul>
        </details>
      )}
    </>
  )
}

function Decision({ why }: { why: Explanation }) {
  const text = useText()
  const times = useTimes()
  const rule = why.cause === RESPONSIBLE ? 'why.rule.responsible' : ruleKey(why.rule)
  return (
    <li>
      <b>{whatOf(why, text)}</b>
      <small>{text('why.at', { time: times.moment(why.at), rule: rule === null ? why.rule : text(rule) })}</small>
      <Refused why={why} />
    </li>
  )
}

function whatOf(why: Explanation, text: ReturnType<typeof useText>): string {
  if (why.winner_id !== null) return text('why.to', { name: why.winner_name ?? text('life.somebody') })
  if (why.cause === RESPONSIBLE) return text('why.not_responsible')
  return why.offered ? text('why.to_all', { count: why.offered }) : text('why.nobody')
}
