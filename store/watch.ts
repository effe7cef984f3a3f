import type { AreaId, HouseholdId, OrderId, SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { numberArray, textArray } from './array-literal.ts'
import type { Queryable } from './transaction.ts'

/** A household's watch as stored. `state` and facts are the watch's own shapes, opaque here. */
export interface WatchRow<State> {
  readonly household: HouseholdId
  readonly order: OrderId | null
  readonly factsVersion: number
  readonly stateVersion: number
  readonly state: State | null
  readonly deadline: Instant | null
  /** From when on the facts that the state was folded with may be out of date; null while they are good. */
  readonly staleFrom: Instant | null
}

export interface WatchChange {
  readonly household: HouseholdId
  readonly state: unknown
  readonly deadline: Instant | null
}

const COLUMNS = `w.household_id as household, w.order_id as "order", w.facts_version as "factsVersion",
  w.state_version as "stateVersion", w.state,
  (extract(epoch from w.deadline) * 1000)::float8 as deadline,
  (extract(epoch from w.facts_stale_from) * 1000)::float8 as "staleFrom"`

/** A copy of a watch's state in memory: which household's, and which rewrite of it. */
export interface KnownState {
  readonly sensor: SensorUid
  readonly household: HouseholdId | null
  readonly version: number
}

/**
 * Locks the watch of the household that each sensor is fitted in today, in the order of the households. The state comes
 * only where the copy in memory is not this one. Sensors that are fitted nowhere, or in a household that never had an
 * order, are absent.
 */
export async function lockWatchesOf<State>(
  tx: Queryable,
  known: readonly KnownState[],
): Promise<readonly (WatchRow<State> & { readonly sensor: SensorUid })[]> {
  const { rows } = await tx.query<WatchRow<State> & { readonly sensor: SensorUid }>({
    name: 'lock_watches_of',
    text: `select f.sensor_uid as sensor, w.household_id as household, w.order_id as "order",
             w.facts_version as "factsVersion", w.state_version as "stateVersion",
             (extract(epoch from w.deadline) * 1000)::float8 as deadline,
             (extract(epoch from w.facts_stale_from) * 1000)::float8 as "staleFrom",
             case when k.household = w.household_id and k.version = w.state_version then null else w.state end as state
           from unnest($1::text[], $2::int8[], $3::int4[]) as k (sensor, household, version)
           join fitting f on f.sensor_uid = k.sensor and f.fitted_until is null
           join watch w on w.household_id = f.household_id
           order by w.household_id for update of w`,
    values: [
      textArray(known.map((it) => it.sensor)),
      numberArray(known.map((it) => it.household)),
      numberArray(known.map((it) => it.version)),
    ],
  })
  return rows
}

/** Locks households' watches in the order of their ids. Households that never had an order have none. */
export async function lockWatches<State>(
  tx: Queryable,
  households: readonly HouseholdId[],
): Promise<readonly WatchRow<State>[]> {
  const { rows } = await tx.query<WatchRow<State>>({
    name: 'lock_watches',
    text: `select ${COLUMNS} from watch w where w.household_id = any($1::int8[]) order by w.household_id for update`,
    values: [households],
  })
  return rows
}

/** Makes the household's watch where there is none, and locks it. */
export async function makeWatch(tx: Queryable, household: HouseholdId): Promise<void> {
  await tx.query({
    name: 'make_watch',
    text: 'insert into watch (household_id) values ($1) on conflict do nothing',
    values: [household],
  })
}

/** Locks watches whose deadline is past, skipping those that another worker is at. */
export async function lockDueWatches<State>(
  tx: Queryable,
  now: Instant,
  limit: number,
): Promise<readonly WatchRow<State>[]> {
  const { rows } = await tx.query<WatchRow<State>>({
    name: 'lock_due_watches',
    text: `select ${COLUMNS} from watch w where w.deadline < to_timestamp($1 / 1000.0)
           order by w.deadline limit $2 for update skip locked`,
    values: [now, limit],
  })
  return rows
}

export async function writeWatches(tx: Queryable, changes: readonly WatchChange[]): Promise<void> {
  if (changes.length === 0) return
  await tx.query({
    name: 'write_watches',
    text: `update watch w set state = k.state, state_version = w.state_version + 1, deadline = to_timestamp(k.deadline / 1000.0)
           from unnest($1::int8[], $2::json[], $3::float8[]) as k (household, state, deadline)
           where w.household_id = k.household`,
    values: [
      numberArray(changes.map((it) => it.household)),
      textArray(changes.map((it) => JSON.stringify(it.state))),
      numberArray(changes.map((it) => it.deadline)),
    ],
  })
}

/**
 * Says that facts of every household within an area have changed from an instant on. The sweep renews them; until then
 * the old ones are judged by, and what was judged by them after that instant is told anew. Locks in the order of the
 * households, like everybody.
 */
export async function markFactsStale(tx: Queryable, area: AreaId, from: Instant, now: Instant): Promise<void> {
  await tx.query({
    name: 'mark_facts_stale',
    text: `with concerned as (
             select w.household_id from watch w join household h on h.id = w.household_id join area a on a.id = h.area_id
             where $1::bigint = any(a.path) and w.order_id is not null order by w.household_id for update of w
           )
           update watch w set facts_stale_from = least(w.facts_stale_from, to_timestamp($2 / 1000.0)),
             deadline = least(w.deadline, to_timestamp($3 / 1000.0))
           from concerned c where w.household_id = c.household_id`,
    values: [area, from, now],
  })
}

/** Puts the watch on another order or on other facts, under the next version. Returns that version. */
export async function writeFacts(
  tx: Queryable,
  household: HouseholdId,
  order: OrderId,
  facts: unknown,
): Promise<number> {
  const { rows } = await tx.query<{ version: number }>({
    name: 'write_facts',
    text: `with changed as (
             update watch set order_id = $2, facts_version = facts_version + 1, facts_stale_from = null where household_id = $1
             returning facts_version
           )
           insert into watch_facts (household_id, version, facts)
           select $1, facts_version, $3 from changed
           on conflict (household_id) do update set version = excluded.version, facts = excluded.facts
           returning version`,
    values: [household, order, JSON.stringify(facts)],
  })
  return rows[0]?.version ?? 0
}

export interface FactsRow<Facts> {
  readonly household: HouseholdId
  readonly version: number
  readonly facts: Facts
}

export async function readFacts<Facts>(
  tx: Queryable,
  households: readonly HouseholdId[],
): Promise<readonly FactsRow<Facts>[]> {
  const { rows } = await tx.query<FactsRow<Facts>>({
    name: 'read_facts',
    text: 'select household_id as household, version, facts from watch_facts where household_id = any($1::int8[])',
    values: [households],
  })
  return rows
}

/** Households' watches and facts as they stand, without locking. A household before its first order has none. */
export async function readWatches<State, Facts>(
  db: Queryable,
  households: readonly HouseholdId[],
): Promise<readonly { readonly state: State; readonly facts: Facts }[]> {
  const { rows } = await db.query<{ state: State; facts: Facts }>({
    name: 'read_watches',
    text: `select w.state, f.facts from watch w join watch_facts f on f.household_id = w.household_id
             and f.version = w.facts_version
           where w.household_id = any($1::int8[]) and w.state is not null`,
    values: [households],
  })
  return rows
}
