import { useState } from 'react'
import { useText } from '../../i18n/text'
import styles from './Channels.module.css'

interface PlaceFieldProps {
  index: number
  count: number
  name: string
  onMove: (to: number) => void
}

/** The place in the queue; typing another one and Enter moves there, Esc leaves it as it is. */
export function PlaceField({ index, count, name, onMove }: PlaceFieldProps) {
  const text = useText()
  const [typed, setTyped] = useState<string | null>(null)
  const done = () => {
    const wanted = Math.min(count, Math.max(1, Number.parseInt(typed ?? '', 10)))
    setTyped(null)
    if (Number.isFinite(wanted) && wanted !== index + 1) onMove(wanted - 1)
  }
  return (
    <input
      className={styles.placeField} inputMode="numeric" aria-label={text('queue.place', { name, count })} maxLength={4} value={typed ?? index + 1}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setTyped(event.currentTarget.value.replace(/\D/g, ''))}
      onBlur={done}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur()
        if (event.key === 'Escape') setTyped(null)
      }}
    />
  )
}
