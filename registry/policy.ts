import { Failure } from '../base/failure.ts'
import type { AreaId, OrderId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { reconsider } from '../evaluator/reconsider.ts'
import { holdArea, type Scope, scopeHoldsRoot } from '../store/area.ts'
import { lockHousehold } from '../store/household.ts'
import { findOrder } from '../store/order.ts'
import { findNewestPolicy, findPolicy, insertPolicy, insertPolicyAssignment, isPresetPolicy } from '../store/policy.ts'
import type { Queryable } from '../store/transaction.ts'
import { markFactsStale } from '../store/watch.ts'
import type { PolicySettings } from '../watch/policy.ts'
import { getArea } from './area.ts'
import { contradiction } from './contradiction.ts'

const DAY_MS = 86_400_000
const AHEAD_DAYS_MAX = 366

/** @throws Failure `record.not_found` when there is no policy of this name. */
export async function newestPolicy(db: Queryable, name: string): Promise<number> {
  const id = await findNewestPolicy(db, name)
  if (id === null) {
    const reason = 'there is no policy of this name'
    throw new Failure('record.not_found', { field: 'policy', reason, record: 'policy', name })
  }
  return id
}

/**
 * An order without a policy takes the newest default, and one that names a preset its newest version, wherever it is: so
 * presets are changed by who administers everything.
 * @throws Failure `access.denied` when the name is a preset's and the scope is less.
 */
export async function refusePreset(tx: Queryable, scope: Scope, name: string): Promise<void> {
  if (!(await isPresetPolicy(tx, name)) || (await scopeHoldsRoot(tx, scope))) return
  throw new Failure('access.denied', { field: 'name', reason: 'a preset is changed by who administers everything' })
}

/**
 * The next version of a policy, or the first of a new name. It holds nowhere until it is assigned.
 * @throws Failure `record.conflict` when somebody else made the same version at the same moment.
 */
export async function createPolicyVersion(
  tx: Queryable,
  policy: { readonly name: string; readonly settings: PolicySettings; readonly createdBy: string },
  now: Instant,
): Promise<{ id: number; version: number }> {
  const made = await insertPolicy(tx, { ...policy, createdAt: now })
  if (made === null) throw new Failure('record.conflict', { reason: 'another version was made at this moment' })
  return made
}

export interface AssignPolicy {
  /** Null: take the area's again, or that of the area around it. */
  readonly policyId: number | null
  readonly assignedBy: string
}

/**
 * From now on the policy holds for the order, whatever its areas have; what went before is judged as it was.
 * @throws Failure `record.not_found` for an order out of scope or an unknown policy.
 */
export async function assignPolicyToOrder(
  tx: Queryable,
  scope: Scope,
  orderId: OrderId,
  assign: AssignPolicy,
  now: Instant,
): Promise<number> {
  const order = await findOrder(tx, scope, orderId)
  if (order === null) throw new Failure('record.not_found', { field: 'orderId', record: 'order', id: orderId })
  await refuseUnknown(tx, assign.policyId)
  await lockHousehold(tx, order.householdId)
  const id = await insertPolicyAssignment(tx, { ...assign, orderId, areaId: null, from: now })
  await reconsider(tx, order.householdId, now)
  return id
}

/**
 * From an instant on, which is now or to come, the policy holds for every order within the area that has none nearer.
 * The households are judged anew by the sweep, in small batches.
 * @throws Failure `record.not_found` for an area out of scope or an unknown policy, `request.contradictory` for a time
 * that is past or further ahead than anybody plans.
 */
export async function assignPolicyToArea(
  tx: Queryable,
  scope: Scope,
  areaId: AreaId,
  { from: asked, ...assign }: AssignPolicy & { readonly from?: Instant | undefined },
  now: Instant,
): Promise<number> {
  await getArea(tx, scope, areaId)
  const from = asked ?? now
  if (from < now) throw contradiction('from', 'what is past was judged by the policy of its time')
  if (from > now + AHEAD_DAYS_MAX * DAY_MS) {
    throw contradiction('from', `a policy is assigned no more than ${AHEAD_DAYS_MAX} days ahead`)
  }
  await holdArea(tx, areaId)
  await refuseUnknown(tx, assign.policyId)
  const id = await insertPolicyAssignment(tx, { ...assign, areaId, orderId: null, from })
  await markFactsStale(tx, areaId, now, now)
  return id
}

async function refuseUnknown(tx: Queryable, policyId: number | null): Promise<void> {
  if (policyId === null || (await findPolicy(tx, policyId)) !== null) return
  const reason = 'there is no such policy'
  throw new Failure('record.not_found', { field: 'policyId', reason, record: 'policy', id: policyId })
}
