import type { Alert } from './shapes.ts'

const SEVERITIES: readonly Alert['severity'][] = ['critical', 'major', 'minor']

/** Somebody may be hurt: before anything else. */
export function isEmergency({ kind }: Pick<Alert, 'kind'>): boolean {
  return kind === 'emergency'
}

type Ranked = Pick<Alert, 'id' | 'kind' | 'handling' | 'severity' | 'raisedAt'>

/**
 * Emergencies first. Then what nobody has answered, the most severe first and of those the oldest; below it what
 * somebody has in hand, in the same order: who looks at night sees at the top what waits for them.
 */
export function inQueueOrder<A extends Ranked>(alerts: readonly A[]): A[] {
  return alerts.toSorted(
    (a, b) =>
      Number(isEmergency(b)) - Number(isEmergency(a)) ||
      Number(isHeld(a)) - Number(isHeld(b)) ||
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      a.raisedAt.localeCompare(b.raisedAt) ||
      a.id - b.id,
  )
}

function isHeld({ handling }: Pick<Alert, 'handling'>): boolean {
  return handling !== 'new'
}
