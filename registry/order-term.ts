import type { Instant } from '../base/instant.ts'
import { contradiction } from './contradiction.ts'

const DAY_MS = 24 * 3_600_000

/** With the 30 days for which an order's traces are kept, it is what the tables of events hold: 120 days. */
export const ORDER_DAYS_MAX = 90
/** A start further off is a slip in the year. */
export const ORDER_AHEAD_DAYS_MAX = 365

export interface OrderTerm {
  readonly startsAt: Instant
  readonly endsAt: Instant
}

const TERM_FAULTS = {
  ends_before_start: { field: 'endsAt', reason: 'the order would end before it starts' },
  over_already: { field: 'endsAt', reason: 'the order would be over already' },
  starts_too_late: { field: 'startsAt', reason: `an order starts at most ${ORDER_AHEAD_DAYS_MAX} days from now` },
  lasts_too_long: { field: 'endsAt', reason: `an order lasts at most ${ORDER_DAYS_MAX} days` },
} as const

export type TermFault = keyof typeof TERM_FAULTS

/** Why a term cannot be meant, or that no time is left of it; null when it can. */
export function termFault({ startsAt, endsAt }: OrderTerm, now: Instant): TermFault | null {
  if (endsAt <= startsAt) return 'ends_before_start'
  if (endsAt <= now) return 'over_already'
  if (startsAt > now + ORDER_AHEAD_DAYS_MAX * DAY_MS) return 'starts_too_late'
  return endsAt - startsAt > ORDER_DAYS_MAX * DAY_MS ? 'lasts_too_long' : null
}

/** @throws Failure `request.contradictory` for a term that cannot be meant, or that no time is left of. */
export function refuseBadTerm(term: OrderTerm, now: Instant): void {
  const fault = termFault(term, now)
  if (fault !== null) throw contradiction(TERM_FAULTS[fault].field, TERM_FAULTS[fault].reason)
}

/** The field of a term that a fault is about. */
export function faultyField(fault: TermFault): keyof OrderTerm {
  return TERM_FAULTS[fault].field
}
