import type { HouseholdId, OrderId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Queryable } from './transaction.ts'

export interface ClaimedOrder {
  readonly order: OrderId
  readonly household: HouseholdId
}

export interface Claim {
  /** Orders whose check has begun before this are due. */
  readonly since: Instant
  /** Orders that were over before this are done with. */
  readonly endedSince: Instant
  readonly now: Instant
  readonly limit: number
}

/**
 * Takes orders whose conclusions are due for a check, those that have waited longest first; nobody else takes them. Fewer
 * than there are when somebody else takes some at the same moment.
 */
export async function claimChecks(
  db: Queryable,
  { since, endedSince, now, limit }: Claim,
): Promise<readonly ClaimedOrder[]> {
  const { rows } = await db.query<ClaimedOrder>({
    name: 'claim_checks',
    text: `
      with due as (
        select o.id from quarantine_order o left join self_check c on c.order_id = o.id
        where o.starts_at <= to_timestamp($3 / 1000.0) and least(o.ends_at, o.released_at) > to_timestamp($2 / 1000.0)
          and (c.begun_at is null or c.begun_at < to_timestamp($1 / 1000.0))
          and not exists (select 1 from erasure_report e where e.order_id = o.id)
        order by c.begun_at nulls first, o.id limit $4
      ), claimed as (
        insert into self_check as c (order_id, begun_at) select id, to_timestamp($3 / 1000.0) from due order by id
        on conflict (order_id) do update set begun_at = excluded.begun_at, differences = null
          where c.begun_at < to_timestamp($1 / 1000.0)
        returning order_id
      )
      select o.id as "order", o.household_id as household from claimed join quarantine_order o on o.id = claimed.order_id
      order by o.id`,
    values: [since, endedSince, now, limit],
  })
  return rows
}

export async function noteCheck(db: Queryable, order: OrderId, differences: number): Promise<void> {
  await db.query({
    name: 'note_check',
    text: 'update self_check set differences = $2 where order_id = $1',
    values: [order, differences],
  })
}
