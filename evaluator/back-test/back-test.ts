import type { Pool, PoolClient } from 'pg'
import type { OrderId } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import {
  countHistoryOrders,
  countLiveNotices,
  type HistoryOrder,
  type HistorySpan,
  type LiveAlert,
  listHistoryOrders,
  readLiveAlerts,
} from '../../store/back-test-history.ts'
import { readRecordedEvents } from '../../store/recorded-events.ts'
import { inSnapshot } from '../../store/transaction.ts'
import type { WatchEvent } from '../../watch/door.ts'
import type { Facts } from '../../watch/facts.ts'
import type { PolicySettings } from '../../watch/policy.ts'
import { storedFacts } from '../load-facts.ts'
import type { BackTestProgress, BackTestResult } from './back-test-result.ts'
import { StoryGatherer } from './story-gatherer.ts'
import { Tally } from './tally.ts'
import { tellRecorded } from './tell-recorded.ts'

export interface BackTestOptions {
  /** Two of its connections are used. Its statements may take minutes. */
  readonly pool: Pool
  readonly span: HistorySpan
  readonly settings: PolicySettings
  /** Stories that are not over are told up to here. */
  readonly now: Instant
  /** Milliseconds that pass and never step. */
  readonly elapsed: () => number
  readonly signal: AbortSignal
  readonly onProgress: (progress: BackTestProgress) => void
}

/** The server sorts and sends on one core what is folded on the other; the second connection sorts meanwhile. */
const READS_AT_ONCE = 2
/** So many events are sorted within the server's memory for sorts, and each page of the history is met often enough. */
const EVENTS_PER_READ = 400_000
const ORDERS_PER_READ_MAX = 256
/** Before it is known how long the stories are. */
const ORDERS_IN_FIRST_READ = 8

/**
 * Runs a draft policy over recorded history: every order that touches the span is told from its start as if the draft
 * had been its policy, and what began within the span is counted beside what live operation made of it. Reads only, a
 * few orders at a time, each read of one snapshot; no more than a story a connection is in memory.
 * @throws the signal's reason once it is aborted
 */
export async function backTest(options: BackTestOptions): Promise<BackTestResult> {
  const { pool, span, signal, elapsed, onProgress } = options
  const begunAt = elapsed()
  const ordersAll = await countHistoryOrders(pool, span)
  const tally = new Tally(span)
  const stop = new AbortController()
  const until = AbortSignal.any([signal, stop.signal])
  const next = pages(pool, span, tally)
  const tell = (): void => onProgress({ ordersDone: tally.ordersDone, ordersAll, events: tally.events })
  tell()
  const readOn = async (): Promise<void> => {
    for (let orders = await next(); orders.length > 0; orders = await next()) {
      until.throwIfAborted()
      await inSnapshot(pool, (tx) => readOrders(tx, orders, tally, options, until))
      tell()
    }
  }
  const reads = Array.from({ length: READS_AT_ONCE }, () =>
    readOn().catch((error: unknown) => {
      stop.abort(error)
      throw error
    }),
  )
  const settled = await Promise.allSettled(reads)
  for (const it of settled) if (it.status === 'rejected') throw stop.signal.reason
  return tally.result((elapsed() - begunAt) / 1000)
}

/** Hands out the orders page by page, one asker after the other; pages are as long as makes a read of good size. */
function pages(pool: Pool, span: HistorySpan, tally: Tally): () => Promise<readonly HistoryOrder[]> {
  let after = 0
  let turn: Promise<readonly HistoryOrder[]> = Promise.resolve([])
  const read = async (): Promise<readonly HistoryOrder[]> => {
    const each = tally.events / Math.max(1, tally.ordersDone)
    const fitting = Math.floor(EVENTS_PER_READ / Math.max(1, each))
    const limit = tally.ordersDone === 0 ? ORDERS_IN_FIRST_READ : Math.min(Math.max(1, fitting), ORDERS_PER_READ_MAX)
    const page = await listHistoryOrders(pool, span, after, limit)
    after = page.at(-1)?.order ?? after
    return page
  }
  return () => {
    turn = turn.then(read)
    return turn
  }
}

async function readOrders(
  tx: PoolClient,
  places: readonly HistoryOrder[],
  tally: Tally,
  { span, settings, now }: BackTestOptions,
  signal: AbortSignal,
): Promise<void> {
  const ids = places.map((it) => it.order)
  const stories = new Map<OrderId, Story>()
  for (const place of places) {
    const facts = await storedFacts(tx, place.order)
    if (facts !== null) stories.set(place.order, { place, facts: underDraft(facts, settings), alerts: [] })
  }
  for (const alert of await readLiveAlerts(tx, ids, span)) stories.get(alert.order)?.alerts.push(alert)
  tally.liveNotices(await countLiveNotices(tx, ids, span))
  const told = new StoryGatherer<WatchEvent>({
    told: (order, events) => {
      signal.throwIfAborted()
      const story = stories.get(order)
      stories.delete(order)
      if (story === undefined) return
      const outcome = { ...story, mergeMinutes: settings.mergeMinutes }
      tally.add({ ...outcome, told: tellRecorded(story.facts, events, Math.min(now, story.facts.order.endsAt + 1)) })
    },
    tooLong: (order) => {
      stories.delete(order)
      tally.tooLong()
    },
  })
  const all = [...stories.values()].map((it) => it.facts)
  await readRecordedEvents(tx, recorded(all), (order, event) => {
    tally.readEvent()
    told.take(order, event)
  })
  told.end()
  for (const order of [...stories.keys()]) told.empty(order)
}

interface Story {
  readonly place: HistoryOrder
  readonly facts: Facts
  readonly alerts: LiveAlert[]
}

/** The same order under the draft alone, from its start. */
function underDraft(facts: Facts, settings: PolicySettings): Facts {
  return { ...facts, policies: [{ from: facts.order.startsAt, policy: { ...settings, name: 'draft', version: 0 } }] }
}

function recorded(all: readonly Facts[]): Parameters<typeof readRecordedEvents>[1] {
  return {
    orders: all.map((it) => it.order.id),
    households: [...new Set(all.map((it) => it.household))],
    from: all.reduce((first, it) => Math.min(first, it.order.startsAt), Number.POSITIVE_INFINITY),
    until: all.reduce((last, it) => Math.max(last, it.order.endsAt), Number.NEGATIVE_INFINITY),
  }
}
