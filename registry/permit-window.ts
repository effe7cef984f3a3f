import type { Instant } from '../base/instant.ts'
import { contradiction } from './contradiction.ts'

const DAY_MS = 24 * 3_600_000

export const PERMIT_DAYS_MAX = 31
/** A window further off is a slip in the year. One that is past is not: "I forgot to report". */
export const PERMIT_AHEAD_DAYS_MAX = 365
export const PERMIT_OPENINGS_MAX = 100
/** Out and back. */
const GOING_OUT_OPENINGS_MIN = 2

export interface PermitWindow {
  readonly from: Instant
  readonly until: Instant
  readonly openingsMax: number
  readonly goingOut: boolean
}

/** @throws Failure `request.contradictory` for a permit that cannot be meant. */
export function refuseBadWindow({ from, until, openingsMax, goingOut }: PermitWindow, now: Instant): void {
  if (until <= from) throw contradiction('until', 'the permit would end before it starts')
  if (until - from > PERMIT_DAYS_MAX * DAY_MS) {
    throw contradiction('until', `a permit lasts at most ${PERMIT_DAYS_MAX} days`)
  }
  if (from > now + PERMIT_AHEAD_DAYS_MAX * DAY_MS) {
    throw contradiction('from', `a permit starts at most ${PERMIT_AHEAD_DAYS_MAX} days from now`)
  }
  if (openingsMax < 1 || openingsMax > PERMIT_OPENINGS_MAX) {
    throw contradiction('openingsMax', `a permit is for 1 to ${PERMIT_OPENINGS_MAX} openings`)
  }
  if (goingOut && openingsMax < GOING_OUT_OPENINGS_MIN) {
    throw contradiction('openingsMax', 'who goes out comes back: a permit to go out is for at least 2 openings')
  }
}
