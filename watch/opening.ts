import type { PermitId, SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { PermitConsidered } from './permit-cover.ts'

/** One time that a door stood open. Derived from events; the same events always give the same openings. */
export interface Opening {
  readonly sensor: SensorUid
  readonly openedAt: Instant
  /** Equal to `openedAt` when the sensor reported the edge; the last contact before it when a later report revealed it. */
  readonly notBefore: Instant
  readonly closedAt: Instant | null
  readonly how: 'reported' | 'reconciled' | 'open_when_the_order_began' | 'open_when_the_test_ended'
  /** It happened in a test window: recorded, and no rule hears of it. */
  readonly test: boolean
  readonly permit: PermitId | null
  readonly permits: readonly PermitConsidered[]
  /** The report came more than two minutes after the happening. */
  readonly late: boolean
}

/** What an opening came to: whether it raised an alert, and if not, why. */
export type OpeningVerdictKind = 'test' | 'permitted' | 'notice' | 'pending' | 'recorded' | 'alerted'

export function openingKey(opening: Pick<Opening, 'openedAt' | 'sensor'>): string {
  return `${opening.openedAt}/${opening.sensor}`
}
