import type { HouseholdId, SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Scope } from './area.ts'
import type { Queryable } from './transaction.ts'

export interface Fitting {
  readonly id: number
  readonly sensorUid: SensorUid
  readonly householdId: HouseholdId
  readonly door: string
  readonly from: Instant
  readonly until: Instant | null
  readonly walkTestPassedAt: Instant | null
}

const FITTING_COLUMNS = `f.id, f.sensor_uid as "sensorUid", f.household_id as "householdId", f.door,
  f.fitted_from as "from", f.fitted_until as "until", f.walk_test_passed_at as "walkTestPassedAt"`

/** The household's fittings, latest first. */
export async function listFittings(db: Queryable, householdId: HouseholdId, limit: number): Promise<Fitting[]> {
  const { rows } = await db.query<Fitting>({
    name: 'list_fittings',
    text: `select ${FITTING_COLUMNS} from fitting f where household_id = $1 order by fitted_from desc limit $2`,
    values: [householdId, limit],
  })
  return rows
}

export async function findFitting(db: Queryable, scope: Scope, id: number): Promise<Fitting | null> {
  const { rows } = await db.query<Fitting>({
    text: `select ${FITTING_COLUMNS} from fitting f join household h on h.id = f.household_id
             join area a on a.id = h.area_id
           where f.id = $2 and a.path && $1::bigint[]`,
    values: [scope, id],
  })
  return rows[0] ?? null
}

export async function findCurrentFitting(db: Queryable, uid: SensorUid): Promise<Fitting | null> {
  const { rows } = await db.query<Fitting>({
    name: 'find_current_fitting',
    text: `select ${FITTING_COLUMNS} from fitting f where sensor_uid = $1 and fitted_until is null`,
    values: [uid],
  })
  return rows[0] ?? null
}

/** Null when the sensor is fitted already. */
export async function insertFitting(
  db: Queryable,
  fitting: Pick<Fitting, 'sensorUid' | 'householdId' | 'door' | 'from'>,
): Promise<number | null> {
  const { rows } = await db.query<{ id: number }>({
    name: 'insert_fitting',
    text: `insert into fitting (sensor_uid, household_id, door, fitted_from) values ($1, $2, $3, $4)
           on conflict (sensor_uid) where fitted_until is null do nothing returning id`,
    values: [fitting.sensorUid, fitting.householdId, fitting.door, new Date(fitting.from)],
  })
  return rows[0]?.id ?? null
}

/** False when it has ended before. A fitting lasts at least a millisecond: two writes of the clock's same instant. */
export async function endFitting(db: Queryable, id: number, at: Instant): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'end_fitting',
    text: `update fitting set fitted_until = greatest($2::timestamptz, fitted_from + interval '1 millisecond')
           where id = $1 and fitted_until is null`,
    values: [id, new Date(at)],
  })
  return rowCount === 1
}

/** What a walk test showed: milliseconds until an opening and a closing were seen, and dBm; null where nobody knows. */
export interface WalkTestResult {
  readonly openedMs: number | null
  readonly closedMs: number | null
  readonly rssi: number | null
}

/** False when the fitting has ended. */
export async function passWalkTestOf(
  db: Queryable,
  id: number,
  by: string,
  { openedMs, closedMs, rssi }: WalkTestResult,
  at: Instant,
): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'pass_walk_test',
    text: `update fitting set walk_test_passed_at = $3, walk_test_passed_by = $2, walk_test_opened_ms = $4,
             walk_test_closed_ms = $5, walk_test_rssi = $6 where id = $1 and fitted_until is null`,
    values: [id, by, new Date(at), openedMs, closedMs, rssi],
  })
  return rowCount === 1
}
