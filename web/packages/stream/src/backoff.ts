/** How long to wait before the next try: doubling, with jitter, so that a restarted server is not stormed. */
const FIRST_MS = 1_000
const LONGEST_MS = 30_000
export const RESTART_SPREAD_MS = 3_000
export const TOO_MANY_MS = 60_000

export function backoff(attempt: number, random: () => number = Math.random): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 10))
  return full / 2 + (full / 2) * random()
}
