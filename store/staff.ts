import type { AreaId, StaffId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Scope } from './area.ts'
import { onlyRow } from './only-row.ts'
import type { Queryable } from './transaction.ts'

export const ROLES = ['viewer', 'grid_worker', 'duty_officer', 'installer', 'admin', 'auditor'] as const
export type Role = (typeof ROLES)[number]
/** Who acknowledges and resolves, and so may be on duty. */
export const HANDLERS: readonly Role[] = ['grid_worker', 'duty_officer', 'admin']

/** A role held in one area and everything below it. */
export interface Grant {
  readonly role: Role
  readonly areaId: AreaId
}

export interface StaffRecord {
  readonly id: StaffId
  readonly username: string
  readonly displayName: string
  readonly disabledAt: Instant | null
  /** Only those within the asking scope. */
  readonly roles: readonly Grant[]
}

export interface StaffFilter {
  readonly scope: Scope
  readonly after: number
  readonly limit: number
}

/** Staff with at least one role within the scope. */
export async function listStaff(db: Queryable, filter: StaffFilter): Promise<StaffRecord[]> {
  const { rows } = await db.query<StaffRecord>({
    text: `select s.id, s.username, s.display_name as "displayName", s.disabled_at as "disabledAt",
             json_agg(json_build_object('role', r.role, 'areaId', r.area_id) order by r.area_id, r.role) as roles
           from staff s join staff_role r on r.staff_id = s.id join area a on a.id = r.area_id
           where a.path && $1::bigint[] and s.id > $2 group by s.id order by s.id limit $3`,
    values: [filter.scope, filter.after, filter.limit],
  })
  return rows
}

export interface NewStaff {
  readonly username: string
  readonly displayName: string
  readonly passwordHash: string
  readonly mustChangePassword: boolean
  readonly createdAt: Instant
}

/** Null when the user name is taken. */
export async function insertStaff(db: Queryable, staff: NewStaff): Promise<StaffId | null> {
  const { rows } = await db.query<{ id: StaffId }>({
    name: 'insert_staff',
    text: `insert into staff (username, display_name, password_hash, must_change_password, created_at)
           values ($1, $2, $3, $4, $5) on conflict (username) do nothing returning id`,
    values: [
      staff.username,
      staff.displayName,
      staff.passwordHash,
      staff.mustChangePassword,
      new Date(staff.createdAt),
    ],
  })
  return rows[0]?.id ?? null
}

/** A member of staff as whoever changes them sees them. */
export interface HeldStaff {
  readonly username: string
  readonly roles: readonly Grant[]
  /** None of the roles is in an area out of scope. */
  readonly isWithin: boolean
}

/** Held until the transaction ends. Null without any role within the scope. */
export async function holdStaff(tx: Queryable, scope: Scope, id: StaffId): Promise<HeldStaff | null> {
  const { rows } = await tx.query<HeldStaff & { isAround: boolean }>({
    name: 'hold_staff',
    text: `with held as (select id, username from staff where id = $2 for update)
           select h.username, json_agg(json_build_object('role', r.role, 'areaId', r.area_id)) as roles,
             bool_and(a.path && $1::bigint[]) as "isWithin", bool_or(a.path && $1::bigint[]) as "isAround"
           from held h join staff_role r on r.staff_id = h.id join area a on a.id = r.area_id group by h.username`,
    values: [scope, id],
  })
  return rows[0]?.isAround === true ? rows[0] : null
}

export interface StaffChange {
  readonly displayName: string | null
  readonly isDisabled: boolean | null
}

/** What is null stays as it is. */
export async function changeStaff(
  tx: Queryable,
  id: StaffId,
  { displayName, isDisabled }: StaffChange,
  now: Instant,
): Promise<void> {
  await tx.query({
    name: 'change_staff',
    text: `update staff set display_name = coalesce($2, display_name),
             disabled_at = case when $3::boolean then coalesce(disabled_at, $4) when not $3 then null else disabled_at end
           where id = $1`,
    values: [id, displayName, isDisabled, new Date(now)],
  })
}

/** Takes away every role within the scope. */
export async function deleteGrants(tx: Queryable, scope: Scope, id: StaffId): Promise<void> {
  await tx.query({
    name: 'delete_grants',
    text: `delete from staff_role r using area a where a.id = r.area_id and a.path && $1::bigint[] and r.staff_id = $2`,
    values: [scope, id],
  })
}

export async function insertGrants(db: Queryable, staffId: StaffId, grants: readonly Grant[]): Promise<void> {
  await db.query({
    name: 'insert_grants',
    text: `insert into staff_role (staff_id, role, area_id)
           select $1, role, area_id from unnest($2::text[], $3::bigint[]) as given (role, area_id)
           on conflict do nothing`,
    values: [staffId, grants.map((grant) => grant.role), grants.map((grant) => grant.areaId)],
  })
}

export interface StaffLogin {
  readonly id: StaffId
  readonly passwordHash: string
}

/** Null for nobody, and for those who may no longer sign in. */
export async function findLogin(db: Queryable, username: string): Promise<StaffLogin | null> {
  const { rows } = await db.query<StaffLogin>({
    name: 'find_login',
    text: 'select id, password_hash as "passwordHash" from staff where username = $1 and disabled_at is null',
    values: [username],
  })
  return rows[0] ?? null
}

export async function replacePassword(
  db: Queryable,
  id: StaffId,
  passwordHash: string,
  mustChangePassword: boolean,
): Promise<void> {
  await db.query({
    name: 'replace_password',
    text: 'update staff set password_hash = $2, must_change_password = $3 where id = $1',
    values: [id, passwordHash, mustChangePassword],
  })
}

export async function anyStaffExists(db: Queryable): Promise<boolean> {
  const { rows } = await db.query<{ found: boolean }>({
    name: 'any_staff_exists',
    text: 'select exists (select 1 from staff) as found',
  })
  return onlyRow(rows).found
}
