import type { HouseholdId, OrderId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { readOrderEvents } from '../store/door-event.ts'
import { currentOrder, nextOrderStart } from '../store/facts.ts'
import type { Queryable } from '../store/transaction.ts'
import { keepOnlyOpenings } from '../store/verdict.ts'
import { lockWatches, makeWatch, writeFacts, writeWatches } from '../store/watch.ts'
import { tellAnew } from '../watch/story.ts'
import { deadline } from '../watch/watch.ts'
import type { WatchState } from '../watch/watch-state.ts'
import { heardUntil } from './heard-until.ts'
import { loadFacts } from './load-facts.ts'
import { reconcileAlerts } from './reconcile-alerts.ts'
import { writeVerdicts } from './verdicts.ts'

/**
 * Tells one order's story from its start, from the registry's tables and the stored events, and brings openings and
 * alerts in line with it. The household's watch takes the new state if this is the order it should be on. Needs no
 * state, so it also mends a watch that was left behind. Returns how many alert changes were logged.
 */
export async function tellOrderAnew(
  tx: Queryable,
  household: HouseholdId,
  order: OrderId,
  now: Instant,
): Promise<number> {
  await makeWatch(tx, household)
  await lockWatches<WatchState>(tx, [household])
  const facts = await loadFacts(tx, order, now)
  if (facts === null) return 0
  const told = tellAnew(facts, await readOrderEvents(tx, household, order), await heardUntil(tx, now))
  await keepOnlyOpenings(tx, order, [...told.openings.values()])
  await reconcileAlerts(tx, facts, told, now)
  const changes = await writeVerdicts(tx, [{ facts, told }], now)
  if ((await currentOrder(tx, household, now)) === order) {
    await writeFacts(tx, household, order, facts)
    const due = deadline(facts, told.state) ?? (await nextOrderStart(tx, household, order))
    await writeWatches(tx, [{ household, state: told.state, deadline: due }])
  }
  return changes
}
