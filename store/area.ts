import type { AreaId, HouseholdId } from '../base/id.ts'
import { onlyRow } from './only-row.ts'
import type { Queryable } from './transaction.ts'

export const AREA_KINDS = ['city', 'district', 'street', 'community', 'compound', 'building', 'unit'] as const
export type AreaKind = (typeof AREA_KINDS)[number]

/**
 * The areas that somebody may see, each with everything below it. Statements that take a scope are deliberately not
 * named: a named statement's generic plan cannot know whether the scope is one unit or the whole city.
 */
export type Scope = readonly AreaId[]

export interface Area {
  readonly id: AreaId
  readonly parentId: AreaId | null
  readonly kind: AreaKind
  readonly name: string
  readonly timeZone: string | null
}

/** The zone of the nearest area that names one; Menshen's homes are in China unless told otherwise. Of an area `a`. */
export const TIME_ZONE = `coalesce((select z.time_zone from area z where z.id = any(a.path) and z.time_zone is not null
  order by cardinality(z.path) desc limit 1), 'Asia/Shanghai')`

/** An area `a` by its name, behind that of the area around it: there is a first building everywhere. */
export const AREA_PLACE = `(select string_agg(near.name, ' › ' order by near.depth) from (
  select z.name, cardinality(z.path) as depth from area z where z.id = any(a.path) order by depth desc limit 2) near)`

const AREA_COLUMNS = 'id, parent_id as "parentId", kind, name, time_zone as "timeZone"'

export interface AreaFilter {
  readonly scope: Scope
  readonly parentId: AreaId | null
  /** Part of its name behind that of the area around it, as "阳光苑 3号楼" or "阳光苑 › 3号楼"; empty: any. */
  readonly search: string
  /** Null: all. */
  readonly kinds: readonly AreaKind[] | null
  /** Null: any. */
  readonly ids: readonly AreaId[] | null
  readonly after: number
  readonly limit: number
}

export interface ListedArea extends Area {
  /** Its own zone or the one that it inherits. */
  readonly zone: string
  /** Its name behind that of the area around it. */
  readonly place: string
}

export async function listAreas(db: Queryable, filter: AreaFilter): Promise<ListedArea[]> {
  const { rows } = await db.query<ListedArea>({
    text: `select ${AREA_COLUMNS}, ${TIME_ZONE} as zone, ${AREA_PLACE} as place from area a
           where path && $1::bigint[] and ($2::bigint is null or parent_id = $2) and id > $3
             and ($5 = '' or strpos(lower(concat_ws(' ',
               (select around.name from area around where around.id = a.parent_id), name)), lower(replace($5, ' › ', ' '))) > 0)
             and ($6::text[] is null or kind = any($6)) and ($7::bigint[] is null or id = any($7))
           order by id limit $4`,
    values: [
      ...[filter.scope, filter.parentId, filter.after, filter.limit],
      ...[filter.search, filter.kinds, filter.ids],
    ],
  })
  return rows
}

export async function findArea(db: Queryable, scope: Scope, id: AreaId): Promise<Area | null> {
  const { rows } = await db.query<Area>({
    text: `select ${AREA_COLUMNS} from area where id = $2 and path && $1::bigint[]`,
    values: [scope, id],
  })
  return rows[0] ?? null
}

/** Its IANA name: the area's own, or that of the nearest area around it that has one. */
export async function readTimeZone(db: Queryable, id: AreaId): Promise<string> {
  const { rows } = await db.query<{ zone: string }>({
    name: 'read_time_zone',
    text: `select ${TIME_ZONE} as zone from area a where a.id = $1`,
    values: [id],
  })
  return onlyRow(rows).zone
}

/** The area that contains all others but the canary's, if there is one yet. */
export async function findRootArea(db: Queryable): Promise<Area | null> {
  const { rows } = await db.query<Area>({
    name: 'find_root_area',
    text: `select ${AREA_COLUMNS} from area
           where parent_id is null and not exists (select 1 from canary where area_id = area.id) order by id limit 1`,
  })
  return rows[0] ?? null
}

/** An area by its place in the tree, for those who build the same tree twice. */
export async function findAreaByName(
  db: Queryable,
  parentId: AreaId,
  kind: AreaKind,
  name: string,
): Promise<Area | null> {
  const { rows } = await db.query<Area>({
    name: 'find_area_by_name',
    text: `select ${AREA_COLUMNS} from area where coalesce(parent_id, 0) = $1 and kind = $2 and name = $3`,
    values: [parentId, kind, name],
  })
  return rows[0] ?? null
}

export async function insertArea(db: Queryable, area: Omit<Area, 'id'>): Promise<AreaId> {
  const { rows } = await db.query<{ id: AreaId }>({
    name: 'insert_area',
    text: 'insert into area (parent_id, kind, name, time_zone) values ($1, $2, $3, $4) returning id',
    values: [area.parentId, area.kind, area.name, area.timeZone],
  })
  return onlyRow(rows).id
}

/** True when the scope contains the whole tree: such staff also see what belongs to no area. */
export async function scopeHoldsRoot(db: Queryable, scope: Scope): Promise<boolean> {
  const { rows } = await db.query<{ found: boolean }>({
    name: 'scope_holds_root',
    text: 'select exists (select 1 from area where id = any($1::bigint[]) and parent_id is null) as found',
    values: [scope],
  })
  return onlyRow(rows).found
}

/**
 * What holds for an area changes while nobody begins a household's story or asks whether it may begin, and the other way
 * round: the one holds the area, the other the areas around the household. Else neither would see what the other does.
 */
export async function holdArea(tx: Queryable, area: AreaId): Promise<void> {
  await tx.query({ name: 'hold_area', text: 'select 1 from area where id = $1 for no key update', values: [area] })
}

export async function holdAreasAround(tx: Queryable, household: HouseholdId): Promise<void> {
  await tx.query({
    name: 'hold_areas_around',
    text: `select 1 from area where id = any((
             select a.path from household h join area a on a.id = h.area_id where h.id = $1)::bigint[]) for share`,
    values: [household],
  })
}
