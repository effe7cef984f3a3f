import type { HouseholdId, OrderId, PermitId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Queryable } from './transaction.ts'

/** The order that a household's own page is about. */
export interface ResidentOrder {
  readonly id: OrderId
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly releasedAt: Instant | null
  /** Null: nobody watches, and nothing is recorded. */
  readonly watchedFrom: Instant | null
}

/** The one that runs, else the last to begin; null when everything about the household is erased. */
export async function findResidentOrder(
  db: Queryable,
  household: HouseholdId,
  now: Instant,
): Promise<ResidentOrder | null> {
  const { rows } = await db.query<ResidentOrder>({
    name: 'find_resident_order',
    text: `select o.id, o.starts_at as "startsAt", o.ends_at as "endsAt", o.released_at as "releasedAt",
             o.watched_from as "watchedFrom"
           from quarantine_order o where o.household_id = $1
             and not exists (select 1 from erasure_report e where e.order_id = o.id)
           order by o.starts_at <= to_timestamp($2 / 1000.0) and o.watched_until > to_timestamp($2 / 1000.0) desc,
             o.starts_at desc limit 1`,
    values: [household, now],
  })
  return rows[0] ?? null
}

/** When the emergency permit that covers the household's openings now ends; null: there is none. */
export async function findEmergency(
  db: Queryable,
  household: HouseholdId,
  now: Instant,
): Promise<{ readonly id: PermitId; readonly grantedAt: Instant; readonly until: Instant } | null> {
  const { rows } = await db.query<{ id: PermitId; grantedAt: Instant; until: Instant }>({
    name: 'find_emergency',
    text: `select id, granted_at as "grantedAt", until_at as "until" from permit
           where household_id = $1 and reason = 'emergency' and revoked_at is null and until_at > to_timestamp($2 / 1000.0)
           order by until_at desc limit 1`,
    values: [household, now],
  })
  return rows[0] ?? null
}
