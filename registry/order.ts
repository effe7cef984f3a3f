import { Failure } from '../base/failure.ts'
import type { HouseholdId, OrderId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { reconsider } from '../evaluator/reconsider.ts'
import { activateOrdersOf, overrideActivationOf } from '../store/activation.ts'
import { holdAreasAround, type Scope } from '../store/area.ts'
import { lockHousehold } from '../store/household.ts'
import { findOrder, findOverlappingOrder, insertOrder, type QuarantineOrder, releaseOrderAt } from '../store/order.ts'
import { insertOrderChange } from '../store/order-change.ts'
import { copyPolicyAssignment } from '../store/policy.ts'
import type { Queryable } from '../store/transaction.ts'
import { getHousehold } from './household.ts'
import { type OrderTerm, refuseBadTerm } from './order-term.ts'
import { newestPolicy } from './policy.ts'

export interface NewOrder {
  readonly householdId: HouseholdId
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly basis: string
  readonly issuedBy: string
  /** Its newest version at this moment stays the order's; null takes what the order's areas are assigned. */
  readonly policy: string | null
  /** Why the issuer has the household watched before its conditions are true; null leaves the order waiting for them. */
  readonly override: { readonly reason: string } | null
  /** The order of the same household that this one goes on from. */
  readonly continues?: OrderId
}

/**
 * An order is active from now on when its conditions are true, or by the issuer's override; else it waits for them, and
 * until then nothing is recorded under it.
 * @throws Failure `request.contradictory` for a term that cannot be meant; `record.conflict` when it overlaps another
 * order of the household; `record.not_found` for a household out of scope or an unknown policy.
 */
export async function createOrder(tx: Queryable, scope: Scope, order: NewOrder, now: Instant): Promise<OrderId> {
  refuseBadTerm(order, now)
  await getHousehold(tx, scope, order.householdId)
  const policyId = order.policy === null ? null : await newestPolicy(tx, order.policy)
  await lockHousehold(tx, order.householdId)
  await holdAreasAround(tx, order.householdId)
  await refuseOverlap(tx, order.householdId, order, 'startsAt')
  const continues = order.continues ?? null
  const id = await insertOrder(tx, { ...order, policyId, continues, createdAt: now })
  if (continues !== null) await copyPolicyAssignment(tx, continues, id, order.startsAt)
  const activated = await activateOrdersOf(tx, order.householdId, now)
  if (order.override !== null && !activated.includes(id)) {
    await overrideActivationOf(tx, id, { by: order.issuedBy, reason: order.override.reason }, now)
  }
  await reconsider(tx, order.householdId, now)
  return id
}

/** Who changes an order, and why. */
export interface Reasoned {
  readonly by: string
  readonly reason: string
}

/** Ends an order now. @throws Failure `record.not_found` out of scope; `record.conflict` when it was released before. */
export async function releaseOrder(
  tx: Queryable,
  scope: Scope,
  id: OrderId,
  { by, reason }: Reasoned,
  now: Instant,
): Promise<HouseholdId> {
  const { householdId } = await lockOrder(tx, scope, id)
  if (!(await releaseOrderAt(tx, id, now))) throw new Failure('record.conflict', { reason: 'the order is released' })
  await insertOrderChange(tx, id, { ...NO_CHANGE, at: now, what: 'released', by, reason })
  await reconsider(tx, householdId, now)
  return householdId
}

/** What a change of an order leaves out. */
export const NO_CHANGE = { endsAtBefore: null, endsAtAfter: null, continuation: null } as const

/** @throws Failure `record.not_found` when it is not within the scope, whether or not it exists. */
export async function getOrder(db: Queryable, scope: Scope, id: OrderId): Promise<QuarantineOrder> {
  const order = await findOrder(db, scope, id)
  if (order === null) throw new Failure('record.not_found', { record: 'order', id })
  return order
}

/** The order, with its household's facts held still. @throws Failure `record.not_found` out of scope. */
export async function lockOrder(tx: Queryable, scope: Scope, id: OrderId): Promise<QuarantineOrder> {
  const { householdId } = await getOrder(tx, scope, id)
  await lockHousehold(tx, householdId)
  return getOrder(tx, scope, id)
}

export async function refuseOverlap(
  tx: Queryable,
  household: HouseholdId,
  { startsAt, endsAt }: OrderTerm,
  field: 'startsAt' | 'endsAt',
  except?: OrderId,
): Promise<void> {
  const order = await findOverlappingOrder(tx, household, startsAt, endsAt, except)
  if (order !== null) throw new Failure('record.conflict', { field, reason: 'another order covers this time', order })
}
