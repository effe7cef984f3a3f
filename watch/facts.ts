import type { HouseholdId, OrderId, PermitId, SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Contact } from '../protocol/door-event.ts'
import type { Policy } from './policy.ts'

export interface Order {
  readonly id: OrderId
  readonly startsAt: Instant
  /** The earlier of the order's term and its release. The order covers `[startsAt, endsAt)`. */
  readonly endsAt: Instant
}

export interface Permit {
  readonly id: PermitId
  readonly from: Instant
  /** The window is `[from, until)`. */
  readonly until: Instant
  readonly reason: string
  readonly openingsMax: number
  readonly grantedBy: string
  readonly grantedAt: Instant
  /** Openings before this instant stay covered, from it on they are not. */
  readonly revokedAt: Instant | null
}

/** A sensor on one of the household's doors, from–until. */
export interface Fitting {
  readonly sensor: SensorUid
  readonly door: string
  readonly from: Instant
  readonly until: Instant | null
  /** Nothing heard for longer than this means that we do not know the door. */
  readonly reportingLimitMs: number
  /** What the sensor had last said when the order began; null when nobody knew. */
  readonly contactAtStart: Contact | null
}

/** A person closed an episode of this kind: whatever happens later is a new one. */
export interface Cut {
  readonly kind: string
  readonly sensor: SensorUid | null
  readonly at: Instant
}

/** Everything about a household that does not come from its sensors, for one order. */
export interface Facts {
  readonly household: HouseholdId
  readonly order: Order
  readonly timeZone: string
  readonly policy: Policy
  readonly permits: readonly Permit[]
  readonly fittings: readonly Fitting[]
  readonly cuts: readonly Cut[]
}

/** Law 6: only what occurred within the order is recorded. */
export function withinOrder(order: Order, at: Instant): boolean {
  return order.startsAt <= at && at < order.endsAt
}
