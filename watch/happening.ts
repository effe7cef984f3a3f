import type { SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Opening } from './opening.ts'

/** What the rules hear of: edges, not messages; and the passing of time up to a deadline that one of them asked for. */
export type Happening =
  | { readonly kind: 'door_opened'; readonly at: Instant; readonly opening: Opening }
  | { readonly kind: 'door_closed'; readonly at: Instant; readonly opening: Opening }
  | { readonly kind: 'sensor_heard'; readonly at: Instant; readonly sensor: SensorUid; readonly heardBefore: Instant }
  | { readonly kind: 'sensor_tampered'; readonly at: Instant; readonly sensor: SensorUid; readonly late: boolean }
  | { readonly kind: 'tamper_cleared'; readonly at: Instant; readonly sensor: SensorUid }
  | { readonly kind: 'time_passed'; readonly at: Instant }
  | { readonly kind: 'order_ended'; readonly at: Instant }
