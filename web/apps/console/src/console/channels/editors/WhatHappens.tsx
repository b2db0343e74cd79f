import type { Moment, MomentTexts, SettingValue } from '@openline/api'
import { Button, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { Tag } from '@openline/ui'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../../app/core'
import { useText, useWords } from '../../../i18n/text'
import { useTimes } from '../../../i18n/times'
import { QueryState } from '../../../parts/QueryState'
import { useEditing } from './editing'
import styles from './Editors.module.css'
import { useDates } from './useDates'

/** Who types a time should not ask at every digit. */
const PAUSE_MS = 350

interface HappensProps {
  settingKey: string
  value: SettingValue
  zone: string
}

/** "What would happen at …": asks the server, which answers with what is not saved yet. */
export function WhatHappens({ settingKey, value, zone }: HappensProps) {
  const text = useText()
  const dates = useDates()
  const editing = useEditing()
  const [at, setAt] = useState(() => dates.wall(new Date(), zone))
  if (!editing) return null
  const tonight = `${dates.wall(new Date(), zone).slice(0, 10)}T22:00`
  return (
    <div className={styles.part}>
      <h4>{text('hours.what')}</h4>
      <p>{text('hours.what_help')}</p>
      <div className={styles.add}>
        <TextInput
          type="datetime-local" size="xs" label={text('hours.what_at', { zone: zone.replaceAll('_', ' ') })} value={at}
          onChange={(event) => event.currentTarget.value && setAt(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
        />
        <Button size="xs" variant="default" onClick={() => setAt(dates.wall(new Date(), zone))}>{text('hours.now')}</Button>
        <Button size="xs" variant="default" onClick={() => setAt(tonight)}>{text('hours.tonight')}</Button>
        <Button size="xs" variant="default" onClick={() => setAt(sundayNoon(tonight))}>{text('hours.sunday')}</Button>
      </div>
      <Asked channelId={editing.channelId} at={at} settings={{ ...editing.changes, [settingKey]: value }} zone={zone} />
    </div>
  )
}

function sundayNoon(wall: string): string {
  const day = new Date(`${wall.slice(0, 10)}T12:00:00Z`)
  day.setUTCDate(day.getUTCDate() + ((7 - day.getUTCDay()) % 7))
  return `${day.toISOString().slice(0, 10)}T12:00`
}

interface AskedProps {
  channelId: string
  at: string
  settings: Record<string, SettingValue>
  zone: string
}

function Asked({ channelId, at, settings, zone }: AskedProps) {
  const api = useApi()
  const [asked] = useDebouncedValue(JSON.stringify({ at, settings }), PAUSE_MS)
  const query = useQuery({
    queryKey: ['moment', channelId, asked], placeholderData: keepPreviousData, gcTime: 0, retry: false,
    queryFn: () => api.moment(channelId, JSON.parse(asked) as { at: string; settings: Record<string, SettingValue> }),
  })
  // A refusal must not hide behind the last good answer.
  return <QueryState query={query.isError ? { ...query, data: undefined } as typeof query : query}>{(moment) => <Answer moment={moment} zone={zone} />}</QueryState>
}

function Answer({ moment, zone }: { moment: Moment; zone: string }) {
  const text = useText()
  const dates = useDates()
  const why = useWhy()
  const { open, next_open, next_close, texts_alone, texts } = moment
  return (
    <div className={styles.answer} role="status">
      <p>
        <Tag tone={open ? 'ok' : 'warn'}>{text(open ? 'hours.is_open' : 'hours.is_closed')}</Tag> {why(moment.day)}{' '}
        {!open && (next_open ? text('hours.opens', { at: dates.moment(next_open, zone) }) : text('hours.never_opens'))}
        {open && next_close && text('hours.closes', { at: dates.moment(next_close, zone) })}
      </p>
      <Talk texts={texts} />
      <Routed moment={moment} />
      {texts_alone && (
        <>
          <p className={styles.after}>{text('hours.alone')}</p>
          <Talk texts={texts_alone} />
        </>
      )}
    </div>
  )
}

function useWhy(): (day: Moment['day']) => string {
  const text = useText()
  const dates = useDates()
  return ({ because, date, holiday, hours }) => {
    const times = hours.map(([from, to]) => `${from}–${to}`).join(', ') || text('hours.closed')
    const day = dates.day(date)
    return because === 'holiday' ? text('hours.why.holiday', { day, holiday: holiday ?? '' }) : text(`hours.why.${because}`, { day, times })
  }
}

function Talk({ texts }: { texts: MomentTexts }) {
  const text = useText()
  const times = useTimes()
  const said = [texts.welcome, texts.off_hours, texts.consent].filter((one) => one !== null)
  return (
    <div className={styles.talk}>
      <span className={styles.bubble} data-own>{text('hours.customer_writes')}</span>
      {said.map((one, index) => <span key={index} className={styles.bubble}>{one}</span>)}
      {said.length === 0 && <span className={styles.after}>{text('hours.nothing_said')}</span>}
      {texts.no_answer && (
        <>
          <span className={styles.after}>{text('hours.if_unanswered', { time: times.long(texts.no_answer_after_s) })}</span>
          <span className={styles.bubble}>{texts.no_answer}</span>
        </>
      )}
    </div>
  )
}

/** How people stand now; how they will stand then, nobody knows. */
function Routed({ moment: { routing } }: { moment: Moment }) {
  const text = useText()
  const words = useWords()
  const { members, free, refused } = routing
  if (members === 0) return <p>{text('hours.nobody_in_queue')}</p>
  const reasons = Object.entries(refused).map(([reason, count]) => `${count} ${words('reason', reason) ?? reason}`).join(', ')
  return (
    <p>
      {text(free > 0 ? 'hours.routed' : 'hours.routed_none', { free, members })}
      {reasons && ` (${reasons})`}
    </p>
  )
}
