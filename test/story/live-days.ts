import type { Pool } from 'pg'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { startEscalator } from '../../alerts/escalator.ts'
import { startSweep } from '../../alerts/sweep.ts'
import { type HouseholdId, type OrderId, orderId } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import { type Difference as ReplayDifference, replayOrder } from '../../evaluator/replay-order.ts'
import { WatchCache } from '../../evaluator/watch-cache.ts'
import { type Difference, differences, type Found } from '../../firmware-sim/check.ts'
import { NO_FAULTS } from '../../firmware-sim/faults.ts'
import { type Fleet, startFleet } from '../../firmware-sim/fleet.ts'
import type { HouseholdKey } from '../../firmware-sim/household.ts'
import { playStepped } from '../../firmware-sim/play-stepped.ts'
import type { ScenarioName } from '../../firmware-sim/scenario.ts'
import { SteppedClock } from '../../firmware-sim/stepped-clock.ts'
import { type CommunityDoor, seedCommunity } from '../../registry/community.ts'
import { grantPermit } from '../../registry/permit.ts'
import { ensureRootArea } from '../../registry/root-area.ts'
import { inSnapshot, inTransaction } from '../../store/transaction.ts'
import { policySettings } from '../../watch/policy.ts'
import { startPipeline } from '../ingest/pipeline.ts'

export interface DaysOptions {
  readonly pool: Pool
  readonly seed: number
  readonly days: number
  readonly scenario: ScenarioName
  /** Between a sensor's heartbeats. */
  readonly heartbeatMs: number
  /** What the sensors are expected to report within. */
  readonly reportingLimitSeconds: number
  readonly onProgress?: (share: number) => void
}

/** What the community's days came to, three times: lived, replayed, and as the simulator knows it. */
export interface DaysLived {
  readonly households: number
  readonly events: number
  readonly openings: number
  /** Alerts by kind, without those merged into others. */
  readonly alerts: Readonly<Record<string, number>>
  readonly permits: number
  /** How often what came late made a story be told from its start. */
  readonly toldAnew: number
  /** Live against replay, to the row. */
  readonly replayDifferences: readonly (ReplayDifference & { readonly household: HouseholdId })[]
  /** The service against the simulator's own account. */
  readonly accountDifferences: readonly Difference[]
}

const STARTS_AT = Date.UTC(2026, 0, 5, 16)
const MINUTE_MS = 60_000
const SWEEP_EVERY_MS = MINUTE_MS
/** The sweep is called by the clock that is stepped, not by this. */
const NEVER_MS = 2 ** 31 - 1
/** Everything happens at its exact instant; halves of milliseconds are rounded twice on their way. */
const TOLERANCE_MS = 2

interface Community {
  readonly pool: Pool
  readonly clock: SteppedClock
  readonly fleet: Fleet
  readonly doors: readonly CommunityDoor[]
  readonly passTime: () => Promise<void>
  readonly options: DaysOptions
  readonly metrics: Registry
}

/**
 * The demonstration's 40 households live some days with a real broker, ingest and database, on a clock that stands
 * still while messages and transactions take their time: every rule sees the days' own durations. Afterwards the clock
 * goes to the end of the orders, every order is replayed, and the simulator is asked what it knows.
 */
export async function liveDays(options: DaysOptions): Promise<DaysLived> {
  const { pool, seed, days, scenario, heartbeatMs, reportingLimitSeconds } = options
  const clock = new SteppedClock(STARTS_AT)
  const doors = await seedCommunity(pool, clock.clock, { reportingLimitSeconds })
  const pipeline = await startPipeline(pool, clock.clock)
  const log = pino({ level: 'silent' })
  const ensurePulse = async () => undefined
  const given = { pool, clock: clock.clock, log }
  const escalator = startEscalator({ ...given, metrics: new Registry() })
  const passing = { ...given, cache: new WatchCache(), everyMs: NEVER_MS, ensurePulse, escalateDue: escalator.run }
  const sweep = startSweep(passing)
  try {
    const fleet = await startFleet({
      brokerUrl: `mqtt://127.0.0.1:${pipeline.port}`,
      households: doors.map((it) => ({ key: it.householdId, sensors: [{ id: it.uid, secret: it.secret }] })),
      ...{ seed, scenario, days, speed: 1, faults: NO_FAULTS, profile: { heartbeatMs } },
      ...{ clock: clock.clock, after: clock.after, grantPermit: await permitOffice(pool, clock, doors) },
    })
    try {
      const community = { pool, clock, fleet, doors, options, metrics: pipeline.metrics, passTime: () => sweep.run() }
      await liveThrough(community)
      return await compare(community)
    } finally {
      await fleet.stop()
    }
  } finally {
    await sweep.stop()
    await pipeline.close()
  }
}

