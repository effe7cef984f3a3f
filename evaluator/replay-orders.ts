import type { Pool } from 'pg'
import type { HouseholdId, OrderId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { countReplayable, listReplayable, type ReplaySpan } from '../store/replay.ts'
import { inSnapshot } from '../store/transaction.ts'
import { type Difference, type Replay, replayOrder } from './replay-order.ts'

export interface OrderDifference extends Difference {
  readonly household: HouseholdId
  readonly order: OrderId
}

export interface ReplayRun {
  readonly pool: Pool
  readonly span: ReplaySpan
  readonly now: Instant
  readonly signal: AbortSignal
  readonly onProgress: (progress: { ordersDone: number; ordersAll: number; events: number }) => void
}

export interface ReplayedOrders {
  readonly households: number
  readonly orders: number
  readonly events: number
  readonly openings: number
  readonly alerts: number
  /** The first of them, at most `DIFFERENCES_MAX`. */
  readonly differences: readonly OrderDifference[]
  readonly differencesLeftOut: number
  readonly householdsDiffering: number
}

const DIFFERENCES_MAX = 1000
const ORDERS_AT_ONCE = 200

/**
 * Replays every order that has an instant in common with the span, one after the other, each in a snapshot of its own
 * and whole, since a story can only be told from its start; rows that begin outside the span are not compared. Throws
 * the signal's reason when it is stopped.
 */
export async function replayOrders({ pool, span, now, signal, onProgress }: ReplayRun): Promise<ReplayedOrders> {
  const ordersAll = await countReplayable(pool, span)
  const homes = new Set<HouseholdId>()
  const differing = new Set<HouseholdId>()
  const sum = { orders: 0, events: 0, openings: 0, alerts: 0 }
  const differences: OrderDifference[] = []
  let found = 0
  for (let after = 0; ; ) {
    const page = await listReplayable(pool, span, after, ORDERS_AT_ONCE)
    for (const { household, order } of page) {
      signal.throwIfAborted()
      const replay = await inSnapshot(pool, (tx) => replayOrder(tx, household, order, now))
      if (replay === null) continue
      const within = differencesWithin(replay, span)
      homes.add(household)
      if (within.length > 0) differing.add(household)
      found += within.length
      differences.push(...within.slice(0, DIFFERENCES_MAX - differences.length))
      sum.orders += 1
      for (const count of ['events', 'openings', 'alerts'] as const) sum[count] += replay[count]
      onProgress({ ordersDone: sum.orders, ordersAll, events: sum.events })
    }
    const last = page.at(-1)
    if (last === undefined) break
    after = last.order
  }
  const differencesLeftOut = found - differences.length
  return { households: homes.size, ...sum, differences, differencesLeftOut, householdsDiffering: differing.size }
}

/** What is of no one moment (the state, the facts) belongs to every span. */
function differencesWithin({ household, order, differences }: Replay, { from, until }: ReplaySpan): OrderDifference[] {
  return differences
    .filter(({ at }) => at === null || (from <= at && at < until))
    .map((it) => ({ household, order, ...it }))
}
