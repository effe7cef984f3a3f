import type { AlertId, PermitId, SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Alert, Severity } from './alert.ts'
import type { LaneWindow } from './door-span.ts'
import type { PermitReason } from './permit.ts'
import type { Queryable } from './transaction.ts'

/** Of each kind as many as a person can tell apart; the latest. */
const MARKS_MAX = 500

const WITHIN = 'to_timestamp($3 / 1000.0)'
const SINCE = 'to_timestamp($2 / 1000.0)'

export interface LaneAlert {
  readonly id: AlertId
  readonly kind: string
  readonly severity: Severity
  readonly handling: Alert['handling']
  readonly from: Instant
  readonly until: Instant | null
}

export interface LanePermit {
  readonly id: PermitId
  readonly reason: PermitReason
  readonly openingsMax: number
  readonly from: Instant
  /** When it was revoked, if that came first. */
  readonly until: Instant
}

export interface LaneTest {
  readonly id: number
  readonly sensor: SensorUid | null
  readonly reason: string
  readonly from: Instant
  readonly until: Instant
}

export interface LaneOutage {
  readonly id: number
  readonly from: Instant
  readonly until: Instant
}

export interface LaneMarks {
  readonly alerts: readonly LaneAlert[]
  readonly permits: readonly LanePermit[]
  readonly tests: readonly LaneTest[]
  readonly outages: readonly LaneOutage[]
}

/** What touches the window besides the doors themselves. */
export async function readLaneMarks(db: Queryable, window: LaneWindow): Promise<LaneMarks> {
  return {
    alerts: await readAlerts(db, window),
    permits: await readPermits(db, window),
    tests: await readTests(db, window),
    outages: await readOutages(db, window),
  }
}

async function readAlerts(db: Queryable, { household, from, until }: LaneWindow): Promise<LaneAlert[]> {
  const { rows } = await db.query<LaneAlert>({
    name: 'read_lane_alerts',
    text: `select id, kind, severity, handling, started_at as from, cleared_at as until from alert
           where household_id = $1 and merged_into is null and started_at < ${WITHIN}
             and (cleared_at is null or greatest(cleared_at, last_at) >= ${SINCE})
           order by id desc limit ${MARKS_MAX}`,
    values: [household, from, until],
  })
  return rows
}

async function readPermits(db: Queryable, { household, from, until }: LaneWindow): Promise<LanePermit[]> {
  const { rows } = await db.query<LanePermit>({
    name: 'read_lane_permits',
    text: `select id, reason, openings_max as "openingsMax", from_at as from, least(until_at, revoked_at) as until
           from permit where (household_id = $1 or area_id = any((
               select a.path from household h join area a on a.id = h.area_id where h.id = $1)::bigint[]))
             and from_at < ${WITHIN} and until_at > ${SINCE} and (revoked_at is null or revoked_at > from_at)
           order by from_at desc limit ${MARKS_MAX}`,
    values: [household, from, until],
  })
  return rows
}

async function readTests(db: Queryable, { household, from, until }: LaneWindow): Promise<LaneTest[]> {
  const { rows } = await db.query<LaneTest>({
    name: 'read_lane_tests',
    text: `select id, sensor_uid as sensor, reason, from_at as from, least(until_at, ended_at) as until from on_test
           where household_id = $1 and from_at < ${WITHIN} and least(until_at, ended_at) > ${SINCE}
           order by id desc limit ${MARKS_MAX}`,
    values: [household, from, until],
  })
  return rows
}

/** When nobody of ours heard anything, latest first. */
export async function readOutages(
  db: Queryable,
  { from, until }: Pick<LaneWindow, 'from' | 'until'>,
): Promise<LaneOutage[]> {
  const { rows } = await db.query<LaneOutage>({
    name: 'read_lane_outages',
    text: `select id, from_at as from, until_at as until from outage
           where until_at > to_timestamp($1 / 1000.0) and from_at < to_timestamp($2 / 1000.0)
           order by id desc limit ${MARKS_MAX}`,
    values: [from, until],
  })
  return rows
}

export interface LaneOpenings {
  /** The beginning of the time that is counted. */
  readonly from: Instant
  readonly door: string
  readonly openings: number
  /** Of these, those that no permit covers, and that were no test. */
  readonly uncovered: number
}

/** Openings that began in the window, counted by stretches of `bucketMs` from its beginning, ascending. */
export async function countLaneOpenings(db: Queryable, window: LaneWindow, bucketMs: number): Promise<LaneOpenings[]> {
  const { rows } = await db.query<LaneOpenings>({
    name: 'count_lane_openings',
    text: `select $2 + $4 * floor((extract(epoch from p.opened_at)::float8 * 1000 - $2) / $4::float8) as from, f.door,
             count(*)::int as openings,
             (count(*) filter (where p.permit_id is null and p.explanation ->> 'verdict' <> 'test'))::int as uncovered
           from opening p join fitting f on f.sensor_uid = p.sensor_uid and f.household_id = p.household_id
             and f.fitted_from <= p.opened_at and (f.fitted_until is null or f.fitted_until > p.opened_at)
           where p.household_id = $1 and p.opened_at >= to_timestamp($2 / 1000.0) and p.opened_at < to_timestamp($3 / 1000.0)
           group by 1, 2 order by 1, 2`,
    values: [window.household, window.from, window.until, bucketMs],
  })
  return rows
}

export interface LaneReading {
  readonly at: Instant
  readonly sensor: SensorUid
  readonly batteryPercent: number | null
  readonly batteryMillivolts: number | null
  readonly rssi: number | null
}

/** What the household's sensors said of themselves, the worst of each stretch of `bucketMs`. */
export async function readLaneReadings(db: Queryable, window: LaneWindow, bucketMs: number): Promise<LaneReading[]> {
  const { rows } = await db.query<LaneReading>({
    name: 'read_lane_readings',
    text: `select max(r.read_at) as at, r.sensor_uid as sensor, min(r.battery_percent) as "batteryPercent",
             min(r.battery_millivolts) as "batteryMillivolts", min(r.rssi) as rssi
           from fitting f join sensor_reading r on r.sensor_uid = f.sensor_uid and r.read_at >= f.fitted_from
             and (f.fitted_until is null or r.read_at < f.fitted_until)
           where f.household_id = $1 and r.read_at >= to_timestamp($2 / 1000.0) and r.read_at < to_timestamp($3 / 1000.0)
           group by r.sensor_uid, floor((extract(epoch from r.read_at)::float8 * 1000 - $2) / $4::float8) order by 1`,
    values: [window.household, window.from, window.until, bucketMs],
  })
  return rows
}
