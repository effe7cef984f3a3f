import type { HouseholdId, OrderId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { type Condition, WAITING_FOR } from './activation.ts'
import type { Scope } from './area.ts'
import { PLACES_JOIN } from './household.ts'
import { onlyRow } from './only-row.ts'
import type { Queryable } from './transaction.ts'

export interface QuarantineOrder {
  readonly id: OrderId
  readonly householdId: HouseholdId
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly releasedAt: Instant | null
  readonly basis: string
  readonly issuedBy: string
  /** Its own policy at its start; null where it takes its area's. */
  readonly policy: string | null
  readonly policyVersion: number | null
  /** From when on it is watched, so long as it is active: its start, or its activation when that came later. */
  readonly activeSince: Instant | null
  readonly waitingFor: readonly Condition[]
  /** Who activated it whatever its conditions, and why; null when it went active by itself. */
  readonly activatedBy: string | null
  readonly activationReason: string | null
  /** The order of the same household that this one goes on from. */
  readonly continues: OrderId | null
}

const ORDER_COLUMNS = `o.id, o.household_id as "householdId", o.starts_at as "startsAt", o.ends_at as "endsAt",
  o.released_at as "releasedAt", o.basis, o.issued_by as "issuedBy", p.name as policy, p.version as "policyVersion",
  o.watched_from as "activeSince", ${WAITING_FOR} as "waitingFor", o.activated_by as "activatedBy",
  o.activation_reason as "activationReason", o.continues_order_id as continues`

const ORDER_FROM = `quarantine_order o left join policy p on p.id = o.policy_id join household h on h.id = o.household_id
  join area a on a.id = h.area_id`

export interface OrderFilter {
  readonly scope: Scope
  readonly householdId: HouseholdId | null
  /** Only orders that have begun, are not over, and are not active: as of this instant. */
  readonly waitingAt: Instant | null
  readonly after: number
  readonly limit: number
}

export async function listOrders(db: Queryable, filter: OrderFilter): Promise<QuarantineOrder[]> {
  const { rows } = await db.query<QuarantineOrder>({
    text: `select ${ORDER_COLUMNS} from ${ORDER_FROM}
           where a.path && $1::bigint[] and ($2::bigint is null or o.household_id = $2) and o.id > $3
             and ($5::float8 is null or (o.activated_at is null and o.starts_at <= to_timestamp($5 / 1000.0)
               and o.watched_until > to_timestamp($5 / 1000.0)))
           order by o.id limit $4`,
    values: [filter.scope, filter.householdId, filter.after, filter.limit, filter.waitingAt],
  })
  return rows
}

export interface PlacedOrder extends QuarantineOrder {
  readonly community: string | null
  readonly compound: string | null
  readonly building: string | null
  readonly unit: string | null
  readonly room: string
}

/** With where they are, from the latest; only those before one. */
export async function listPlacedOrders(
  db: Queryable,
  scope: Scope,
  before: number,
  limit: number,
): Promise<PlacedOrder[]> {
  const { rows } = await db.query<PlacedOrder>({
    name: 'list_placed_orders',
    text: `select ${ORDER_COLUMNS}, places.community, places.compound, places.building, places.unit, h.room
           from ${ORDER_FROM} ${PLACES_JOIN}
           where a.path && $1::bigint[] and o.id < $2 order by o.id desc limit $3`,
    values: [scope, before, limit],
  })
  return rows
}

export async function findOrder(db: Queryable, scope: Scope, id: OrderId): Promise<QuarantineOrder | null> {
  const { rows } = await db.query<QuarantineOrder>({
    text: `select ${ORDER_COLUMNS} from ${ORDER_FROM}
           where o.id = $2 and a.path && $1::bigint[]`,
    values: [scope, id],
  })
  return rows[0] ?? null
}

/** The household's latest orders first. */
export async function listOrdersOfHousehold(
  db: Queryable,
  householdId: HouseholdId,
  limit: number,
): Promise<QuarantineOrder[]> {
  const { rows } = await db.query<QuarantineOrder>({
    name: 'list_orders_of_household',
    text: `select ${ORDER_COLUMNS} from ${ORDER_FROM} where o.household_id = $1 order by o.starts_at desc limit $2`,
    values: [householdId, limit],
  })
  return rows
}

/** Whether an order has any instant in common with `[from, until)`. A released order ends at its release. */
export const orderOverlaps = (o: string, from: string, until: string): string =>
  `(${o}.starts_at < ${until} and least(${o}.ends_at, ${o}.released_at) > ${from}
    and (${o}.released_at is null or ${o}.released_at > ${o}.starts_at))`

/** An order that overlaps `[from, until)`. */
export async function findOverlappingOrder(
  db: Queryable,
  householdId: HouseholdId,
  from: Instant,
  until: Instant,
  except: OrderId | null = null,
): Promise<OrderId | null> {
  const { rows } = await db.query<{ id: OrderId }>({
    name: 'find_overlapping_order',
    text: `select id from quarantine_order o
           where household_id = $1 and ${orderOverlaps('o', '$2', '$3')} and id is distinct from $4
           order by starts_at limit 1`,
    values: [householdId, new Date(from), new Date(until), except],
  })
  return rows[0]?.id ?? null
}

/** Whether the household is watched at an instant: an order of it runs and is active. */
export async function hasWatchedOrder(db: Queryable, householdId: HouseholdId, at: Instant): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'has_watched_order',
    text: `select 1 from quarantine_order where household_id = $1 and watched_from <= $2 and watched_until > $2 limit 1`,
    values: [householdId, new Date(at)],
  })
  return rowCount === 1
}

export interface NewOrder {
  readonly householdId: HouseholdId
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly basis: string
  readonly issuedBy: string
  readonly policyId: number | null
  readonly continues: OrderId | null
  readonly createdAt: Instant
}

export async function insertOrder(db: Queryable, order: NewOrder): Promise<OrderId> {
  const { rows } = await db.query<{ id: OrderId }>({
    name: 'insert_order',
    text: `insert into quarantine_order
             (household_id, starts_at, ends_at, basis, issued_by, policy_id, continues_order_id, created_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
    values: [
      order.householdId,
      new Date(order.startsAt),
      new Date(order.endsAt),
      order.basis,
      order.issuedBy,
      order.policyId,
      order.continues,
      new Date(order.createdAt),
    ],
  })
  return onlyRow(rows).id
}

/** False when it was released before. */
export async function releaseOrderAt(db: Queryable, id: OrderId, at: Instant): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'release_order',
    text: 'update quarantine_order set released_at = $2 where id = $1 and released_at is null',
    values: [id, new Date(at)],
  })
  return rowCount === 1
}

/** The caller holds the household and has seen that the order is not over. */
export async function moveOrderEnd(db: Queryable, id: OrderId, endsAt: Instant): Promise<void> {
  await db.query({
    name: 'move_order_end',
    text: 'update quarantine_order set ends_at = $2 where id = $1',
    values: [id, new Date(endsAt)],
  })
}
