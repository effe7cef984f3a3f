import type { AreaId, HouseholdId, OrderId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { type AreaKind, type Scope, TIME_ZONE } from './area.ts'
import { numberArray, textArray } from './array-literal.ts'
import { orderOverlaps } from './order.ts'
import type { Queryable } from './transaction.ts'

// What a ledger's rows are compared with, many rows a statement. `at` is the place of the question, from 0.

/** The area that a ledger is for, and the names of what it lies in and of itself. */
export interface LedgerBase {
  readonly id: AreaId
  readonly kind: AreaKind
  readonly names: Readonly<Partial<Record<AreaKind, string>>>
  readonly timeZone: string
}

export async function findLedgerBase(db: Queryable, scope: Scope, id: AreaId): Promise<LedgerBase | null> {
  const { rows } = await db.query<LedgerBase>({
    text: `select a.id, a.kind, ${TIME_ZONE} as "timeZone",
             (select json_object_agg(p.kind, p.name) from area p where p.id = any(a.path)) as names
           from area a where a.id = $2 and a.path && $1::bigint[]`,
    values: [scope, id],
  })
  return rows[0] ?? null
}

export interface PlaceQuestion {
  readonly under: AreaId
  readonly kind: AreaKind
  readonly name: string
}

export interface FoundPlace {
  readonly at: number
  readonly id: AreaId
  /** Directly below the one asked for, and not deeper. */
  readonly isChild: boolean
  readonly timeZone: string
}

/** Areas of a kind and a name, anywhere below another. */
export async function findPlaces(db: Queryable, questions: readonly PlaceQuestion[]): Promise<readonly FoundPlace[]> {
  const { rows } = await db.query<FoundPlace>({
    text: `select (q.at - 1)::int as at, a.id, a.parent_id = q.under as "isChild", ${TIME_ZONE} as "timeZone"
           from unnest($1::int8[], $2::text[], $3::text[]) with ordinality as q (under, kind, name, at)
           join area a on a.kind = q.kind and a.name = q.name and a.id <> q.under and a.path @> array[q.under]`,
    values: [
      numberArray(questions.map((it) => it.under)),
      textArray(questions.map((it) => it.kind)),
      textArray(questions.map((it) => it.name)),
    ],
  })
  return rows
}

export interface FoundHousehold {
  readonly at: number
  readonly id: HouseholdId
  readonly floor: number | null
}

export async function findHouseholdsByRoom(
  db: Queryable,
  rooms: readonly { readonly areaId: AreaId; readonly room: string }[],
): Promise<readonly FoundHousehold[]> {
  const { rows } = await db.query<FoundHousehold>({
    text: `select (q.at - 1)::int as at, h.id, h.floor
           from unnest($1::int8[], $2::text[]) with ordinality as q (area, room, at)
           join household h on h.area_id = q.area and h.room = q.room`,
    values: [numberArray(rooms.map((it) => it.areaId)), textArray(rooms.map((it) => it.room))],
  })
  return rows
}

/** Like `lockHousehold`, for many, in the order of their ids; and the areas around them, like `holdAreasAround`. */
export async function holdHouseholds(
  tx: Queryable,
  households: readonly HouseholdId[],
  areas: readonly AreaId[],
): Promise<void> {
  await tx.query({
    text: 'select 1 from household where id = any($1::int8[]) order by id for no key update',
    values: [numberArray(households)],
  })
  await tx.query({
    text: `select 1 from area where id in (
             select unnest(a.path) from area a where a.id = any($1::int8[])) order by id for share`,
    values: [numberArray(areas)],
  })
}

export interface OrderQuestion {
  readonly household: HouseholdId
  readonly startsAt: Instant
  readonly endsAt: Instant
}

export interface FoundOrder {
  readonly at: number
  readonly id: OrderId
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly isReleased: boolean
  readonly overlaps: boolean
}

/** Orders of the households that overlap the terms, and those that begin at the same second. */
export async function findOrdersBeside(db: Queryable, terms: readonly OrderQuestion[]): Promise<readonly FoundOrder[]> {
  const overlaps = orderOverlaps('o', 'q.starts_at', 'q.ends_at')
  const { rows } = await db.query<FoundOrder>({
    text: `select (q.at - 1)::int as at, o.id, o.starts_at as "startsAt", o.ends_at as "endsAt",
             o.released_at is not null as "isReleased", coalesce(${overlaps}, false) as overlaps
           from (select u.household, u.at, to_timestamp(u.starts_at / 1000.0) as starts_at, to_timestamp(u.ends_at / 1000.0) as ends_at
             from unnest($1::int8[], $2::float8[], $3::float8[]) with ordinality as u (household, starts_at, ends_at, at)) q
           join quarantine_order o on o.household_id = q.household
             and (${overlaps} or date_trunc('second', o.starts_at) = date_trunc('second', q.starts_at))
           order by q.at, o.starts_at`,
    values: [
      numberArray(terms.map((it) => it.household)),
      numberArray(terms.map((it) => it.startsAt)),
      numberArray(terms.map((it) => it.endsAt)),
    ],
  })
  return rows
}

/** The newest version of each policy by its name. */
export async function newestPolicies(db: Queryable): Promise<ReadonlyMap<string, number>> {
  const { rows } = await db.query<{ name: string; id: number }>({
    name: 'newest_policies',
    text: `select distinct on (p.name) p.name, p.id from policy p
           where not exists (select 1 from canary where policy_id = p.id) order by p.name, p.version desc`,
  })
  return new Map(rows.map((it) => [it.name, it.id]))
}
