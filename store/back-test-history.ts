import type { AlertId, AreaId, HouseholdId, OrderId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { onlyRow } from './only-row.ts'
import type { Queryable } from './transaction.ts'

/** Which history: orders that have an instant in common with `[from, until)`, within an area and all below it. */
export interface HistorySpan {
  /** Null: everywhere. */
  readonly area: AreaId | null
  readonly from: Instant
  readonly until: Instant
}

/** An order, and the building that its household lives in: the nearest one around it, else its own area. */
export interface HistoryOrder {
  readonly order: OrderId
  readonly household: HouseholdId
  readonly building: AreaId
  readonly buildingName: string
}

const WITHIN = `quarantine_order o join household h on h.id = o.household_id join area a on a.id = h.area_id
  where ($1::int8 is null or a.path @> array[$1::int8]) and o.watched_from < to_timestamp($3 / 1000.0)
    and o.watched_until > greatest(o.watched_from, to_timestamp($2 / 1000.0))
    and not exists (select 1 from erasure_report e where e.order_id = o.id)`

export async function countHistoryOrders(db: Queryable, { area, from, until }: HistorySpan): Promise<number> {
  const { rows } = await db.query<{ n: number }>({
    name: 'count_history_orders',
    text: `select count(*) as n from ${WITHIN}`,
    values: [area, from, until],
  })
  return onlyRow(rows).n
}

/** A page of them in the order of their ids, after one of them; 0 for the first page. */
export async function listHistoryOrders(
  db: Queryable,
  { area, from, until }: HistorySpan,
  after: number,
  limit: number,
): Promise<readonly HistoryOrder[]> {
  const { rows } = await db.query<HistoryOrder>({
    name: 'list_history_orders',
    text: `select p.id as "order", p.household_id as household, b.id as building, b.name as "buildingName"
           from (select o.id, o.household_id, a.path, a.id as area_id from ${WITHIN} and o.id > $4 order by o.id limit $5) p
           cross join lateral (select z.id, z.name from area z where z.id = any(p.path)
             order by z.kind = 'building' desc, z.id = p.area_id desc, cardinality(z.path) desc limit 1) b
           order by p.id`,
    values: [area, from, until, after, limit],
  })
  return rows
}

/** An alert that live operation raised. */
export interface LiveAlert {
  readonly id: AlertId
  readonly order: OrderId
  readonly household: HouseholdId
  readonly kind: string
  readonly startedAt: Instant
  readonly lastAt: Instant
  readonly clearedAt: Instant | null
  readonly outcome: string | null
  /** What was learned later took it back: the opening was permitted, or the story has it no more. */
  readonly isTakenBack: boolean
}

/** The alerts of some orders that began in `[from, until)`, without those that were found to be one with another. */
export async function readLiveAlerts(
  db: Queryable,
  orders: readonly OrderId[],
  { from, until }: HistorySpan,
): Promise<readonly LiveAlert[]> {
  const { rows } = await db.query<LiveAlert>({
    name: 'read_live_alerts',
    text: `select id, order_id as "order", household_id as household, kind, started_at as "startedAt", last_at as "lastAt",
             cleared_at as "clearedAt", outcome, coalesce(cleared_reason in ('withdrawn', 'permitted'), false) as "isTakenBack"
           from alert where order_id = any($1::int8[]) and merged_into is null
             and started_at >= to_timestamp($2 / 1000.0) and started_at < to_timestamp($3 / 1000.0) order by id`,
    values: [orders, from, until],
  })
  return rows
}

/** How many openings of some orders in `[from, until)` live operation noted without raising an alert. */
export async function countLiveNotices(
  db: Queryable,
  orders: readonly OrderId[],
  { from, until }: HistorySpan,
): Promise<number> {
  const { rows } = await db.query<{ n: number }>({
    name: 'count_live_notices',
    text: `select count(*) as n from opening where order_id = any($1::int8[]) and explanation ->> 'verdict' = 'notice'
             and opened_at >= to_timestamp($2 / 1000.0) and opened_at < to_timestamp($3 / 1000.0)`,
    values: [orders, from, until],
  })
  return onlyRow(rows).n
}
