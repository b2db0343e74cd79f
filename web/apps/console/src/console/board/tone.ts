import type { Tone } from '@openline/ui'

const AMBER_S = 60
const RED_S = 300

/** How urgent a wait is. */
export function toneOf(seconds: number): Tone {
  if (seconds < AMBER_S) return 'plain'
  return seconds < RED_S ? 'warn' : 'danger'
}
