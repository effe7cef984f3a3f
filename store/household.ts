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
  readonly after: number
  readonly limit: number
}

export async function listHouseholds(db: Queryable, filter: HouseholdFilter): Promise<Household[]> {
  const { rows } = await db.query<Household>({
    text: `select ${HOUSEHOLD_COLUMNS} from ${HOUSEHOLD_FROM}
           where a.path && $1::bigint[] and ($2::bigint is null or a.path @> array[$2::bigint]) and h.id > $3
             and strpos(lower(concat_ws(' ', places.building, places.unit, h.room, places.compound, places.community)), lower($5)) > 0
           order by h.id limit $4`,
    values: [filter.scope, filter.areaId, filter.after, filter.limit, filter.search],
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
