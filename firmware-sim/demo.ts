import type { Clock } from '../base/instant.ts'
import { NO_FAULTS } from './faults.ts'
import { type Credential, type Fleet, startFleet } from './fleet.ts'
import type { HouseholdKey, PermitGrant } from './household.ts'

export interface DemoDoor {
  readonly household: HouseholdKey
  readonly sensor: Credential
}

export interface DemoOptions {
  readonly brokerUrl: string
  readonly doors: readonly DemoDoor[]
  readonly seed: number | string
  readonly clock: Clock
  readonly grantPermit: (grant: PermitGrant) => Promise<unknown>
}

/** A day in an hour: openings last seconds, a forgotten door stands open for minutes, each home has a breach. */
const DEMO_SPEED = 24

/** Longer than anybody watches. */
const DEMO_DAYS = 3650

/**
 * Lets the doors of a demonstration live until the fleet is stopped. Resolves when all first permits are granted and
 * the first day has begun; throws when no sensor can connect. Whoever starts it catches `played`, which rejects when
 * a later day's permit cannot be granted.
 */
export function startDemo({ doors, ...options }: DemoOptions): Promise<Fleet> {
  const households = doors.map(({ household, sensor }) => ({ key: household, sensors: [sensor] }))
  return startFleet({
    ...options,
    households,
    scenario: 'demonstration',
    days: DEMO_DAYS,
    speed: DEMO_SPEED,
    faults: NO_FAULTS,
  })
}
