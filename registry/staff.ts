import { Failure } from '../base/failure.ts'
import type { StaffId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { findArea, type Scope } from '../store/area.ts'
import { revokeSessions } from '../store/session.ts'
import {
  changeStaff,
  deleteGrants,
  type Grant,
  type HeldStaff,
  holdStaff,
  insertGrants,
  insertStaff,
  replacePassword,
  type StaffChange,
} from '../store/staff.ts'
import type { Queryable } from '../store/transaction.ts'
import { contradiction } from './contradiction.ts'
import { hashPassword, requireGoodPassword } from './password.ts'

export interface NewMember {
  readonly username: string
  readonly displayName: string
  /** Handed over by whoever adds the person, who must choose another one at the first sign-in. */
  readonly password: string
  readonly roles: readonly Grant[]
}

/**
 * @throws Failure `password.weak`; `record.not_found` for a role in an area out of scope; `record.conflict` when the
 * user name is taken.
 */
export async function addStaff(tx: Queryable, scope: Scope, member: NewMember, now: Instant): Promise<StaffId> {
  requireGoodPassword(member.password, member.username)
  await requireAreas(tx, scope, member.roles)
  const { username, displayName } = member
  const passwordHash = await hashPassword(member.password)
  const id = await insertStaff(tx, { username, displayName, passwordHash, mustChangePassword: true, createdAt: now })
  if (id === null) throw new Failure('record.conflict', { reason: 'the user name is taken' })
  await insertGrants(tx, id, member.roles)
  return id
}

export interface StaffRequest extends StaffChange {
  /** In place of all that the person has within the scope. */
  readonly roles: readonly Grant[] | null
}

/**
 * What is null stays as it is. Whoever is disabled is signed out everywhere and called for nothing. Returns the user name.
 * @throws Failure `record.not_found` for nobody, or an area, out of scope; `request.contradictory` for what the
 * caller would do to themselves, or to an account that somebody outside the scope answers for as well.
 */
export async function alterStaff(
  tx: Queryable,
  scope: Scope,
  id: StaffId,
  { by, now, ...change }: StaffRequest & { readonly by: StaffId; readonly now: Instant },
): Promise<string> {
  const held = await getStaff(tx, scope, id)
  const { roles, isDisabled, displayName } = change
  if (id === by && isDisabled === true) throw contradiction('disabled', 'nobody locks themselves out')
  if (id === by && roles !== null) throw contradiction('roles', 'nobody changes their own roles')
  if (isDisabled !== null) requireWithin(held, 'disabled')
  if (displayName !== null) requireWithin(held, 'displayName')
  await changeStaff(tx, id, { isDisabled, displayName }, now)
  if (isDisabled === true) await revokeSessions(tx, id, now)
  if (roles === null) return held.username
  await requireAreas(tx, scope, roles)
  await deleteGrants(tx, scope, id)
  await insertGrants(tx, id, roles)
  return held.username
}

/**
 * For whoever has forgotten theirs: another one must be chosen at the first sign-in. Ends every session of the person's.
 * @throws Failure `record.not_found` out of scope; `password.weak`; `request.contradictory` for one's own, which takes
 * the present one, and for an account that somebody outside the scope answers for as well.
 */
export async function resetPassword(
  tx: Queryable,
  scope: Scope,
  id: StaffId,
  { password, by, now }: { readonly password: string; readonly by: StaffId; readonly now: Instant },
): Promise<string> {
  const held = await getStaff(tx, scope, id)
  if (id === by) throw contradiction('password', 'your own is changed with the present one')
  requireWithin(held, 'password')
  requireGoodPassword(password, held.username)
  await replacePassword(tx, id, await hashPassword(password), true)
  await revokeSessions(tx, id, now)
  return held.username
}

async function getStaff(tx: Queryable, scope: Scope, id: StaffId): Promise<HeldStaff> {
  const held = await holdStaff(tx, scope, id)
  if (held === null) throw new Failure('record.not_found', { record: 'staff', id })
  return held
}

function requireWithin({ isWithin }: HeldStaff, field: string): void {
  if (!isWithin) throw contradiction(field, 'this person has a role outside your areas as well')
}

async function requireAreas(tx: Queryable, scope: Scope, roles: readonly Grant[]): Promise<void> {
  for (const { areaId } of roles) {
    if ((await findArea(tx, scope, areaId)) === null)
      throw new Failure('record.not_found', { record: 'area', id: areaId })
  }
}
