import type { HouseholdId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { currentOrder } from '../store/facts.ts'
import type { Queryable } from '../store/transaction.ts'
import { tellOrderAnew } from './tell-order-anew.ts'

/**
 * Judges a household anew after its facts changed (an order, a permit, a fitting, a policy, a person's resolution):
 * loads the facts and the stored events, folds them from the start and writes what came out. Call it inside the
 * transaction that changes the facts, after the change. A household that never had an order has nothing to judge.
 */
export async function reconsider(tx: Queryable, household: HouseholdId, now: Instant): Promise<void> {
  const order = await currentOrder(tx, household, now)
  if (order !== null) await tellOrderAnew(tx, household, order, now)
}
