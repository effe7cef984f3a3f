import type { AlertId, AreaId, HouseholdId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Alert, Severity } from './alert.ts'
import type { Area, Scope } from './area.ts'
import { BREACH_KINDS } from './breach-kinds.ts'
import { onlyRow } from './only-row.ts'
import type { Queryable } from './transaction.ts'

/** A household as its place in a building shows it, but for its doors. */
export interface BoardHousehold {
  readonly id: HouseholdId
  readonly compound: string | null
  readonly buildingId: AreaId | null
  readonly building: string | null
  readonly unit: string | null
  readonly room: string
  readonly floor: number | null
  /** `waiting`: it has begun, and is not active yet. Null: no order runs. */
  readonly order: 'active' | 'waiting' | null
  readonly hasSensor: boolean
  /** Of whichever door is longest on test. */
  readonly onTestUntil: Instant | null
  readonly permitUntil: Instant | null
  /** What most needs a person among what nobody has resolved: breaches first, the most severe, the oldest. */
  readonly alert: BoardAlert | null
}

export interface BoardAlert {
  readonly id: AlertId
  readonly kind: string
  readonly severity: Severity
  readonly handling: Exclude<Alert['handling'], 'resolved'>
  readonly isBreach: boolean
  readonly raisedAt: Instant
}

const IS_BREACH = `al.kind = any(array['${BREACH_KINDS.join("', '")}'])`

/** The latest end of what runs now among the rows `x` of a table that concern the household. */
const runsUntil = (table: string, concerns: string, until: string): string => `(
  select (extract(epoch from max(${until})) * 1000)::float8 from ${table} x
  where ${concerns} and x.from_at <= k.now and ${until} > k.now)`
const ON_TEST_UNTIL = runsUntil('on_test', 'x.household_id = h.id', 'least(x.until_at, x.ended_at)')
const OWN_OR_AREA = '(x.household_id = h.id or x.area_id = any(h.path))'
const PERMIT_UNTIL = runsUntil('permit', OWN_OR_AREA, 'least(x.until_at, x.revoked_at)')

/** Households within an area, in the order of their ids. Not named: a generic plan cannot know how large the area is. */
export async function listBoardHouseholds(
  db: Queryable,
  area: AreaId,
  now: Instant,
  limit: number,
): Promise<BoardHousehold[]> {
  const { rows } = await db.query<BoardHousehold>({
    text: `with k as (select to_timestamp($2 / 1000.0) as now),
      home as materialized (
        select h.id, h.room, h.floor, a.path from household h join area a on a.id = h.area_id
        where a.path @> array[$1::bigint] order by h.id limit $3
      ), place as (
        select p.path, max(name) filter (where kind = 'compound') as compound,
          max(name) filter (where kind = 'building') as building, max(id) filter (where kind = 'building') as "buildingId",
          max(name) filter (where kind = 'unit') as unit
        from (select distinct path from home) p join area on area.id = any(p.path) group by p.path
      )
      select h.id, place.compound, place."buildingId", place.building, place.unit, h.room, h.floor,
        (select case when bool_or(coalesce(o.watched_from <= k.now, false)) then 'active'
             when count(*) > 0 then 'waiting' end
           from quarantine_order o where o.household_id = h.id and o.starts_at <= k.now and o.watched_until > k.now) as "order",
        exists (select 1 from fitting f where f.household_id = h.id and f.fitted_until is null) as "hasSensor",
        ${ON_TEST_UNTIL} as "onTestUntil", ${PERMIT_UNTIL} as "permitUntil",
        worst.alert
      from home h cross join k join place on place.path = h.path
      left join lateral (
        select json_build_object('id', al.id, 'kind', al.kind, 'severity', al.severity, 'handling', al.handling,
            'isBreach', ${IS_BREACH}, 'raisedAt', (extract(epoch from al.raised_at) * 1000)::float8) as alert
        from alert al where al.household_id = h.id and al.handling <> 'resolved' and al.merged_into is null
        order by ${IS_BREACH} desc, array_position(array['critical', 'major', 'minor'], al.severity), al.id limit 1
      ) worst on true
      order by h.id`,
    values: [area, now, limit],
  })
  return rows
}

export interface BoardDay {
  /** When the area's present day began. */
  readonly from: Instant
  readonly openings: number
}

/** The openings of an area's households since its local midnight. */
export async function readBoardDay(
  db: Queryable,
  area: AreaId,
  households: readonly HouseholdId[],
  now: Instant,
): Promise<BoardDay> {
  const { rows } = await db.query<BoardDay>({
    name: 'read_board_day',
    text: `with day as (
        select date_trunc('day', to_timestamp($3 / 1000.0) at time zone z.name) at time zone z.name as began
        from area a cross join lateral (
          select coalesce((select z.time_zone from area z where z.id = any(a.path) and z.time_zone is not null
            order by cardinality(z.path) desc limit 1), 'Asia/Shanghai') as name) z
        where a.id = $1)
      select (extract(epoch from day.began) * 1000)::float8 as "from", (
        select count(*)::int from opening o where o.household_id = any($2::bigint[]) and o.opened_at >= day.began
          and o.opened_at <= to_timestamp($3 / 1000.0)) as openings
      from day`,
    values: [area, households, now],
  })
  return onlyRow(rows)
}

/** The areas around one that the scope holds, the widest first, and those directly below it, by id. */
export async function listAreasNear(
  db: Queryable,
  scope: Scope,
  area: AreaId,
  limit: number,
): Promise<{ readonly around: readonly AreaName[]; readonly below: readonly AreaName[] }> {
  const { rows } = await db.query<AreaName & { readonly below: boolean }>({
    text: `select a.id, a.kind, a.name, a.parent_id is not distinct from $2 as below
           from area x join area a on a.id = any(x.path) or a.parent_id = x.id
           where x.id = $2 and a.id <> x.id and a.path && $1::bigint[] order by cardinality(a.path), a.id limit $3`,
    values: [scope, area, limit],
  })
  const nameOf = ({ id, kind, name }: AreaName): AreaName => ({ id, kind, name })
  return { around: rows.filter((it) => !it.below).map(nameOf), below: rows.filter((it) => it.below).map(nameOf) }
}

export type AreaName = Pick<Area, 'id' | 'kind' | 'name'>
