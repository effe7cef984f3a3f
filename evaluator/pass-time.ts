import type { Instant } from '../base/instant.ts'
import { nextOrderStart } from '../store/facts.ts'
import type { Queryable } from '../store/transaction.ts'
import { lockDueWatches, type WatchChange, type WatchRow, writeFacts, writeWatches } from '../store/watch.ts'
import type { Facts } from '../watch/facts.ts'
import { deadline, pass } from '../watch/watch.ts'
import type { WatchState } from '../watch/watch-state.ts'
import { hydrateAll } from './hydrate.ts'
import { loadFacts } from './load-facts.ts'
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
    const facts = await goodFacts(tx, row, known.get(row.household), now)
    if (row.state === null || facts === null) await reconsider(tx, row.household, now)
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

/**
 * The facts to judge by: those at hand, or where they are out of date the new ones. Null where something was judged by
 * the old ones that the new ones concern, so that the story must be told anew. Heartbeats, which leave the stored state
 * as it is, are no such thing: what changes in this way (policies, permits, tests) decides about doors.
 */
async function goodFacts(
  tx: Queryable,
  row: WatchRow<WatchState>,
  facts: Facts | undefined,
  now: Instant,
): Promise<Facts | null> {
  const { household, order, state, staleFrom } = row
  if (facts === undefined || staleFrom === null) return facts ?? null
  if (state === null || order === null || Math.max(state.at, state.sweptAt) >= staleFrom) return null
  const renewed = await loadFacts(tx, order, now)
  if (renewed !== null) await writeFacts(tx, household, order, renewed)
  return renewed
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
