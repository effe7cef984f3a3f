import type { AreaId, HouseholdId, OrderId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Queryable } from './transaction.ts'

/** What an order waits for before its household is watched. */
export const CONDITIONS = ['contact_phone', 'staff_channel', 'walk_test'] as const
export type Condition = (typeof CONDITIONS)[number]

/** Of a household `h` within its area `a`. Every sensor that is on a door has passed, and there is one. */
const CONTACT_CONFIRMED = 'h.contact_confirmed_at is not null'
const WALK_TESTED = `(select bool_and(f.walk_test_passed_at is not null) from fitting f
  where f.household_id = h.id and f.fitted_until is null) is true`
const STAFF_REACHED = `exists (select 1 from contact_point c
  where c.area_id = any(a.path) and c.disabled_at is null and c.delivered_at is not null)`

/** The conditions that an order `o` waits for; none once it is active or released. */
export const WAITING_FOR = `case when o.activated_at is null and o.released_at is null then array_remove(array[
  case when not (${CONTACT_CONFIRMED}) then 'contact_phone' end,
  case when not (${STAFF_REACHED}) then 'staff_channel' end,
  case when not (${WALK_TESTED}) then 'walk_test' end], null) else '{}' end`

const activate = (within: string): string => `
  with ready as (
    select o.id from quarantine_order o join household h on h.id = o.household_id join area a on a.id = h.area_id
    where ${within} and o.activated_at is null and o.watched_until > to_timestamp($2 / 1000.0)
      and ${CONTACT_CONFIRMED} and ${STAFF_REACHED} and ${WALK_TESTED}
    order by o.id for no key update of o
  ), activated as (
    update quarantine_order o set activated_at = to_timestamp($2 / 1000.0) from ready where o.id = ready.id
    returning o.id, o.household_id
  ), logged as (
    insert into order_change (order_id, at, what) select id, to_timestamp($2 / 1000.0), 'activated' from activated
  )`

/**
 * Activates the household's orders that wait and whose conditions are all true. The caller holds the household and the
 * areas around it.
 */
export async function activateOrdersOf(
  tx: Queryable,
  household: HouseholdId,
  now: Instant,
): Promise<readonly OrderId[]> {
  const { rows } = await tx.query<{ id: OrderId }>({
    name: 'activate_orders_of',
    text: `${activate('o.household_id = $1')} select id from activated order by id`,
    values: [household, now],
  })
  return rows.map((it) => it.id)
}

/** Watches of the households that were activated fall due, so that the sweep judges them. */
const LET_DUE = `insert into watch (household_id, deadline)
  select distinct household_id, to_timestamp($2 / 1000.0) from activated order by household_id
  on conflict (household_id) do update set deadline = least(watch.deadline, excluded.deadline)`

/** The same for every household of an area, which the caller holds; the sweep judges them. Returns how many. */
export async function activateOrdersWithin(tx: Queryable, area: AreaId, now: Instant): Promise<number> {
  const { rowCount } = await tx.query({
    name: 'activate_orders_within',
    text: `${activate('a.path @> array[$1::bigint]')} ${LET_DUE}`,
    values: [area, now],
  })
  return rowCount ?? 0
}

/** The same for many households, which the caller holds with the areas around them. Returns how many. */
export async function activateOrdersAmong(
  tx: Queryable,
  households: readonly HouseholdId[],
  now: Instant,
): Promise<number> {
  const { rowCount } = await tx.query({
    name: 'activate_orders_among',
    text: `${activate('o.household_id = any($1::bigint[])')} ${LET_DUE}`,
    values: [households, now],
  })
  return rowCount ?? 0
}

export interface Override {
  readonly by: string
  readonly reason: string
}

/** Activates an order whatever its conditions. False when it is active already, or over. */
export async function overrideActivationOf(
  tx: Queryable,
  order: OrderId,
  { by, reason }: Override,
  now: Instant,
): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'override_activation',
    text: `with activated as (
             update quarantine_order
             set activated_at = to_timestamp($4 / 1000.0), activated_by = $2, activation_reason = $3
             where id = $1 and activated_at is null and watched_until > to_timestamp($4 / 1000.0)
             returning id
           )
           insert into order_change (order_id, at, what, changed_by, reason)
           select id, to_timestamp($4 / 1000.0), 'activated', $2, $3 from activated`,
    values: [order, by, reason, now],
  })
  return rowCount === 1
}

/** Orders that should have begun, are not over, and wait: households that nobody watches. */
export async function countWaitingOrders(db: Queryable, now: Instant): Promise<number> {
  const { rows } = await db.query<{ n: number }>({
    name: 'count_waiting_orders',
    text: `select count(*) as n from quarantine_order
           where activated_at is null and starts_at <= to_timestamp($1 / 1000.0)
             and watched_until > to_timestamp($1 / 1000.0)`,
    values: [now],
  })
  return rows[0]?.n ?? 0
}
