import { Failure } from '../base/failure.ts'
import type { HouseholdId, OrderId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { reconsider } from '../evaluator/reconsider.ts'
import type { Scope } from '../store/area.ts'
import { lockHousehold } from '../store/household.ts'
import { findOrder, findOverlappingOrder, insertOrder, releaseOrderAt } from '../store/order.ts'
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
}

/**
 * @throws Failure `request.contradictory` for a term that cannot be meant; `record.conflict` when it overlaps another
 * order of the household; `record.not_found` for a household out of scope or an unknown policy.
 */
export async function createOrder(tx: Queryable, scope: Scope, order: NewOrder, now: Instant): Promise<OrderId> {
  refuseBadTerm(order, now)
  await getHousehold(tx, scope, order.householdId)
  const policyId = order.policy === null ? null : await newestPolicy(tx, order.policy)
  await lockHousehold(tx, order.householdId)
  await refuseOverlap(tx, order.householdId, order, 'startsAt')
  const id = await insertOrder(tx, { ...order, policyId, createdAt: now })
  await reconsider(tx, order.householdId, now)
  return id
}

/** Ends an order now. @throws Failure `record.not_found` out of scope; `record.conflict` when it was released before. */
export async function releaseOrder(tx: Queryable, scope: Scope, id: OrderId, now: Instant): Promise<HouseholdId> {
  const order = await findOrder(tx, scope, id)
  if (order === null) throw new Failure('record.not_found', { record: 'order', id })
  await lockHousehold(tx, order.householdId)
  if (!(await releaseOrderAt(tx, id, now))) throw new Failure('record.conflict', { reason: 'the order is released' })
  await reconsider(tx, order.householdId, now)
  return order.householdId
}

async function refuseOverlap(
  tx: Queryable,
  household: HouseholdId,
  { startsAt, endsAt }: OrderTerm,
  field: 'startsAt' | 'endsAt',
): Promise<void> {
  const order = await findOverlappingOrder(tx, household, startsAt, endsAt)
  if (order !== null) throw new Failure('record.conflict', { field, reason: 'another order covers this time', order })
}
