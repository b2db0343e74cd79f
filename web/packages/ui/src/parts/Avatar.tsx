import type { CSSProperties } from 'react'
import { PresenceDot, type PresenceKind } from './Presence'
import styles from './parts.module.css'

interface AvatarProps {
  name: string
  /** What the colour hangs on: the same person keeps it after a change of name. */
  seed?: string
  url?: string | null
  size?: number
  presence?: PresenceKind | undefined
}

/** First and last word: both ends tell people apart, whichever order names have. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean)
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '')
  return letters.join('').toLocaleUpperCase()
}

/** FNV-1a: ids born one after another get colours far apart. */
export function hue(seed: string): number {
  let sum = 0x811c9dc5
  for (const letter of seed) sum = Math.imul(sum ^ (letter.codePointAt(0) ?? 0), 0x01000193)
  return (sum >>> 0) % 360
}

type AvatarStyle = CSSProperties & Record<'--avatar-size' | '--avatar-hue', string>

export function Avatar({ name, seed = name, url = null, size = 32, presence }: AvatarProps) {
  const style: AvatarStyle = { '--avatar-size': `${size}px`, '--avatar-hue': String(hue(seed)) }
  return (
    <span className={styles.avatar} style={style} aria-hidden>
      {url ? <img src={url} alt="" loading="lazy" /> : initials(name)}
      {presence && <PresenceDot state={presence} />}
    </span>
  )
}
