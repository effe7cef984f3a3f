import type { Instant } from '../base/instant.ts'
import { nextOrderStart } from '../store/facts.ts'
import type { Queryable } from '../store/transaction.ts'
import { lockDueWatches, type WatchChange, type WatchRow, writeWatches } from '../store/watch.ts'
import type { Facts } from '../watch/facts.ts'
import { deadline, pass } from '../watch/watch.ts'
import type { WatchState } from '../watch/watch-state.ts'
import { hydrateAll } from './hydrate.ts'
import { reconsider } from './reconsider.ts'
import { type Verdict, writeVerdicts } from './verdicts.ts'
import type { WatchCache } from './watch-cache.ts'

/** Households judged in one transaction by the passing of time. */
const BATCH_MAX = 200

/**
 * Lets time pass for households whose deadline is over: the same fold as for events, with no event. Returns how many
 * households were due, so that the caller goes on while batches are full, and how many alert changes were logged.
 */
export async function passTimeWhereDue(
  tx: Queryable,
  cache: WatchCache,
  now: Instant,
): Promise<{ due: number; more: boolean; changes: number }> {
  const rows = await lockDueWatches<WatchState>(tx, now, BATCH_MAX)
  const known = await cache.factsOf(tx, rows)
  const verdicts: Verdict[] = []
  const writes: WatchChange[] = []
  const watched: { row: WatchRow<WatchState>; facts: Facts; state: WatchState }[] = []
  for (const row of rows) {
    const facts = known.get(row.household)
    if (row.state === null || facts === undefined) await reconsider(tx, row.household, now)
    else watched.push({ row, facts, state: row.state })
  }
  for (const { row, facts, state } of await hydrateAll(tx, watched)) {
    const told = pass(facts, state, now)
    verdicts.push({ facts, told })
    const due = await nextDeadline(tx, row, facts, told.state)
    writes.push({ household: row.household, state: told.state, deadline: due })
  }
  const changes = await writeVerdicts(tx, verdicts, now)
  await writeWatches(tx, writes)
  for (const { household, deadline: due } of writes)
    if (due !== null && due <= now) await reconsider(tx, household, now)
  return { due: rows.length, more: rows.length === BATCH_MAX, changes }
}

/** An order that is over gives way to the household's next one. */
async function nextDeadline(
  tx: Queryable,
  row: WatchRow<WatchState>,
  facts: Facts,
  state: WatchState,
): Promise<Instant | null> {
  return deadline(facts, state) ?? (row.order === null ? null : nextOrderStart(tx, row.household, row.order))
}
