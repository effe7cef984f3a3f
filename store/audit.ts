import type { AreaId, HouseholdId, StaffId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Scope } from './area.ts'
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

export interface AuditFilter {
  readonly scope: Scope
  /** Also what belongs to no area. */
  readonly homeless: boolean
  readonly householdId: HouseholdId | null
  readonly before: number
  readonly limit: number
}

/** Latest first. */
export async function listAudit(db: Queryable, filter: AuditFilter): Promise<AuditRecord[]> {
  const { rows } = await db.query<AuditRecord>({
    text: `select u.id, u.at, u.staff_id as "staffId", s.username, u.action, u.household_id as "householdId",
             u.area_id as "areaId", u.purpose, u.detail
           from audit u left join staff s on s.id = u.staff_id left join area a on a.id = u.area_id
           where (a.path && $1::bigint[] or ($2 and a.id is null)) and ($3::bigint is null or u.household_id = $3)
             and u.id < $4
           order by u.id desc limit $5`,
    values: [filter.scope, filter.homeless, filter.householdId, filter.before, filter.limit],
  })
  return rows
}
