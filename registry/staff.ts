import { Failure } from '../base/failure.ts'
import type { StaffId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { findArea, type Scope } from '../store/area.ts'
import { type Grant, insertGrants, insertStaff } from '../store/staff.ts'
import type { Queryable } from '../store/transaction.ts'
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
  for (const grant of member.roles) {
    const area = await findArea(tx, scope, grant.areaId)
    if (area === null) throw new Failure('record.not_found', { record: 'area', id: grant.areaId })
  }
  const { username, displayName } = member
  const passwordHash = await hashPassword(member.password)
  const id = await insertStaff(tx, { username, displayName, passwordHash, mustChangePassword: true, createdAt: now })
  if (id === null) throw new Failure('record.conflict', { reason: 'the user name is taken' })
  await insertGrants(tx, id, member.roles)
  return id
}
