import type { SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Queryable } from './transaction.ts'

export interface NewDistrust {
  readonly sensorUid: SensorUid
  readonly from: Instant
  readonly cause: 'unreadable' | 'doubled' | 'staff'
  readonly reason: string
  readonly begunBy: string
}

/** False when the sensor is unknown, or not believed already. */
export async function insertDistrust(tx: Queryable, it: NewDistrust): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'insert_distrust',
    text: `insert into sensor_distrust (sensor_uid, from_at, cause, reason, begun_by)
           select uid, $2, $3, $4, $5 from sensor where uid = $1
           on conflict (sensor_uid) where until_at is null do nothing`,
    values: [it.sensorUid, new Date(it.from), it.cause, it.reason, it.begunBy],
  })
  return rowCount === 1
}

/** False when it is believed. A distrust lasts at least a millisecond: two writes of the clock's same instant. */
export async function endDistrust(
  tx: Queryable,
  sensorUid: SensorUid,
  at: Instant,
  endedBy: string,
  reason: string,
): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'end_distrust',
    text: `update sensor_distrust set until_at = greatest($2::timestamptz, from_at + interval '1 millisecond'), ended_by = $3,
             end_reason = $4 where sensor_uid = $1 and until_at is null`,
    values: [sensorUid, new Date(at), endedBy, reason],
  })
  return rowCount === 1
}

export async function eraseDistrusts(db: Queryable, endedBefore: Instant): Promise<void> {
  await db.query({
    name: 'erase_distrusts',
    text: 'delete from sensor_distrust where until_at < to_timestamp($1 / 1000.0)',
    values: [endedBefore],
  })
}
