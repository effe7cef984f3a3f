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
  /** The resident goes out under it and comes back: two openings. */
  readonly goingOut: boolean
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
  /** The gateway it speaks through, if any. */
  readonly gateway: string | null
  /** Nothing heard for longer than this means that we do not know the door: the profile's limit, until one is learned. */
  readonly reportingLimitMs: number
  /** Limits learned from what the sensor does, ascending by `from`; each holds from its time on. */
  readonly limits: readonly ReportingLimit[]
  /** When its battery was forecast to be empty, ascending by `at`. */
  readonly forecasts: readonly BatteryForecast[]
  /** What the sensor had last said when the order began; null when nobody knew. */
  readonly contactAtStart: Contact | null
}

export interface ReportingLimit {
  readonly from: Instant
  readonly reportingLimitMs: number
}

/** A forecast made at `at`; `emptyAt` null: no end in sight. */
export interface BatteryForecast {
  readonly at: Instant
  readonly emptyAt: Instant | null
}

/** A policy holds from its time on, until the next one's; it never rewrites the past. */
export interface PolicySpan {
  readonly from: Instant
  readonly policy: Policy
}

/** While a door is on test its openings are recorded as such and raise nothing. `sensor` null: all doors. */
export interface OnTest {
  readonly sensor: SensorUid | null
  readonly from: Instant
  /** The window is `[from, until)` and ends by itself. */
  readonly until: Instant
  readonly reason: string
  readonly by: string
}

/** We could not hear anybody in `[from, until)`. */
export interface Outage {
  readonly from: Instant
  readonly until: Instant
}

export const DISTRUST_CAUSES = ['unreadable', 'doubled', 'staff'] as const

/**
 * Why a sensor is not believed: most of what it says cannot be read, two devices speak under its name, or a person said
 * so.
 */
export type DistrustCause = (typeof DISTRUST_CAUSES)[number]

/** What a sensor says in `[from, until)` proves nothing; `until` null: it has not been trusted again. */
export interface Distrust {
  readonly sensor: SensorUid
  readonly from: Instant
  readonly until: Instant | null
  readonly cause: DistrustCause
}

/** A person closed an episode of this kind: whatever happens later is a new one. */
export interface Cut {
  readonly kind: string
  readonly at: Instant
}

/** Everything about a household that does not come from its sensors, for one order. */
export interface Facts {
  readonly household: HouseholdId
  readonly order: Order
  readonly timeZone: string
  /** Ascending by `from`; the first holds at the order's start. Never empty. */
  readonly policies: readonly [PolicySpan, ...PolicySpan[]]
  readonly permits: readonly Permit[]
  /** In the order in which they were fitted. */
  readonly fittings: readonly Fitting[]
  readonly tests: readonly OnTest[]
  readonly distrusts: readonly Distrust[]
  readonly outages: readonly Outage[]
  readonly cuts: readonly Cut[]
}

/** When a sensor is taken off its door; never while nobody has done so. */
export function takenOffAt({ until }: Fitting): Instant {
  return until ?? Number.POSITIVE_INFINITY
}

/** The policy in force at an instant. */
export function policyAt({ policies }: Pick<Facts, 'policies'>, at: Instant): Policy {
  if (policies.length === 1) return policies[0].policy
  return (policies.findLast((it) => it.from <= at) ?? policies[0]).policy
}

/** How long the sensor may be quiet after having been heard at an instant. */
export function reportingLimitAt({ limits, reportingLimitMs }: Fitting, at: Instant): number {
  if (limits.length === 0) return reportingLimitMs
  return limits.findLast((it) => it.from <= at)?.reportingLimitMs ?? reportingLimitMs
}

/** The test window that touches `[from, until]` on a sensor's door, if any. */
export function testOver(facts: Facts, sensor: SensorUid, from: Instant, until: Instant): OnTest | undefined {
  if (facts.tests.length === 0) return undefined
  return facts.tests.find((it) => isTestOf(it, sensor) && it.from <= until && from < it.until)
}

export function isTestOf(test: OnTest, sensor: SensorUid): boolean {
  return test.sensor === null || test.sensor === sensor
}

/** When a sensor is trusted again; never while nobody has said so. */
export function trustedAgainAt({ until }: Distrust): Instant {
  return until ?? Number.POSITIVE_INFINITY
}

/** Whether a sensor was not believed at any time in `[from, until]`. */
export function isDistrustedIn({ distrusts }: Facts, sensor: SensorUid, from: Instant, until: Instant): boolean {
  if (distrusts.length === 0) return false
  return distrusts.some((it) => it.sensor === sensor && it.from <= until && from < trustedAgainAt(it))
}

/** Whether a person closed an episode of this kind between two instants, so that what follows is a new one. */
export function isCutBetween(facts: Facts, kind: string, after: Instant, before: Instant): boolean {
  return facts.cuts.some((it) => it.kind === kind && after <= it.at && it.at < before)
}

/** Law 6: only what occurred within the order is recorded. */
export function withinOrder(order: Order, at: Instant): boolean {
  return order.startsAt <= at && at < order.endsAt
}

/** The fitting in which a sensor was on one of the household's doors at an instant. */
export function fittingAt(facts: Facts, sensor: SensorUid, at: Instant): Fitting | undefined {
  return facts.fittings.find((it) => it.sensor === sensor && it.from <= at && (it.until === null || at < it.until))
}

/** Whether an event belongs to the story: it occurred within the order, at a door of the household. */
export function belongs(facts: Facts, { sensor, occurredAt }: { sensor: SensorUid; occurredAt: Instant }): boolean {
  return withinOrder(facts.order, occurredAt) && fittingAt(facts, sensor, occurredAt) !== undefined
}
