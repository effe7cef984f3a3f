import type { AreaId, HouseholdId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Scope } from './area.ts'
import { onlyRow } from './only-row.ts'
import type { Queryable } from './transaction.ts'

/** A household and the names of the places around it. There is no person in it. */
export interface Household {
  readonly id: HouseholdId
  readonly areaId: AreaId
  readonly community: string | null
  readonly compound: string | null
  readonly building: string | null
  readonly unit: string | null
  readonly room: string
  readonly floor: number | null
  /** When somebody last made sure that the household answers its phone. */
  readonly contactConfirmedAt: Instant | null
}

/** The names around an area `a`, as columns of `places`. */
export const PLACES_JOIN = `cross join lateral (
  select max(name) filter (where kind = 'community') as community, max(name) filter (where kind = 'compound') as compound,
    max(name) filter (where kind = 'building') as building, max(name) filter (where kind = 'unit') as unit
  from area where id = any(a.path)) places`

const HOUSEHOLD_COLUMNS = `h.id, h.area_id as "areaId", places.community, places.compound, places.building, places.unit,
  h.room, h.floor, h.contact_confirmed_at as "contactConfirmedAt"`

const HOUSEHOLD_FROM = `household h join area a on a.id = h.area_id ${PLACES_JOIN}`

export interface HouseholdFilter {
  readonly scope: Scope
  readonly areaId: AreaId | null
  /** Part of the names around it, as "3号楼 1203"; empty: any. */
  readonly search: string
  /** Only those with a sensor on a door, or only those without; null: both. */
  readonly hasSensor: boolean | null
  readonly after: number
  readonly limit: number
}

/** With the number of sensors that are on its doors now. */
export interface ListedHousehold extends Household {
  readonly sensors: number
}

const SENSORS = '(select count(*)::int from fitting f where f.household_id = h.id and f.fitted_until is null)'

export async function listHouseholds(db: Queryable, filter: HouseholdFilter): Promise<ListedHousehold[]> {
  const { rows } = await db.query<ListedHousehold>({
    text: `select ${HOUSEHOLD_COLUMNS}, ${SENSORS} as sensors from ${HOUSEHOLD_FROM}
           where a.path && $1::bigint[] and ($2::bigint is null or a.path @> array[$2::bigint]) and h.id > $3
             and strpos(lower(concat_ws(' ', places.building, places.unit, h.room, places.compound, places.community)), lower($5)) > 0
             and ($6::bool is null or (${SENSORS} > 0) = $6)
           order by h.id limit $4`,
    values: [filter.scope, filter.areaId, filter.after, filter.limit, filter.search, filter.hasSensor],
  })
  return rows
}

export async function findHousehold(db: Queryable, scope: Scope, id: HouseholdId): Promise<Household | null> {
  const { rows } = await db.query<Household>({
    text: `select ${HOUSEHOLD_COLUMNS} from ${HOUSEHOLD_FROM} where h.id = $2 and a.path && $1::bigint[]`,
    values: [scope, id],
  })
  return rows[0] ?? null
}

export async function findHouseholdByRoom(db: Queryable, areaId: AreaId, room: string): Promise<HouseholdId | null> {
  const { rows } = await db.query<{ id: HouseholdId }>({
    name: 'find_household_by_room',
    text: 'select id from household where area_id = $1 and room = $2',
    values: [areaId, room],
  })
  return rows[0]?.id ?? null
}

export async function insertHousehold(
  db: Queryable,
  household: Pick<Household, 'areaId' | 'room' | 'floor'>,
): Promise<HouseholdId> {
  const { rows } = await db.query<{ id: HouseholdId }>({
    name: 'insert_household',
    text: 'insert into household (area_id, room, floor) values ($1, $2, $3) returning id',
    values: [household.areaId, household.room, household.floor],
  })
  return onlyRow(rows).id
}

/**
 * Facts of one household change one after the other. Not `for update`: whoever stores an event of the household only
 * needs that it exists, and must not wait for us while we wait for its watch.
 */
export async function lockHousehold(tx: Queryable, id: HouseholdId): Promise<void> {
  await tx.query({
    name: 'lock_household',
    text: 'select 1 from household where id = $1 for no key update',
    values: [id],
  })
}

export async function confirmContactOf(db: Queryable, id: HouseholdId, by: string, at: Instant): Promise<void> {
  await db.query({
    name: 'confirm_contact',
    text: 'update household set contact_confirmed_at = $3, contact_confirmed_by = $2 where id = $1',
    values: [id, by, new Date(at)],
  })
}
