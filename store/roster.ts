import type { AreaId, RosterId, StaffId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Scope } from './area.ts'
import { onlyRow } from './only-row.ts'
import type { Queryable } from './transaction.ts'

export const ROSTER_LEVELS = ['grid_worker', 'duty_desk', 'street_office'] as const
export type RosterLevel = (typeof ROSTER_LEVELS)[number]

/** One person's weekly hours. Times are the wall clock's, as `22:30`; one that is not later than `from` is the next day's. */
export interface Shift {
  readonly id: number
  readonly staffId: StaffId
  /** 1 is Monday. */
  readonly weekdays: readonly number[]
  readonly from: string
  readonly until: string
  /** The first and the last day on which it begins, as `2026-03-29`. */
  readonly validFrom: string
  readonly validUntil: string | null
}

interface ExceptionTerms {
  readonly id: number
  readonly staffId: StaffId
  readonly from: Instant
  /** Its end, or when a person ended it. */
  readonly until: Instant
  readonly reason: string
  readonly by: string
}

/** Somebody is away, there besides, or another takes their place. */
export type RosterException = ExceptionTerms &
  (
    | { readonly kind: 'absent' | 'extra'; readonly substituteId: null }
    | { readonly kind: 'swap'; readonly substituteId: StaffId }
  )

export interface RosterSummary {
  readonly id: RosterId
  readonly areaId: AreaId
  readonly name: string
  readonly level: RosterLevel
  readonly timeZone: string
  readonly createdAt: Instant
  readonly endedAt: Instant | null
  /** Who is called when nobody is on duty, in this order. */
  readonly fallback: readonly StaffId[]
}

export interface Roster extends RosterSummary {
  readonly areaName: string
  readonly areaPath: readonly AreaId[]
  readonly shifts: readonly Shift[]
  /** In the order in which they were entered. */
  readonly exceptions: readonly RosterException[]
  /** Who is among its staff and may no longer sign in, from when on. */
  readonly leavings: readonly { readonly staffId: StaffId; readonly at: Instant }[]
}

const ms = (column: string): string => `round(extract(epoch from ${column}) * 1000)`

const SUMMARY = `r.id, r.area_id as "areaId", r.name, r.level, r.created_at as "createdAt", r.ended_at as "endedAt",
  coalesce((select z.time_zone from area z where z.id = any(a.path) and z.time_zone is not null
    order by cardinality(z.path) desc limit 1), 'Asia/Shanghai') as "timeZone",
  (select coalesce(json_agg(f.staff_id order by f.place), '[]') from roster_fallback f where f.roster_id = r.id) as fallback`

export interface RosterFilter {
  readonly scope: Scope
  readonly areaId: AreaId | null
  readonly after: number
  readonly limit: number
}

export async function listRosters(db: Queryable, filter: RosterFilter): Promise<RosterSummary[]> {
  const { rows } = await db.query<RosterSummary>({
    text: `select ${SUMMARY} from roster r join area a on a.id = r.area_id
           where a.path && $1::bigint[] and ($2::bigint is null or a.path @> array[$2::bigint]) and r.id > $3
           order by r.id limit $4`,
    values: [filter.scope, filter.areaId, filter.after, filter.limit],
  })
  return rows
}

export async function findRoster(db: Queryable, scope: Scope, id: RosterId): Promise<RosterSummary | null> {
  const { rows } = await db.query<RosterSummary>({
    text: `select ${SUMMARY} from roster r join area a on a.id = r.area_id where r.id = $2 and a.path && $1::bigint[]`,
    values: [scope, id],
  })
  return rows[0] ?? null
}

/** With everything that says who is on duty from an instant on. */
export async function readRoster(db: Queryable, id: RosterId, from: Instant): Promise<Roster> {
  return onlyRow(await readRosters(db, [id], from))
}

/** As `readRoster`. */
export async function readRosters(db: Queryable, ids: readonly RosterId[], from: Instant): Promise<readonly Roster[]> {
  const { rows } = await db.query<Roster>({
    name: 'read_rosters',
    text: `
      select ${SUMMARY}, a.name as "areaName", to_json(a.path) as "areaPath",
        (select coalesce(json_agg(json_build_object('id', s.id, 'staffId', s.staff_id, 'weekdays', s.weekdays,
            'from', to_char(s.from_time, 'HH24:MI'), 'until', to_char(s.until_time, 'HH24:MI'),
            'validFrom', s.valid_from, 'validUntil', s.valid_until) order by s.id), '[]')
          from shift s where s.roster_id = r.id
            and coalesce(s.valid_until, 'infinity') >= (to_timestamp($2 / 1000.0) at time zone 'UTC')::date - 3) as shifts,
        (select coalesce(json_agg(json_build_object('id', e.id, 'kind', e.kind, 'staffId', e.staff_id,
            'substituteId', e.substitute_id, 'from', ${ms('e.from_at')}, 'until', ${ms('least(e.until_at, e.ended_at)')},
            'reason', e.reason, 'by', e.made_by) order by e.id), '[]')
          from roster_exception e where e.roster_id = r.id and e.until_at > to_timestamp($2 / 1000.0)
            and coalesce(e.ended_at, 'infinity') > e.from_at) as exceptions,
        (select coalesce(json_agg(json_build_object('staffId', m.id, 'at', ${ms('m.disabled_at')}) order by m.id), '[]')
          from staff m where m.disabled_at is not null and m.id in (
            select staff_id from roster_fallback where roster_id = r.id union select staff_id from shift where roster_id = r.id
            union select unnest(array[staff_id, substitute_id]) from roster_exception where roster_id = r.id)) as leavings
      from roster r join area a on a.id = r.area_id where r.id = any($1::bigint[]) order by r.id`,
    values: [ids, from],
  })
  return rows
}

