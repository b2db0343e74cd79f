/** Where a session may go, as the value of a radio button and back. */
import type { Target } from '@openline/api'

export function nameOfTarget(to: Target): string {
  return to.kind === 'queue' ? to.kind : `${to.kind}:${to.id}`
}

export function targetOf(name: string | null): Target | null {
  if (name === null) return null
  const [kind, id = ''] = name.split(':')
  return kind === 'user' || kind === 'channel' ? { kind, id } : { kind: 'queue' }
}
