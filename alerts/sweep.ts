import type { Pool } from 'pg'
import type { Clock, Instant } from '../base/instant.ts'
import type { Log } from '../base/log.ts'
import { judgeGroups } from '../evaluator/judge-groups.ts'
import { passTimeWhereDue } from '../evaluator/pass-time.ts'
import type { WatchCache } from '../evaluator/watch-cache.ts'
import { judgeRosters } from '../registry/roster/judge-rosters.ts'
import { fallBackWithoutReceipt } from '../store/fallback.ts'
import { noteSilenced } from '../store/silence.ts'
import { inTransaction } from '../store/transaction.ts'

export interface SweepOptions {
  readonly pool: Pool
  readonly cache: WatchCache
  readonly clock: Clock
  readonly log: Log
  readonly everyMs: number
  /** Awaited before time passes up to an instant: while we were away ourselves, nobody is silent.
   */
  readonly ensurePulse: (now: Instant) => Promise<void>
  /** Does what is due for alerts that stand. */
  readonly escalateDue: () => Promise<void>
}

export interface Sweep {
  /** Lets time pass for every household that is due, once.
   */
  run(): Promise<void>
  stop(): Promise<void>
}

/** Taken in one statement. */
const RECEIPTS_MAX = 200
const SILENCED_MAX = 500

/**
 * Lets time pass: an open door becomes "left open", a quiet sensor "silent", many that are silent together one alert
 * for their cause, and a roster with an hour ahead in which nobody is on duty one in time. Then alerts that nobody has
 * acknowledged are escalated, and messages of which no receipt came go to their person's next contact point. Nothing is
 * kept in memory (law 7).
 */
export function startSweep(options: SweepOptions): Sweep {
  const { pool, cache, clock, log, everyMs, ensurePulse, escalateDue } = options
  let stopped = false
  let running: Promise<void> | null = null
  const judge = async (): Promise<void> => {
    for (let more = true; more && !stopped; ) {
      const now = clock()
      await ensurePulse(now)
      more = (await inTransaction(pool, (tx) => passTimeWhereDue(tx, cache, now))).more
    }
    for (let more = true; more && !stopped; ) more = await inTransaction(pool, (tx) => judgeGroups(tx, clock()))
    for (let more = true; more && !stopped; ) more = await inTransaction(pool, (tx) => judgeRosters(tx, clock()))
  }
  const run = async (): Promise<void> => {
    try {
      await judge()
    } finally {
      // An alert that stands is escalated also when a household cannot be judged.
      await escalateDue()
      for (let more = true; more && !stopped; ) more = await fallBackWithoutReceipt(pool, clock(), RECEIPTS_MAX)
      for (let more = true; more && !stopped; ) more = await noteSilenced(pool, clock(), SILENCED_MAX)
    }
  }
  const timer = setInterval(() => {
    running ??= run()
      .catch((error: Error) => log.error({ err: error }, 'time could not pass for due households; tried again shortly'))
      .finally(() => {
        running = null
      })
  }, everyMs)
  return {
    run,
    async stop() {
      stopped = true
      clearInterval(timer)
      await running
    },
  }
}
