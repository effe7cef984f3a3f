import { Failure } from '../base/failure.ts'
import type { AreaId, HouseholdId, PermitId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { reconsider } from '../evaluator/reconsider.ts'
import { holdArea, type Scope } from '../store/area.ts'
import { lockHousehold } from '../store/household.ts'
import { findPermit, insertPermit, type PermitHolder, type PermitReason, revokePermitAt } from '../store/permit.ts'
import type { Queryable } from '../store/transaction.ts'
import { markFactsStale } from '../store/watch.ts'
import { CONSIDERED_WITHIN_MS } from '../watch/permit-cover.ts'
import { getArea } from './area.ts'
import { contradiction } from './contradiction.ts'
import { getHousehold } from './household.ts'
import { refuseBadWindow } from './permit-window.ts'

export interface NewPermit {
  /** One household, or an area for a planned round: each of its households, also one that gets its order later. */
  readonly householdId: HouseholdId | null
  readonly areaId: AreaId | null
  /** The window is `[from, until)`. It may lie in the past: "I forgot to report". */
  readonly from: Instant
  readonly until: Instant
  readonly reason: PermitReason
  /** For each household. */
  readonly openingsMax: number
  readonly goingOut: boolean
  readonly note: string
  readonly grantedBy: string
}

/**
 * The households of an area are judged anew by the sweep, in small batches.
 * @throws Failure `request.contradictory` when it cannot be meant; `record.not_found` for a household or area out of scope.
 */
export async function grantPermit(tx: Queryable, scope: Scope, permit: NewPermit, now: Instant): Promise<PermitId> {
  refuseBadWindow(permit, now)
  const holder = holderOf(permit)
  await holdHolder(tx, scope, holder)
  const id = await insertPermit(tx, { ...permit, ...holder, grantedAt: now })
  // The openings around it say of it whether it applies.
  await judgeAnew(tx, holder, permit.from - CONSIDERED_WITHIN_MS, now)
  return id
}

/** From now on; what it covered stays covered. @throws Failure `record.not_found` out of scope; `record.conflict` when revoked before. */
export async function revokePermit(
  tx: Queryable,
  scope: Scope,
  id: PermitId,
  by: string,
  now: Instant,
): Promise<PermitHolder> {
  const permit = await findPermit(tx, scope, id)
  if (permit === null) throw new Failure('record.not_found', { record: 'permit', id })
  await holdHolder(tx, scope, permit)
  if (!(await revokePermitAt(tx, id, now, by)))
    throw new Failure('record.conflict', { reason: 'the permit is revoked' })
  await judgeAnew(tx, permit, now, now)
  return permit
}

function holderOf({ householdId, areaId }: Pick<NewPermit, 'householdId' | 'areaId'>): PermitHolder {
  if (householdId !== null && areaId === null) return { householdId, areaId }
  if (householdId === null && areaId !== null) return { householdId, areaId }
  throw contradiction('householdId', 'a permit is for one household or for one area')
}

async function holdHolder(tx: Queryable, scope: Scope, { householdId, areaId }: PermitHolder): Promise<void> {
  if (householdId === null) {
    await getArea(tx, scope, areaId)
    await holdArea(tx, areaId)
  } else {
    await getHousehold(tx, scope, householdId)
    await lockHousehold(tx, householdId)
  }
}

/** What was judged since `staleFrom` is out of date. */
async function judgeAnew(tx: Queryable, holder: PermitHolder, staleFrom: Instant, now: Instant): Promise<void> {
  if (holder.householdId !== null) return reconsider(tx, holder.householdId, now, staleFrom)
  return markFactsStale(tx, holder.areaId, staleFrom, now)
}
