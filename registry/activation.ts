import type { HouseholdId, OrderId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { reconsider } from '../evaluator/reconsider.ts'
import { activateOrdersOf } from '../store/activation.ts'
import { holdAreasAround } from '../store/area.ts'
import type { Queryable } from '../store/transaction.ts'

/**
 * Judges a household anew after one of the conditions of its orders changed: those whose last condition it was go active
 * and are watched from now on. The caller holds the household's lock. Returns which.
 */
export async function reconsiderActivation(
  tx: Queryable,
  household: HouseholdId,
  now: Instant,
): Promise<readonly OrderId[]> {
  await holdAreasAround(tx, household)
  const activated = await activateOrdersOf(tx, household, now)
  if (activated.length > 0) await reconsider(tx, household, now)
  return activated
}
