import type { HouseholdId, SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Scope } from './area.ts'
import { onlyRow } from './only-row.ts'
import type { Queryable } from './transaction.ts'

/** A door on test, or with no sensor named all doors of the household. */
export interface OnTestRecord {
  readonly id: number
  readonly householdId: HouseholdId
  readonly sensorUid: SensorUid | null
  readonly from: Instant
  readonly until: Instant
  /** When a person ended it before its time. */
  readonly endedAt: Instant | null
  readonly reason: string
  readonly putBy: string
}

const ON_TEST_COLUMNS = `n.id, n.household_id as "householdId", n.sensor_uid as "sensorUid", n.from_at as "from",
  n.until_at as "until", n.ended_at as "endedAt", n.reason, n.put_by as "putBy"`

/** Latest first. */
export async function listOnTests(db: Queryable, householdId: HouseholdId, limit: number): Promise<OnTestRecord[]> {
  const { rows } = await db.query<OnTestRecord>({
    name: 'list_on_tests',
    text: `select ${ON_TEST_COLUMNS} from on_test n where n.household_id = $1 order by n.id desc limit $2`,
    values: [householdId, limit],
  })
  return rows
}

export async function findOnTest(db: Queryable, scope: Scope, id: number): Promise<OnTestRecord | null> {
  const { rows } = await db.query<OnTestRecord>({
    name: 'find_on_test',
    text: `select ${ON_TEST_COLUMNS} from on_test n join household h on h.id = n.household_id
             join area a on a.id = h.area_id where n.id = $2 and a.path && $1::bigint[]`,
    values: [scope, id],
  })
  return rows[0] ?? null
}

/** Until when the door of this sensor, or its whole household, is on test at an instant; null: it is not. */
export async function onTestUntil(db: Queryable, uid: SensorUid, at: Instant): Promise<Instant | null> {
  const { rows } = await db.query<{ until: Instant | null }>({
    name: 'on_test_until',
    text: `select max(least(n.until_at, n.ended_at)) as until from fitting f join on_test n on n.household_id = f.household_id
           where f.sensor_uid = $1 and f.fitted_until is null and (n.sensor_uid is null or n.sensor_uid = $1)
             and n.from_at <= $2 and least(n.until_at, n.ended_at) > $2`,
    values: [uid, new Date(at)],
  })
  return rows[0]?.until ?? null
}

/** One that a door of the household is on at an instant. */
export async function findRunningTest(
  db: Queryable,
  householdId: HouseholdId,
  sensorUid: SensorUid | null,
  at: Instant,
): Promise<number | null> {
  const { rows } = await db.query<{ id: number }>({
    name: 'find_running_test',
    text: `select id from on_test where household_id = $1 and ($2::text is null or sensor_uid is null or sensor_uid = $2)
             and from_at <= $3 and least(until_at, ended_at) > $3 limit 1`,
    values: [householdId, sensorUid, new Date(at)],
  })
  return rows[0]?.id ?? null
}

export async function insertOnTest(tx: Queryable, it: Omit<OnTestRecord, 'id' | 'endedAt'>): Promise<number> {
  const { rows } = await tx.query<{ id: number }>({
    name: 'insert_on_test',
    text: `insert into on_test (household_id, sensor_uid, from_at, until_at, reason, put_by)
           values ($1, $2, $3, $4, $5, $6) returning id`,
    values: [it.householdId, it.sensorUid, new Date(it.from), new Date(it.until), it.reason, it.putBy],
  })
  return onlyRow(rows).id
}

/** False when it is over. */
export async function endOnTestAt(tx: Queryable, id: number, at: Instant): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'end_on_test',
    text: 'update on_test set ended_at = $2 where id = $1 and ended_at is null and from_at < $2 and until_at > $2',
    values: [id, new Date(at)],
  })
  return rowCount === 1
}

/** Ends whichever test of this one door runs. False when none did. */
export async function endTestsOfSensor(tx: Queryable, uid: SensorUid, at: Instant): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'end_tests_of_sensor',
    text: `update on_test set ended_at = $2
           where sensor_uid = $1 and ended_at is null and from_at < $2 and until_at > $2`,
    values: [uid, new Date(at)],
  })
  return (rowCount ?? 0) > 0
}
