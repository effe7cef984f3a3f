import type { AreaId, HouseholdId, StaffId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Scope } from './area.ts'
import { PLACES_JOIN } from './household.ts'
import type { Queryable } from './transaction.ts'

/** Who did, or who looked. */
export interface AuditEntry {
  readonly at: Instant
  readonly staffId: StaffId | null
  readonly action: string
  readonly householdId: HouseholdId | null
  /** The household's area where there is a household, else the area that the action was about. */
  readonly areaId: AreaId | null
  readonly purpose: string | null
  readonly detail: Readonly<Record<string, unknown>>
}

export interface AuditRecord extends AuditEntry {
  readonly id: number
  readonly username: string | null
  readonly displayName: string | null
  /** Of the household, or else of the area. */
  readonly place: string | null
}

export async function insertAudit(db: Queryable, entry: AuditEntry): Promise<void> {
  await db.query({
    name: 'insert_audit',
    text: `insert into audit (at, staff_id, action, household_id, area_id, purpose, detail)
           values ($1, $2, $3, $4, coalesce($5, (select area_id from household where id = $4)), $6, $7)`,
    values: [
      new Date(entry.at),
      entry.staffId,
      entry.action,
      entry.householdId,
      entry.areaId,
      entry.purpose,
      JSON.stringify(entry.detail),
    ],
  })
}

/** Unless the same person did the same to the same household since an instant. */
export async function insertLook(db: Queryable, entry: AuditEntry, since: Instant): Promise<void> {
  await db.query({
    name: 'insert_look',
    text: `insert into audit (at, staff_id, action, household_id, area_id, purpose, detail)
           select $1, $2, $3, $4, (select area_id from household where id = $4), $5, $6
           where not exists (select 1 from audit u where u.household_id = $4 and u.at > $7 and u.staff_id = $2
             and u.action = $3 and u.purpose is not distinct from $5)`,
    values: [
      new Date(entry.at),
      entry.staffId,
      entry.action,
      entry.householdId,
      entry.purpose,
      JSON.stringify(entry.detail),
      new Date(since),
    ],
  })
}

/** One person's looks at the same thing for the same purpose within a day (UTC). */
export interface Look {
  readonly by: string | null
  readonly action: string
  readonly purpose: string | null
  readonly times: number
  readonly firstAt: Instant
  readonly lastAt: Instant
}

/** Who looked at a household's records, latest first. Its writes are not among them, nor looks at this very list. */
export async function listLookers(db: Queryable, household: HouseholdId, limit: number): Promise<Look[]> {
  const { rows } = await db.query<Look>({
    name: 'list_lookers',
    text: `select s.display_name as by, u.action, u.purpose, count(*)::int as times, min(u.at) as "firstAt", max(u.at) as "lastAt"
           from audit u left join staff s on s.id = u.staff_id
           where u.household_id = $1 and u.action like '%.read' and u.action <> 'household.lookers.read'
           group by u.staff_id, s.display_name, u.action, u.purpose, date_trunc('day', u.at at time zone 'UTC')
           order by max(u.at) desc limit $2`,
    values: [household, limit],
  })
  return rows
}

export const AUDITED = ['looks', 'acts'] as const

export interface AuditFilter {
  readonly scope: Scope
  /** Also what belongs to no area. */
  readonly homeless: boolean
  readonly householdId: HouseholdId | null
  readonly staffId: StaffId | null
  readonly what: (typeof AUDITED)[number] | null
  readonly before: number
  readonly limit: number
}

/** Latest first. */
export async function listAudit(db: Queryable, filter: AuditFilter): Promise<AuditRecord[]> {
  const { rows } = await db.query<AuditRecord>({
    text: `select u.id, u.at, u.staff_id as "staffId", s.username, s.display_name as "displayName", u.action,
             u.household_id as "householdId", u.area_id as "areaId", u.purpose, u.detail,
             coalesce(nullif(concat_ws(' ', places.community, places.compound, places.building, places.unit, h.room), ''),
               a.name) as place
           from audit u left join staff s on s.id = u.staff_id left join household h on h.id = u.household_id
           left join area a on a.id = u.area_id ${PLACES_JOIN}
           where (a.path && $1::bigint[] or ($2 and a.id is null)) and ($3::bigint is null or u.household_id = $3)
             and u.id < $4 and ($6::bigint is null or u.staff_id = $6)
             and ($7::text is null or (u.action like '%.read') = ($7 = 'looks'))
           order by u.id desc limit $5`,
    values: [
      ...[filter.scope, filter.homeless, filter.householdId, filter.before, filter.limit],
      ...[filter.staffId, filter.what],
    ],
  })
  return rows
}
