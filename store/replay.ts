import type { AreaId, HouseholdId, OrderId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Queryable } from './transaction.ts'
import type { AlertVerdict, OpeningVerdict } from './verdict.ts'

/** What a replay reads beside facts and events: what live operation has concluded, as it was written. Nothing is locked. */

/** Every opening stored under one order. */
export async function readOrderOpenings(db: Queryable, order: OrderId): Promise<readonly OpeningVerdict[]> {
  const { rows } = await db.query<OpeningVerdict>({
    name: 'read_order_openings',
    text: `select order_id as "order", household_id as household, sensor_uid as sensor, opened_at as "openedAt",
             closed_at as "closedAt", permit_id as permit, explanation
           from opening where order_id = $1 order by opened_at, sensor_uid`,
    values: [order],
  })
  return rows
}

/** An alert without what people did with it. */
export interface ConcludedAlert {
  readonly row: AlertVerdict
  /** Kept for its history though the story has it no more: merged into another, withdrawn, or permitted afterwards. */
  readonly isHistory: boolean
}

/** Every alert stored under one order. */
export async function readOrderAlerts(db: Queryable, order: OrderId): Promise<readonly ConcludedAlert[]> {
  const { rows } = await db.query<AlertVerdict & { readonly isHistory: boolean }>({
    name: 'read_order_alerts',
    text: `select order_id as "order", household_id as household, sensor_uid as sensor, kind, episode, severity, condition,
             cleared_at as "clearedAt", cleared_reason as "clearedReason", started_at as "startedAt", last_at as "lastAt",
             count, late, explanation,
             merged_into is not null or coalesce(cleared_reason in ('withdrawn', 'permitted'), false) as "isHistory"
           from alert where order_id = $1 order by kind, episode`,
    values: [order],
  })
  return rows.map(({ isHistory, ...row }) => ({ row, isHistory }))
}

/** A household's watch while it is on one order. `state` and `facts` are the watch's own shapes, opaque here. */
export interface StandingWatch<State, Facts> {
  readonly state: State
  readonly facts: Facts
  readonly deadline: Instant | null
}

/** Null while the household's watch is on another order, or on none. */
export async function readStandingWatch<State, Facts>(
  db: Queryable,
  household: HouseholdId,
  order: OrderId,
): Promise<StandingWatch<State, Facts> | null> {
  const { rows } = await db.query<StandingWatch<State, Facts>>({
    name: 'read_standing_watch',
    text: `select w.state, f.facts, (extract(epoch from w.deadline) * 1000)::float8 as deadline
           from watch w join watch_facts f on f.household_id = w.household_id and f.version = w.facts_version
           where w.household_id = $1 and w.order_id = $2 and w.state is not null`,
    values: [household, order],
  })
  return rows[0] ?? null
}

/** Which orders to replay: those that have begun, are not erased, and have an instant in common with `[from, until)`. */
export interface ReplaySpan {
  /** Null: of every household. */
  readonly household: HouseholdId | null
  /** Null: in every area. */
  readonly area: AreaId | null
  readonly from: Instant
  readonly until: Instant
}

export interface ReplayableOrder {
  readonly order: OrderId
  readonly household: HouseholdId
}

const REPLAYABLE = `quarantine_order o join household h on h.id = o.household_id join area a on a.id = h.area_id
  where ($1::int8 is null or o.household_id = $1) and ($2::int8 is null or $2 = any(a.path))
    and o.watched_from < to_timestamp($4 / 1000.0) and o.watched_until > to_timestamp($3 / 1000.0)
    and not exists (select 1 from erasure_report e where e.order_id = o.id)`

const spanValues = ({ household, area, from, until }: ReplaySpan) => [household, area, from, until]

export async function countReplayable(db: Queryable, span: ReplaySpan): Promise<number> {
  const { rows } = await db.query<{ n: number }>({
    name: 'count_replayable',
    text: `select count(*)::int as n from ${REPLAYABLE}`,
    values: spanValues(span),
  })
  return rows[0]?.n ?? 0
}

/** A page of them, in the order of their ids, after one of them; 0 for the first page. */
export async function listReplayable(
  db: Queryable,
  span: ReplaySpan,
  after: number,
  limit: number,
): Promise<readonly ReplayableOrder[]> {
  const { rows } = await db.query<ReplayableOrder>({
    name: 'list_replayable',
    text: `select o.id as "order", o.household_id as household from ${REPLAYABLE} and o.id > $5 order by o.id limit $6`,
    values: [...spanValues(span), after, limit],
  })
  return rows
}
