import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useText } from '../../i18n/text'
import { useDesk } from '../../shell/LiveProvider'
import { isNarrowed, PHASES, REVIEWS, VOTES, type SessionSearch } from './search'
import styles from './Sessions.module.css'

interface FiltersProps {
  search: SessionSearch
  onNarrow: (search: SessionSearch) => void
}

export function Filters({ search, onNarrow }: FiltersProps) {
  const text = useText()
  const channels = useDesk((desk) => desk.channels)
  const people = useDesk((desk) => desk.people)
  const set = (name: keyof SessionSearch, value: string) => {
    const { [name]: _, ...others } = search
    onNarrow(value ? { ...others, [name]: value } : others)
  }
  const choice = (name: 'state' | 'channel' | 'agent' | 'vote' | 'review', data: readonly { value: string; label: string }[]) => (
    <NativeSelect
      size="xs" label={text(`sessions.filter.${name}`)} value={search[name] ?? ''}
      data={[{ value: '', label: text('sessions.all') }, ...data]} onChange={(event) => set(name, event.currentTarget.value)}
    />
  )
  const day = (name: 'from' | 'to') => (
    <TextInput size="xs" type="date" label={text(`sessions.filter.${name}`)} value={search[name] ?? ''} onChange={(event) => set(name, event.currentTarget.value)} />
  )
  const named = (rows: readonly { id: string; number: number; name: string }[]) =>
    [...rows].sort((a, b) => a.number - b.number).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <form className={styles.filters} role="search" aria-label={text('sessions.filters')} onSubmit={(event) => event.preventDefault()}>
      {choice('state', PHASES.map((value) => ({ value, label: text(`sessions.state.${value}`) })))}
      {choice('channel', named(Object.values(channels)))}
      {choice('agent', named(Object.values(people)))}
      {choice('vote', VOTES.map((value) => ({ value, label: text(`sessions.vote.${value}`) })))}
      {choice('review', REVIEWS.map((value) => ({ value, label: reviewWords(text, value) })))}
      {day('from')}
      {day('to')}
      <Checkbox className={styles.tick} size="xs" label={text('sessions.filter.unanswered')} checked={Boolean(search.unanswered)} onChange={(event) => set('unanswered', event.currentTarget.checked ? 'yes' : '')} />
      {isNarrowed(search) && <Button className={styles.tick} size="xs" variant="subtle" color="gray" onClick={() => onNarrow({})}>{text('sessions.clear')}</Button>}
    </form>
  )
}

function reviewWords(text: ReturnType<typeof useText>, value: (typeof REVIEWS)[number]): string {
  return value === 'none' || value === 'any' ? text(`sessions.review.${value}`) : text('sessions.of_5', { rating: value })
}