async function permitOffice(pool: Pool, clock: SteppedClock, doors: readonly CommunityDoor[]) {
  const root = await inTransaction(pool, ensureRootArea)
  const households = new Map(doors.map((it): [HouseholdKey, HouseholdId] => [it.householdId, it.householdId]))
  return async ({
    household,
    ...permit
  }: { household: HouseholdKey } & Omit<
    Parameters<typeof grantPermit>[2],
    'householdId' | 'areaId' | 'goingOut' | 'grantedBy'
  >) => {
    const householdId = households.get(household)
    if (householdId === undefined) throw new RangeError(`no household ${household}`)
    const grant = { ...permit, householdId, areaId: null, goingOut: false, grantedBy: 'the duty desk' }
    await inTransaction(pool, (tx) => grantPermit(tx, [root], grant, clock.clock()))
  }
}

async function liveThrough({ clock, fleet, passTime, options }: Community): Promise<void> {
  await playStepped(fleet, clock, SWEEP_EVERY_MS, async () => {
    options.onProgress?.(fleet.progress().share)
    await passTime()
  })
  await fleet.quiet()
  const owing = await fleet.drained(0)
  if (owing > 0) throw new Error(`${owing} sensors still hold messages that were not acknowledged`)
  await fleet.stop()
}

async function compare({ pool, clock, fleet, doors, options, metrics, passTime }: Community): Promise<DaysLived> {
  const orders = await ordersOf(pool)
  const endsAt = Math.max(...orders.map((it) => it.endsAt))
  clock.goTo(endsAt + MINUTE_MS)
  await passTime()
  const replays = []
  for (const { household, order } of orders) {
    const replay = await inSnapshot(pool, (tx) => replayOrder(tx, household, order, clock.clock()))
    if (replay !== null) replays.push(replay)
  }
  const policy = { ...policySettings.parse({}), name: 'default', version: 1 }
  const basis = { startsAt: STARTS_AT, endsAt, policy, timeZone: 'Asia/Shanghai' }
  const expected = fleet.expectations(
    { ...basis, reportingLimitMs: options.reportingLimitSeconds * 1000 },
    clock.clock(),
  )
  const compared = expected.map(async (it) => differences(it, await found(pool, Number(it.household)), TOLERANCE_MS))
  const { rows } = await pool.query<{ kind: string; n: number }>(
    'select kind, count(*)::int as n from alert where merged_into is null group by kind order by kind',
  )
  return {
    households: doors.length,
    events: replays.reduce((sum, it) => sum + it.events, 0),
    openings: replays.reduce((sum, it) => sum + it.openings, 0),
    alerts: Object.fromEntries(rows.map((it) => [it.kind, it.n])),
    permits: fleet.account().reduce((sum, it) => sum + it.permits.length, 0),
    toldAnew: (await metrics.getSingleMetric('menshen_stories_told_anew_total')?.get())?.values[0]?.value ?? 0,
    replayDifferences: replays.flatMap(({ household, differences: all }) => all.map((it) => ({ household, ...it }))),
    accountDifferences: (await Promise.all(compared)).flat(),
  }
}

async function ordersOf(pool: Pool): Promise<readonly { household: HouseholdId; order: OrderId; endsAt: Instant }[]> {
  const { rows } = await pool.query<{ household: HouseholdId; order: number; endsAt: Instant }>(
    'select id as "order", household_id as household, ends_at as "endsAt" from quarantine_order order by id',
  )
  return rows.map((it) => ({ ...it, order: orderId.parse(it.order) }))
}

/** What the service says about a household, as its API would. */
async function found(pool: Pool, household: number): Promise<Found> {
  const openings = await pool.query<Found['openings'][number]>(
    `select sensor_uid as "sensorUid", opened_at as "openedAt", closed_at as "closedAt", permit_id as "permitId"
     from opening where household_id = $1`,
    [household],
  )
  const alerts = await pool.query<Found['alerts'][number]>(
    `select id, kind, count, cleared_reason as "clearedReason" from alert where household_id = $1 and merged_into is null`,
    [household],
  )
  return { openings: openings.rows, alerts: alerts.rows }
}
