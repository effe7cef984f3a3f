import type { SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Queryable } from './transaction.ts'

/** A limit that was learned, in force from `from` on. */
export interface LearnedLimitRow {
  readonly sensor: SensorUid
  readonly from: Instant
  readonly limitSeconds: number
  /** The number of gaps between messages that it was learned from, and the usual one among them. */
  readonly gaps: number
  readonly usualSeconds: number
}

export async function insertReportingLimit(tx: Queryable, row: LearnedLimitRow): Promise<void> {
  await tx.query({
    name: 'insert_reporting_limit',
    text: `insert into reporting_limit (sensor_uid, from_at, limit_seconds, gaps, quantile_seconds)
           values ($1, to_timestamp($2 / 1000.0), $3, $4, $5) on conflict do nothing`,
    values: [row.sensor, row.from, row.limitSeconds, row.gaps, row.usualSeconds],
  })
}

/** Limits that went out of force before an instant, and those of sensors on no door. Returns how many went. */
export async function eraseReportingLimits(db: Queryable, before: Instant): Promise<number> {
  const { rowCount } = await db.query({
    name: 'erase_reporting_limits',
    text: `delete from reporting_limit l where l.from_at < to_timestamp($1 / 1000.0) and (
             not exists (select 1 from fitting f where f.sensor_uid = l.sensor_uid and f.fitted_until is null)
             or exists (select 1 from reporting_limit n where n.sensor_uid = l.sensor_uid and n.from_at > l.from_at
               and n.from_at < to_timestamp($1 / 1000.0)))`,
    values: [before],
  })
  return rowCount ?? 0
}
