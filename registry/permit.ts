import { Failure } from '../base/failure.ts'
import type { HouseholdId, PermitId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { reconsider } from '../evaluator/reconsider.ts'
import type { Scope } from '../store/area.ts'
import { lockHousehold } from '../store/household.ts'
import { findPermit, insertPermit, type PermitReason, revokePermitAt } from '../store/permit.ts'
import type { Queryable } from '../store/transaction.ts'
import { getHousehold } from './household.ts'
import { refuseBadWindow } from './permit-window.ts'

export interface NewPermit {
  readonly householdId: HouseholdId
  /** The window is `[from, until)`. It may lie in the past: "I forgot to report". */
  readonly from: Instant
  readonly until: Instant
  readonly reason: PermitReason
  readonly openingsMax: number
  readonly goingOut: boolean
  readonly note: string
  readonly grantedBy: string
}

/** @throws Failure `request.contradictory` when it cannot be meant; `record.not_found` for a household out of scope. */
export async function grantPermit(tx: Queryable, scope: Scope, permit: NewPermit, now: Instant): Promise<PermitId> {
  refuseBadWindow(permit, now)
  await getHousehold(tx, scope, permit.householdId)
  await lockHousehold(tx, permit.householdId)
  const id = await insertPermit(tx, { ...permit, grantedAt: now })
  await reconsider(tx, permit.householdId, now)
  return id
}

/** From now on; what it covered stays covered. @throws Failure `record.not_found` out of scope; `record.conflict` when revoked before. */
export async function revokePermit(
  tx: Queryable,
  scope: Scope,
  id: PermitId,
  by: string,
  now: Instant,
): Promise<HouseholdId> {
  const permit = await findPermit(tx, scope, id)
  if (permit === null) throw new Failure('record.not_found', { record: 'permit', id })
  await lockHousehold(tx, permit.householdId)
  if (!(await revokePermitAt(tx, id, now, by)))
    throw new Failure('record.conflict', { reason: 'the permit is revoked' })
  await reconsider(tx, permit.householdId, now)
  return permit.householdId
}
