import type { HouseholdId, OrderId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { currentOrder, ordersWatchedSince } from '../store/facts.ts'
import type { Queryable } from '../store/transaction.ts'
import { lockWatches, makeWatch } from '../store/watch.ts'
import { tellOrderAnew } from './tell-order-anew.ts'

/**
 * Judges a household anew after its facts changed (an order, a permit, a fitting, a policy, a person's resolution):
 * loads the facts and the stored events, folds them from the start and writes what came out. Call it inside the
 * transaction that changes the facts, after the change. A household that never had an order has nothing to judge.
 *
 * `since` is the earliest instant that the change bears on: a permit for last week may concern an order before the
 * present one. An order that has just given way to another is told to its end.
 */
export async function reconsider(
  tx: Queryable,
  household: HouseholdId,
  now: Instant,
  since: Instant = now,
): Promise<void> {
  const current = await currentOrder(tx, household, now)
  if (current === null) return
  await makeWatch(tx, household)
  const [watch] = await lockWatches(tx, [household])
  const earlier = await ordersWatchedSince(tx, household, since, now)
  const before: readonly OrderId[] = watch === undefined || watch.order === null ? earlier : [...earlier, watch.order]
  for (const order of new Set(before.filter((it) => it !== current))) {
    // Time passes up to an instant and not including it, and such an order may have ended at this very one.
    await tellOrderAnew(tx, household, order, now + 1)
  }
  await tellOrderAnew(tx, household, current, now)
}
