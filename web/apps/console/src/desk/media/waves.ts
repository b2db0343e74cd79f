/** The picture of a voice message, and the speeds it is listened to at. Pure. */
const LOUDEST = 31
/** Silence is still seen as a line. */
const LOWEST = 0.08
export const BARS = 40
export const SPEEDS = [1, 1.5, 2] as const
export type Speed = (typeof SPEEDS)[number]

/** Heights from 0 to 1; where loudness is not known, all are as low as silence. */
export function bars(waveform: readonly number[] | null, count = BARS): number[] {
  const known = waveform ?? []
  return Array.from({ length: count }, (_, index) => {
    const from = Math.floor((index * known.length) / count)
    const to = Math.max(from + 1, Math.floor(((index + 1) * known.length) / count))
    const loudest = Math.max(0, ...known.slice(from, to))
    return Math.min(1, Math.max(LOWEST, loudest / LOUDEST))
  })
}

export function nextSpeed(speed: Speed): Speed {
  return SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length] ?? 1
}

export function speedFrom(kept: string | null): Speed {
  return SPEEDS.find((speed) => String(speed) === kept) ?? 1
}

const STEP_S = 5

/** Where a key on the slider leads; null when the key means something else. */
export function sought(key: string, at: number, duration: number): number | null {
  const places: Record<string, number> = {
    ArrowLeft: at - STEP_S, ArrowDown: at - STEP_S, ArrowRight: at + STEP_S, ArrowUp: at + STEP_S, Home: 0, End: duration,
  }
  const place = places[key]
  return place === undefined ? null : Math.min(duration, Math.max(0, place))
}
