import { Failure } from '../base/failure.ts'
import type { HouseholdId, OrderId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { reconsider } from '../evaluator/reconsider.ts'
import { type Override, overrideActivationOf } from '../store/activation.ts'
import { holdAreasAround, type Scope } from '../store/area.ts'
import type { Queryable } from '../store/transaction.ts'
import { lockOrder } from './order.ts'

/**
 * A named person activates an order whatever its conditions.
 * @throws Failure `record.not_found` out of scope; `record.conflict` when the order is active already, or over.
 */
export async function overrideActivation(
  tx: Queryable,
  scope: Scope,
  id: OrderId,
  override: Override,
  now: Instant,
): Promise<HouseholdId> {
  const order = await lockOrder(tx, scope, id)
  await holdAreasAround(tx, order.householdId)
  if (!(await overrideActivationOf(tx, id, override, now))) {
    throw new Failure('record.conflict', { reason: 'the order is active already, or over' })
  }
  await reconsider(tx, order.householdId, now)
  return order.householdId
}
