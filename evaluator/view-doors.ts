import type { HouseholdId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Queryable } from '../store/transaction.ts'
import { readWatch } from '../store/watch.ts'
import { type DoorView, doorViews } from '../watch/door-view.ts'
import type { Facts } from '../watch/facts.ts'
import type { WatchState } from '../watch/watch-state.ts'
import { hydrateAll } from './hydrate.ts'

/** The household's doors as they can be known at `now`; none before its first order. */
export async function viewDoors(db: Queryable, household: HouseholdId, now: Instant): Promise<readonly DoorView[]> {
  const watch = await readWatch<WatchState, Facts>(db, household)
  if (watch === null) return []
  const [standing] = await hydrateAll(db, [watch])
  return standing === undefined ? [] : doorViews(standing.facts, standing.state, now)
}
