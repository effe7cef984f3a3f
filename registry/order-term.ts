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

/** @throws Failure `request.contradictory` for a term that cannot be meant, or that no time is left of. */
export function refuseBadTerm({ startsAt, endsAt }: OrderTerm, now: Instant): void {
  if (endsAt <= startsAt) throw contradiction('endsAt', 'the order would end before it starts')
  if (endsAt <= now) throw contradiction('endsAt', 'the order would be over already')
  if (startsAt > now + ORDER_AHEAD_DAYS_MAX * DAY_MS) {
    throw contradiction('startsAt', `an order starts at most ${ORDER_AHEAD_DAYS_MAX} days from now`)
  }
  if (endsAt - startsAt > ORDER_DAYS_MAX * DAY_MS) {
    throw contradiction('endsAt', `an order lasts at most ${ORDER_DAYS_MAX} days`)
  }
}