export interface NewRoster {
  readonly areaId: AreaId
  readonly name: string
  readonly level: RosterLevel
  readonly fallback: readonly StaffId[]
}

/** Null when the area has one of this name. */
export async function insertRoster(
  tx: Queryable,
  it: NewRoster,
  now: Instant,
  lookAt: Instant,
): Promise<RosterId | null> {
  const { rows } = await tx.query<{ id: RosterId }>({
    name: 'insert_roster',
    text: `insert into roster (area_id, name, level, created_at, look_at)
           values ($1, $2, $3, to_timestamp($4 / 1000.0), to_timestamp($5 / 1000.0))
           on conflict (area_id, name) where ended_at is null do nothing returning id`,
    values: [it.areaId, it.name, it.level, now, lookAt],
  })
  const id = rows[0]?.id ?? null
  if (id !== null) await replaceFallback(tx, id, it.fallback)
  return id
}

export async function countRosters(tx: Queryable, areaId: AreaId): Promise<number> {
  const { rows } = await tx.query<{ count: number }>({
    name: 'count_rosters',
    text: 'select count(*)::int as count from roster where area_id = $1 and ended_at is null',
    values: [areaId],
  })
  return onlyRow(rows).count
}

/** Whoever changes a roster, or judges it, has it to themselves until the transaction ends. */
export async function lockRoster(tx: Queryable, id: RosterId): Promise<void> {
  await tx.query({ name: 'lock_roster', text: 'select 1 from roster where id = $1 for update', values: [id] })
}

/** False when the area has another one of this name. */
export async function renameRoster(tx: Queryable, id: RosterId, name: string): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'rename_roster',
    text: `update roster r set name = $2 where id = $1 and not exists (
             select 1 from roster o where o.area_id = r.area_id and o.name = $2 and o.ended_at is null and o.id <> r.id)`,
    values: [id, name],
  })
  return rowCount === 1
}

export async function replaceFallback(tx: Queryable, id: RosterId, fallback: readonly StaffId[]): Promise<void> {
  await tx.query({ name: 'empty_fallback', text: 'delete from roster_fallback where roster_id = $1', values: [id] })
  await tx.query({
    name: 'insert_fallback',
    text: `insert into roster_fallback (roster_id, place, staff_id)
           select $1, place, staff_id from unnest($2::bigint[]) with ordinality as f (staff_id, place)`,
    values: [id, fallback],
  })
}

export async function endRosterAt(tx: Queryable, id: RosterId, at: Instant): Promise<void> {
  await tx.query({
    name: 'end_roster',
    text: 'update roster set ended_at = to_timestamp($2 / 1000.0) where id = $1',
    values: [id, at],
  })
}

/** It is looked at for empty hours at that time. */
export async function lookAtRoster(tx: Queryable, id: RosterId, at: Instant): Promise<void> {
  await tx.query({
    name: 'look_at_roster',
    text: 'update roster set look_at = to_timestamp($2 / 1000.0) where id = $1',
    values: [id, at],
  })
}

/** Rosters whose time has come, locked; what another transaction is at is left for the next time. */
export async function takeDueRosters(tx: Queryable, now: Instant, limit: number): Promise<readonly RosterId[]> {
  const { rows } = await tx.query<{ id: RosterId }>({
    name: 'take_due_rosters',
    text: `select id from roster where ended_at is null and look_at <= to_timestamp($1 / 1000.0)
           order by look_at, id limit $2 for update skip locked`,
    values: [now, limit],
  })
  return rows.map(({ id }) => id)
}

/** The duty desk of the area, or of the nearest area around it that has one and that the scope holds; the oldest of several. */
export async function findDutyDesk(db: Queryable, scope: Scope, area: AreaId): Promise<RosterSummary | null> {
  const { rows } = await db.query<RosterSummary>({
    text: `select ${SUMMARY} from area x join roster r on r.area_id = any(x.path) join area a on a.id = r.area_id
           where x.id = $2 and r.level = 'duty_desk' and r.ended_at is null and a.path && $1::bigint[]
           order by cardinality(a.path) desc, r.id limit 1`,
    values: [scope, area],
  })
  return rows[0] ?? null
}
