import type { HouseholdId, PermitId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Scope } from './area.ts'
import { onlyRow } from './only-row.ts'
import type { Queryable } from './transaction.ts'

export const PERMIT_REASONS = ['delivery', 'rubbish', 'nucleic_acid_test', 'medical', 'staff_visit', 'other'] as const
export type PermitReason = (typeof PERMIT_REASONS)[number]

export interface PermitRecord {
  readonly id: PermitId
  readonly householdId: HouseholdId
  readonly from: Instant
  readonly until: Instant
  readonly reason: PermitReason
  readonly openingsMax: number
  readonly goingOut: boolean
  readonly note: string
  readonly grantedBy: string
  readonly grantedAt: Instant
  readonly revokedAt: Instant | null
  readonly revokedBy: string | null
}

const PERMIT_COLUMNS = `p.id, p.household_id as "householdId", p.from_at as "from", p.until_at as "until", p.reason,
  p.openings_max as "openingsMax", p.going_out as "goingOut", p.note, p.granted_by as "grantedBy",
  p.granted_at as "grantedAt", p.revoked_at as "revokedAt", p.revoked_by as "revokedBy"`

export interface PermitFilter {
  readonly scope: Scope
  readonly householdId: HouseholdId | null
  readonly after: number
  readonly limit: number
}

export async function listPermits(db: Queryable, filter: PermitFilter): Promise<PermitRecord[]> {
  const { rows } = await db.query<PermitRecord>({
    text: `select ${PERMIT_COLUMNS} from permit p join household h on h.id = p.household_id
             join area a on a.id = h.area_id
           where a.path && $1::bigint[] and ($2::bigint is null or p.household_id = $2) and p.id > $3
           order by p.id limit $4`,
    values: [filter.scope, filter.householdId, filter.after, filter.limit],
  })
  return rows
}

export async function findPermit(db: Queryable, scope: Scope, id: PermitId): Promise<PermitRecord | null> {
  const { rows } = await db.query<PermitRecord>({
    text: `select ${PERMIT_COLUMNS} from permit p join household h on h.id = p.household_id
             join area a on a.id = h.area_id
           where p.id = $2 and a.path && $1::bigint[]`,
    values: [scope, id],
  })
  return rows[0] ?? null
}

/** The household's latest permits first. */
export async function listPermitsOfHousehold(
  db: Queryable,
  householdId: HouseholdId,
  limit: number,
): Promise<PermitRecord[]> {
  const { rows } = await db.query<PermitRecord>({
    name: 'list_permits_of_household',
    text: `select ${PERMIT_COLUMNS} from permit p where household_id = $1 order by from_at desc limit $2`,
    values: [householdId, limit],
  })
  return rows
}

export type NewPermit = Omit<PermitRecord, 'id' | 'revokedAt' | 'revokedBy'>

export async function insertPermit(db: Queryable, permit: NewPermit): Promise<PermitId> {
  const { rows } = await db.query<{ id: PermitId }>({
    name: 'insert_permit',
    text: `insert into permit
             (household_id, from_at, until_at, reason, openings_max, going_out, note, granted_by, granted_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
    values: [
      permit.householdId,
      new Date(permit.from),
      new Date(permit.until),
      permit.reason,
      permit.openingsMax,
      permit.goingOut,
      permit.note,
      permit.grantedBy,
      new Date(permit.grantedAt),
    ],
  })
  return onlyRow(rows).id
}

/** False when it was revoked before. */
export async function revokePermitAt(db: Queryable, id: PermitId, at: Instant, by: string): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'revoke_permit',
    text: 'update permit set revoked_at = $2, revoked_by = $3 where id = $1 and revoked_at is null',
    values: [id, new Date(at), by],
  })
  return rowCount === 1
}
