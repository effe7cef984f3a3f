import type { AlertId, AreaId, SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { onlyRow } from './only-row.ts'
import type { Queryable } from './transaction.ts'

/** Sensors that may fall silent for one cause: a gateway's, or those of a building that speak for themselves. */
export type GroupKey =
  | { readonly gateway: string; readonly area: null }
  | { readonly gateway: null; readonly area: AreaId }

/** The building of a household `h` in an area `a`; where there is none, the area itself. */
const BUILDING = `coalesce((select b.id from area b where b.id = any(a.path) and b.kind = 'building'
  order by cardinality(b.path) desc limit 1), a.id)`

/** When groups in trouble were last looked at, and the right to judge groups until the transaction ends; null when another has it. */
export async function lockGroupWatch(tx: Queryable): Promise<Instant | null> {
  const { rows } = await tx.query<{ at: Instant }>({
    name: 'lock_group_watch',
    text: 'select looked_at as at from group_watch for update skip locked',
  })
  return rows[0]?.at ?? null
}

/** As `lockGroupWatch`, but waits for whoever has it. */
export async function awaitGroupWatch(tx: Queryable): Promise<void> {
  await tx.query({ name: 'await_group_watch', text: 'select 1 from group_watch for update' })
}

export async function markGroupsLookedAt(tx: Queryable, at: Instant): Promise<void> {
  await tx.query({
    name: 'mark_groups_looked_at',
    text: 'update group_watch set looked_at = to_timestamp($1 / 1000.0)',
    values: [at],
  })
}

/**
 * Takes silences and absences that changed since their group was looked at, and returns their groups. What another
 * transaction is at is left for the next time. `more`: there was as much as the limit.
 */
export async function takeDueGroups(
  tx: Queryable,
  limit: number,
): Promise<{ readonly groups: readonly GroupKey[]; readonly more: boolean }> {
  const { rows: silences } = await tx.query<{ sensor: SensorUid; household: number }>({
    name: 'take_due_silences',
    text: `update alert set group_due = false
           where id in (select id from alert where group_due order by id limit $1 for update skip locked)
           returning sensor_uid as sensor, household_id as household`,
    values: [limit],
  })
  const { rows: absences } = await tx.query<{ gateway: string }>({
    name: 'take_due_absences',
    text: `update gateway_absence set group_due = false
           where id in (select id from gateway_absence where group_due order by id limit $1 for update skip locked)
           returning gateway_id as gateway`,
    values: [limit],
  })
  const { rows } = await tx.query<GroupKey>({
    name: 'groups_of_silences',
    text: `select distinct s.gateway_id as gateway, case when s.gateway_id is null then ${BUILDING} end as area
           from unnest($1::text[], $2::int8[]) as k (sensor, household)
           join sensor s on s.uid = k.sensor join household h on h.id = k.household join area a on a.id = h.area_id
           union select gateway, null from unnest($3::text[]) as gateway`,
    values: [silences.map((it) => it.sensor), silences.map((it) => it.household), absences.map((it) => it.gateway)],
  })
  return { groups: rows, more: silences.length === limit || absences.length === limit }
}

/** Groups with an active alert, with a gateway that is away, or with at least so many sensors silent. */
export async function groupsInTrouble(tx: Queryable, sensorsMin: number): Promise<readonly GroupKey[]> {
  const { rows } = await tx.query<GroupKey>({
    name: 'groups_in_trouble',
    text: `
      select gateway_id as gateway, case when gateway_id is null then area_id end as area from alert
      where household_id is null and kind = 'group_silent' and condition = 'active'
      union select gateway_id, null from gateway_absence where until_at is null
      union (
        select s.gateway_id, case when s.gateway_id is null then ${BUILDING} end as area
        from alert t join sensor s on s.uid = t.sensor_uid
        join household h on h.id = t.household_id join area a on a.id = h.area_id
        where t.kind = 'sensor_silent' and t.condition = 'active'
        group by 1, 2 having count(distinct t.sensor_uid) >= $1)`,
    values: [sensorsMin],
  })
  return rows
}

/** A sensor of the group while it is fitted in a household under an order, and the areas around that household. */
export interface GroupMember {
  readonly sensor: SensorUid
  readonly household: number
  readonly from: Instant
  readonly until: Instant
  readonly path: readonly AreaId[]
}

const MEMBERS_FROM = `fitting f join sensor s on s.uid = f.sensor_uid join household h on h.id = f.household_id
  join area a on a.id = h.area_id join quarantine_order o on o.household_id = h.id
  cross join lateral (select greatest(f.fitted_from, o.starts_at) as from_at,
    least(f.fitted_until, o.ends_at, o.released_at) as until_at) m`

/** The group's members at any time in `[from, until]`. */
export async function readGroupMembers(
  tx: Queryable,
  group: GroupKey,
  from: Instant,
  until: Instant,
): Promise<readonly GroupMember[]> {
  const within =
    group.gateway === null
      ? `a.path @> array[$1::int8] and s.gateway_id is null and ${BUILDING} = $1`
      : 's.gateway_id = $1'
  const { rows } = await tx.query<GroupMember>({
    name: group.gateway === null ? 'read_members_of_building' : 'read_members_of_gateway',
    text: `select f.sensor_uid as sensor, h.id as household, m.from_at as from, m.until_at as until, a.path
           from ${MEMBERS_FROM}
           where ${within} and m.from_at < m.until_at and m.until_at > to_timestamp($2 / 1000.0)
             and m.from_at <= to_timestamp($3 / 1000.0)
           order by f.id, o.id`,
    values: [group.gateway ?? group.area, from, until],
  })
  return rows
}

/** A silence of a member, as its alert tells it. */
export interface GroupSilence {
  readonly alert: AlertId
  readonly sensor: SensorUid
  readonly since: Instant
  readonly overdueFrom: Instant
  readonly until: Instant | null
  readonly heldBy: AlertId | null
  /** The alert that holds it was resolved by a person, and this silence with it. */
  readonly isSettled: boolean
}

/** The members' silences that are not over, or ended after `from`. Withdrawn ones never were. */
export async function readGroupSilences(
  tx: Queryable,
  members: readonly GroupMember[],
  from: Instant,
): Promise<readonly GroupSilence[]> {
  const { rows } = await tx.query<GroupSilence>({
    name: 'read_group_silences',
    text: `
      select al.id as alert, al.sensor_uid as sensor, al.started_at as since, al.cleared_at as until, al.held_by as "heldBy",
        coalesce((al.explanation #>> '{evidence,0,overdueFrom}')::float8,
          extract(epoch from al.started_at)::float8 * 1000 + (al.explanation #>> '{thresholds,reportingLimitSeconds}')::float8 * 1000,
          extract(epoch from al.raised_at)::float8 * 1000) as "overdueFrom",
        coalesce(holder.resolved_by is not null, false) as "isSettled"
      from alert al left join alert holder on holder.id = al.held_by
      where al.household_id = any($1::int8[]) and al.kind = 'sensor_silent' and al.sensor_uid = any($2::text[])
        and al.merged_into is null and al.cleared_reason is distinct from 'withdrawn'
        and (al.cleared_at is null or al.cleared_at > to_timestamp($3 / 1000.0))`,
    values: [[...new Set(members.map((it) => it.household))], members.map((it) => it.sensor), from],
  })
  return rows
}

export async function readAbsences(
  tx: Queryable,
  gateway: string,
  from: Instant,
): Promise<readonly { readonly from: Instant; readonly until: Instant | null }[]> {
  const { rows } = await tx.query<{ from: Instant; until: Instant | null }>({
    name: 'read_absences',
    text: `select from_at as from, until_at as until from gateway_absence
           where gateway_id = $1 and (until_at is null or until_at > to_timestamp($2 / 1000.0))`,
    values: [gateway, from],
  })
  return rows
}

/** The area that a gateway belongs to. */
export async function areaOfGateway(tx: Queryable, gateway: string): Promise<AreaId | null> {
  const { rows } = await tx.query<{ area: AreaId | null }>({
    name: 'area_of_gateway',
    text: 'select area_id as area from gateway where id = $1',
    values: [gateway],
  })
  return onlyRow(rows).area
}

/** Gateways' absences that ended so long ago. Returns how many went. */
export async function eraseAbsences(db: Queryable, before: Instant): Promise<number> {
  const { rowCount } = await db.query({
    name: 'erase_absences',
    text: 'delete from gateway_absence where until_at < to_timestamp($1 / 1000.0)',
    values: [before],
  })
  return rowCount ?? 0
}
