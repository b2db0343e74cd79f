/** Which steps setting up takes, and where somebody who comes back goes on. Pure. */
import type { Connection, Connector } from '@openline/api'

export const STEPS = ['settings', 'reach', 'wait', 'test', 'done'] as const
export type Step = (typeof STEPS)[number]

export function stepsOf(connector: Connector): readonly Step[] {
  return connector.delivery === 'send' ? STEPS : ['settings', 'done']
}

export function nextStep(connector: Connector, step: Step): Step {
  const steps = stepsOf(connector)
  return steps[steps.indexOf(step) + 1] ?? 'done'
}

/** Whether the platform knows where to reach us. */
export function installed(connection: Connection): boolean {
  return connection.installed !== null && connection.installed.missing.length === 0
}

export function resumeAt(connection: Connection): Step {
  if (connection.state === 'reauth') return 'settings'
  if (!installed(connection) || connection.state_detail === 'moved') return 'reach'
  return connection.first_event_at === null ? 'wait' : 'test'
}

export type Standing = 'off' | 'ok' | 'waiting' | 'attention'

/** What the badge says. */
export function standing(connection: Connection): Standing {
  if (!connection.active) return 'off'
  if (connection.state === 'new') return installed(connection) ? 'waiting' : 'attention'
  return connection.state === 'ok' ? 'ok' : 'attention'
}
