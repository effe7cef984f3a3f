import type { SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Opening } from './opening.ts'
import type { PermitConsidered } from './permit-cover.ts'

/** What the rules hear of: edges, not messages; and the passing of time up to a deadline that one of them asked for. */
export type Happening =
  | { readonly kind: 'door_opened'; readonly at: Instant; readonly opening: Opening }
  | { readonly kind: 'door_closed'; readonly at: Instant; readonly opening: Opening }
  | { readonly kind: 'door_known'; readonly at: Instant; readonly sensor: SensorUid }
  | OpeningsMissed
  | { readonly kind: 'sensor_heard'; readonly at: Instant; readonly sensor: SensorUid; readonly heardBefore: Instant }
  | { readonly kind: 'battery_low'; readonly at: Instant; readonly sensor: SensorUid; readonly late: boolean }
  | { readonly kind: 'sensor_tampered'; readonly at: Instant; readonly sensor: SensorUid; readonly late: boolean }
  | { readonly kind: 'tamper_cleared'; readonly at: Instant; readonly sensor: SensorUid }
  | { readonly kind: 'time_passed'; readonly at: Instant }
  | { readonly kind: 'order_ended'; readonly at: Instant }

/**
 * Proof, or for a sensor that does not count the possibility, that a door was opened without a record of it, somewhere
 * in `(since, at]`.
 */
export interface OpeningsMissed {
  readonly kind: 'openings_missed'
  readonly at: Instant
  readonly sensor: SensorUid
  readonly since: Instant
  /** `counter`: so many openings are proved; `sequence`: so many messages are missing. */
  readonly proof: 'counter' | 'sequence'
  readonly missing: number
  /** How many of them no permit covers. Messages that are missing count as one. */
  readonly uncovered: number
  readonly permits: readonly PermitConsidered[]
  readonly late: boolean
}
