/** Time and chance, handed in so that tests can hold both still. */

export interface Clock {
  now: () => number
  /** Calls once after so many milliseconds; the answer calls it off. */
  after: (ms: number, call: () => void) => () => void
  /** At least 0 and below 1. */
  random: () => number
}

export const realClock: Clock = {
  now: () => Date.now(),
  after(ms, call) {
    const timer = setTimeout(call, ms)
    return () => clearTimeout(timer)
  },
  random: () => Math.random(),
}

const FIRST_MS = 1_000
const LONGEST_MS = 30_000

/** Doubling with jitter: a restarted server is not met by all its visitors in one instant. */
export function backOff(clock: Clock, attempt: number): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt)
  return ceiling * (0.5 + clock.random() / 2)
}

export interface Retry {
  /** Now, if it is not under way already. */
  run: () => void
  /** Now, if it waits for its next try. */
  wake: () => void
  stop: () => void
}

/** Runs a task until it says that it is done. */
export function createRetry(task: () => Promise<boolean>, clock: Clock): Retry {
  let running = false
  let attempt = 0
  let cancel: (() => void) | null = null

  const stop = () => {
    cancel?.()
    cancel = null
  }
  const run = () => {
    stop()
    if (running) return
    running = true
    void task().then((done) => {
      running = false
      attempt = done ? 0 : attempt + 1
      if (!done) cancel = clock.after(backOff(clock, attempt - 1), run)
    })
  }
  return { run, stop, wake: () => cancel && run() }
}
