import type { AreaId, HouseholdId, PermitId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Scope } from './area.ts'
import { onlyRow } from './only-row.ts'
import type { Queryable } from './transaction.ts'

/** What a resident may ask for. */
export const ASKED_REASONS = ['delivery', 'rubbish', 'nucleic_acid_test', 'medical', 'other'] as const
export type AskedReason = (typeof ASKED_REASONS)[number]
/** What staff grant. */
export const GRANTED_REASONS = [...ASKED_REASONS, 'staff_visit'] as const
/** `emergency` is opened by the resident, at once. */
export const PERMIT_REASONS = [...GRANTED_REASONS, 'emergency'] as const
export type PermitReason = (typeof PERMIT_REASONS)[number]

/** Whom a permit is for: one household, or every household of an area, each with the openings of its own. */
export type PermitHolder =
  | { readonly householdId: HouseholdId; readonly areaId: null }
  | { readonly householdId: null; readonly areaId: AreaId }

export type PermitRecord = PermitHolder & PermitTerms

interface PermitTerms {
  readonly id: PermitId
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

const PERMIT_FROM = `permit p left join household h on h.id = p.household_id
  join area a on a.id = coalesce(p.area_id, h.area_id)`

const PERMIT_COLUMNS = `p.id, p.household_id as "householdId", p.area_id as "areaId", p.from_at as "from", p.until_at as "until", p.reason,
  p.openings_max as "openingsMax", p.going_out as "goingOut", p.note, p.granted_by as "grantedBy",
  p.granted_at as "grantedAt", p.revoked_at as "revokedAt", p.revoked_by as "revokedBy"`

export interface PermitFilter {
  readonly scope: Scope
  readonly householdId: HouseholdId | null
  readonly after: number
  readonly limit: number
}

/** Those of the scope's households, and those of the areas around them; of one household only if the scope holds it. */
export async function listPermits(db: Queryable, filter: PermitFilter): Promise<PermitRecord[]> {
  const { rows } = await db.query<PermitRecord>({
    text: `select ${PERMIT_COLUMNS} from ${PERMIT_FROM}
           where (a.path && $1::bigint[] or exists (
               select 1 from area s where s.id = any($1::bigint[]) and p.area_id = any(s.path)))
             and ($2::bigint is null or exists (
               select 1 from household x join area y on y.id = x.area_id
               where x.id = $2 and y.path && $1::bigint[] and (p.household_id = x.id or p.area_id = any(y.path))))
             and p.id > $3
           order by p.id limit $4`,
    values: [filter.scope, filter.householdId, filter.after, filter.limit],
  })
  return rows
}

/** One that the scope may change: an area's only when the scope holds the whole of that area. */
export async function findPermit(db: Queryable, scope: Scope, id: PermitId): Promise<PermitRecord | null> {
  const { rows } = await db.query<PermitRecord>({
    text: `select ${PERMIT_COLUMNS} from ${PERMIT_FROM}
           where p.id = $2 and a.path && $1::bigint[]`,
    values: [scope, id],
  })
  return rows[0] ?? null
}

/** The household's latest permits first, with those of the areas around it. */
export async function listPermitsOfHousehold(
  db: Queryable,
  householdId: HouseholdId,
  limit: number,
): Promise<PermitRecord[]> {
  const { rows } = await db.query<PermitRecord>({
    name: 'list_permits_of_household',
    text: `select ${PERMIT_COLUMNS} from permit p
           where p.household_id = $1 or p.area_id = any((
             select a.path from household h join area a on a.id = h.area_id where h.id = $1)::bigint[])
           order by p.from_at desc limit $2`,
    values: [householdId, limit],
  })
  return rows
}

export type NewPermit = PermitHolder & Omit<PermitTerms, 'id' | 'revokedAt' | 'revokedBy'>

export async function insertPermit(db: Queryable, permit: NewPermit): Promise<PermitId> {
  const { rows } = await db.query<{ id: PermitId }>({
    name: 'insert_permit',
    text: `insert into permit
             (household_id, area_id, from_at, until_at, reason, openings_max, going_out, note, granted_by, granted_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id`,
    values: [
      permit.householdId,
      permit.areaId,
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
