import type { Alert } from '../service/shapes.ts'

/** Red is kept for these: what the door did, not what a sensor or a roster did. */
const BREACHES = ['unpermitted_opening', 'opening_limit', 'left_open', 'permit_overrun', 'missed_openings']

export function isBreachKind(kind: string): boolean {
  return BREACHES.includes(kind)
}

export function isBreach({ kind, handling }: Pick<Alert, 'kind' | 'handling'>): boolean {
  return isBreachKind(kind) && handling !== 'resolved'
}
