import type { HouseholdId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Queryable } from '../store/transaction.ts'
import { readWatches } from '../store/watch.ts'
import { type DoorView, doorViews } from '../watch/door-view.ts'
import type { Facts } from '../watch/facts.ts'
import type { WatchState } from '../watch/watch-state.ts'
import { hydrateAll } from './hydrate.ts'

/** The doors of households as they can be known at `now`. A household that never had an order is absent. */
export async function viewDoors(
  db: Queryable,
  households: readonly HouseholdId[],
  now: Instant,
): Promise<ReadonlyMap<HouseholdId, readonly DoorView[]>> {
  const watches = await readWatches<WatchState, Facts>(db, households)
  const views = new Map<HouseholdId, readonly DoorView[]>()
  for (const { facts, state } of await hydrateAll(db, watches)) views.set(facts.household, doorViews(facts, state, now))
  return views
}
