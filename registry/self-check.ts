import type { Pool } from 'pg'
import type { Clock, Instant } from '../base/instant.ts'
import type { Log } from '../base/log.ts'
import { type Difference, replayOrder } from '../evaluator/replay-order.ts'
import { type ClaimedOrder, claimChecks, noteCheck } from '../store/self-check.ts'
import { inSnapshot } from '../store/transaction.ts'
import type { SelfCheckMetrics } from './self-check-metrics.ts'

export interface SelfCheckOptions {
  readonly pool: Pool
  readonly clock: Clock
  readonly log: Log
  readonly metrics: SelfCheckMetrics
  /** Waits for as long as the last orders took, so that at most half of the process's time goes into this. */
  readonly rest: (ms: number) => Promise<void>
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** From three to five in the morning in China, which has had one time all the year since 1991. */
const NIGHT_FROM_MS = 3 * HOUR_MS - 8 * HOUR_MS
const NIGHT_MS = 2 * HOUR_MS
const EVERY_MS = 10 * 60_000
const ORDERS_AT_ONCE = 20
const REST_MS_MAX = 2000

/** When the quiet hours that `now` lies in began; null outside them. */
function nightAt(now: Instant): Instant | null {
  const sinceMs = (((now - NIGHT_FROM_MS) % DAY_MS) + DAY_MS) % DAY_MS
  return sinceMs < NIGHT_MS ? now - sinceMs : null
}

/**
 * In the quiet hours, once a night: replays every order that runs, or has ended in the last day, and reports where what
 * live operation concluded differs. Orders that a night is too short for come first in the next one. Returns how many
 * were compared.
 */
export async function checkConclusions(options: SelfCheckOptions, isStopped = () => false): Promise<number> {
  const { pool, clock, rest } = options
  let compared = 0
  for (;;) {
    const now = clock()
    const night = nightAt(now)
    if (night === null || isStopped()) return compared
    const claim = { since: night, endedSince: now - DAY_MS, now, limit: ORDERS_AT_ONCE }
    const orders = await claimChecks(pool, claim)
    if (orders.length === 0) return compared
    const startedMs = performance.now()
    compared += await compareAll(options, orders, isStopped)
    await rest(Math.min(REST_MS_MAX, performance.now() - startedMs))
  }
}

/**
 * An outage of ours is told to one household after the other: what differs is looked at again a little later, and is a
 * defect when it differs then too.
 */
async function compareAll(
  options: SelfCheckOptions,
  orders: readonly ClaimedOrder[],
  isStopped: () => boolean,
): Promise<number> {
  let compared = 0
  const suspects: ClaimedOrder[] = []
  for (const claimed of orders) {
    if (isStopped()) return compared
    if ((await differencesOf(options, claimed)).length > 0) suspects.push(claimed)
    else await settle(options, claimed, [])
    compared += 1
  }
  if (suspects.length > 0) await options.rest(REST_MS_MAX)
  for (const claimed of suspects) await settle(options, claimed, await differencesOf(options, claimed))
  return compared
}

async function differencesOf({ pool, clock }: SelfCheckOptions, claimed: ClaimedOrder): Promise<readonly Difference[]> {
  const { household, order } = claimed
  const replay = await inSnapshot(pool, (tx) => replayOrder(tx, household, order, clock()))
  return replay?.differences ?? []
}

/** The log names the order, and what kind of value differs; the values themselves stay in the database. */
async function settle(
  { pool, log, metrics }: SelfCheckOptions,
  { household, order }: ClaimedOrder,
  differences: readonly Difference[],
): Promise<void> {
  await noteCheck(pool, order, differences.length)
  metrics.orders.inc()
  if (differences.length === 0) return
  metrics.differences.inc(differences.length)
  const what = [...new Set(differences.map((it) => (it.field === null ? it.what : `${it.what}.${it.field}`)))]
  log.error(
    { household, order, differences: differences.length, what },
    'what was concluded differs from its replay, which is a defect of Menshen: npm run replay -- --household shows it',
  )
}

/** Checks conclusions in every night's quiet hours. Returns what stops it. */
export function startSelfCheck(options: Omit<SelfCheckOptions, 'rest'>): () => Promise<void> {
  const { log } = options
  let stopped = false
  let running: Promise<void> | null = null
  const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
  const check = (): void => {
    running ??= checkConclusions({ ...options, rest }, () => stopped)
      .then(
        (orders) => {
          if (orders > 0) log.info({ orders }, 'conclusions were compared with their replay')
        },
        (error: Error) => log.error({ err: error }, 'the check of conclusions failed; tried again in ten minutes'),
      )
      .finally(() => {
        running = null
      })
  }
  check()
  const timer = setInterval(check, EVERY_MS)
  return async () => {
    stopped = true
    clearInterval(timer)
    await running
  }
}
