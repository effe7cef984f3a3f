import type { SensorUid } from '../base/id.ts'
import { householdId, orderId, permitId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Facts } from '../watch/facts.ts'
import type { Opening } from '../watch/opening.ts'
import type { Policy } from '../watch/policy.ts'
import type { Finding } from '../watch/rule.ts'
import { tellAnew } from '../watch/story.ts'
import type { SensorCounts } from './door-sensor.ts'
import type { HouseholdKey, PermitGrant, Silence, SimulatedHousehold } from './household.ts'

export interface SensorAccount extends SensorCounts {
  readonly id: string
  /** Counted by the sensor since manufacture. */
  readonly openings: number
  readonly tampers: number
}

export interface DoorInterval {
  readonly sensor: string
  readonly openedAt: Instant
  readonly closedAt: Instant | null
}

/** What the simulator knows of one home, whatever the service has heard. */
export interface HouseholdAccount {
  readonly household: HouseholdKey
  readonly sensors: readonly SensorAccount[]
  readonly openings: readonly DoorInterval[]
  readonly silences: readonly Silence[]
  readonly permits: readonly PermitGrant[]
  /** False when a journal overflowed or more happened than is remembered: then the service may rightly know less. */
  readonly complete: boolean
}

/** The part of a household's facts that the simulator does not make itself. */
export interface ExpectationBasis {
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly policy: Policy
  readonly timeZone: string
  readonly reportingLimitMs: number
}

/** What the service should have concluded about one home. */
export interface Expectation {
  readonly household: HouseholdKey
  readonly openings: readonly Opening[]
  /** Raised alerts by kind: how many, and how many happenings they merge. */
  readonly alerts: Readonly<Record<string, { readonly alerts: number; readonly happenings: number }>>
}

export function accountOf(household: SimulatedHousehold): HouseholdAccount {
  const sensors = household.sensors.map((sensor) => ({
    ...sensor.counts,
    id: sensor.id,
    openings: sensor.firmware.flash.openings,
    tampers: household.events.filter((event) => event.sensor === sensor.id && event.kind === 'tamper').length,
  }))
  return {
    household: household.key,
    sensors,
    openings: intervals(household),
    silences: [...household.silences],
    permits: [...household.grants],
    complete: household.eventsForgotten === 0 && sensors.every((sensor) => sensor.dropped === 0),
  }
}

/**
 * The same pure functions that judge live traffic, over the sensors' own messages (law 4). Lateness is not known here:
 * every message counts as heard when it happened.
 */
export function expectationOf(household: SimulatedHousehold, basis: ExpectationBasis, at: Instant): Expectation {
  const told = tellAnew(factsOf(household, basis), household.events, at)
  return {
    household: household.key,
    openings: [...told.openings.values()].toSorted((a, b) => a.openedAt - b.openedAt),
    alerts: byKind([...told.findings.values()]),
  }
}

/** A door stands open from `opened` to the next message that says it is closed. */
function intervals(household: SimulatedHousehold): readonly DoorInterval[] {
  const done: DoorInterval[] = []
  const open = new Map<SensorUid, Instant>()
  for (const { sensor, kind, contact, occurredAt } of household.events) {
    const openedAt = open.get(sensor)
    if (kind === 'opened' && openedAt === undefined) open.set(sensor, occurredAt)
    if (contact === 'closed' && openedAt !== undefined) {
      done.push({ sensor, openedAt, closedAt: occurredAt })
      open.delete(sensor)
    }
  }
  for (const [sensor, openedAt] of open) done.push({ sensor, openedAt, closedAt: null })
  return done
}

function factsOf(household: SimulatedHousehold, basis: ExpectationBasis): Facts {
  const { startsAt, endsAt, policy, timeZone, reportingLimitMs } = basis
  const sensors = new Set(household.events.map((event) => event.sensor))
  return {
    household: householdId.parse(1),
    order: { id: orderId.parse(1), startsAt, endsAt },
    timeZone,
    policies: [{ from: startsAt, policy }],
    permits: household.grants.map(({ from, until, reason, openingsMax }, index) => ({
      ...{ id: permitId.parse(index + 1), from, until, reason, openingsMax },
      ...{ goingOut: false, grantedBy: 'the simulator', grantedAt: startsAt, revokedAt: null },
    })),
    fittings: [...sensors].map((sensor, index) => ({
      ...{ sensor, door: `${index + 1}`, from: startsAt, until: null, reportingLimitMs, contactAtStart: null },
      ...{ gateway: null, limits: [], forecasts: [] },
    })),
    tests: [],
    distrusts: [],
    outages: [],
    cuts: [],
  }
}

function byKind(findings: readonly Finding[]): Expectation['alerts'] {
  const alerts: Record<string, { alerts: number; happenings: number }> = {}
  for (const { kind, episode } of findings) {
    if (!episode.raised || episode.clearedReason === 'withdrawn') continue
    const so = alerts[kind] ?? { alerts: 0, happenings: 0 }
    alerts[kind] = { alerts: so.alerts + 1, happenings: so.happenings + episode.count }
  }
  return alerts
}
