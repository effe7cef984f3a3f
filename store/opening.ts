import type { HouseholdId, OrderId, PermitId, SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Queryable } from './transaction.ts'

export interface OpeningRecord {
  readonly orderId: OrderId
  readonly sensorUid: SensorUid
  readonly openedAt: Instant
  readonly closedAt: Instant | null
  readonly permitId: PermitId | null
  readonly explanation: unknown
}

export interface OpeningFilter {
  readonly householdId: HouseholdId
  readonly from: Instant
  readonly until: Instant
  readonly limit: number
}

/** The household's openings that began in `[from, until)`, latest first. */
export async function listOpenings(db: Queryable, filter: OpeningFilter): Promise<OpeningRecord[]> {
  const { rows } = await db.query<OpeningRecord>({
    name: 'list_openings',
    text: `select order_id as "orderId", sensor_uid as "sensorUid", opened_at as "openedAt", closed_at as "closedAt",
             permit_id as "permitId", explanation
           from opening
           where household_id = $1 and opened_at >= $2 and opened_at < $3 order by opened_at desc limit $4`,
    values: [filter.householdId, new Date(filter.from), new Date(filter.until), filter.limit],
  })
  return rows
}
