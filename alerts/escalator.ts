import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from 'pg'
import type { Registry } from 'prom-client'
import { type Failpoint, noFailpoint } from '../base/failpoint.ts'
import type { Clock } from '../base/instant.ts'
import type { Log } from '../base/log.ts'
import { countOverdueEscalations } from '../store/escalation.ts'
import { inTransaction } from '../store/transaction.ts'
import { escalate } from './escalate.ts'
import { EscalationMetrics } from './escalation-metrics.ts'
import { returnUnhandled } from './return-unhandled.ts'

/** Hints within this long of a look are answered by one look: a flapping door's changes are hints too. */
const BETWEEN_LOOKS_MS = 25
const OVERDUE_MS = 5000

export interface EscalatorOptions {
  readonly pool: Pool
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Registry
  readonly betweenLooksMs?: number
  readonly failpoint?: Failpoint
}

export interface Escalator {
  /** A hint that an alert was raised: its first step is taken now. Without any, the sweep takes it (law 7). */
  wake(): void
  /** Does what is due now. */
  run(): Promise<void>
  /** Begins nothing more and waits for what is being done. */
  stop(): Promise<void>
}

/**
 * Takes the steps of escalations that are due, and gives back what was in hand for too long. Several processes may be
 * woken by the same commit: each takes what no other holds.
 */
export function startEscalator(options: EscalatorOptions): Escalator {
  const { pool, clock, log, betweenLooksMs = BETWEEN_LOOKS_MS, failpoint = noFailpoint } = options
  const metrics = new EscalationMetrics(options.metrics)
  metrics.watchOverdue(options.metrics, () => countOverdueEscalations(pool, clock() - OVERDUE_MS))
  const stopping = new AbortController()
  const { signal } = stopping
  const take = async (): Promise<void> => {
    for (let more = true; more && !signal.aborted; ) {
      const done = await inTransaction(pool, async (tx) => {
        const escalated = await escalate(tx, clock())
        if (escalated.calls.length > 0) await failpoint('escalation.before_commit')
        return escalated
      })
      if (done.calls.length > 0) await failpoint('escalation.after_commit')
      metrics.escalated(done)
      more = done.more
    }
  }
  const giveBack = async (): Promise<void> => {
    for (let more = true; more && !signal.aborted; ) {
      const done = await inTransaction(pool, (tx) => returnUnhandled(tx, clock()))
      metrics.returned(done)
      more = done.more
    }
  }
  let asked = false
  let running: Promise<void> | null = null
  const answer = async (): Promise<void> => {
    while (asked && !signal.aborted) {
      asked = false
      await take().catch((error: Error) =>
        log.error({ err: error }, 'what is due could not be escalated; the sweep will'),
      )
      await sleep(betweenLooksMs, undefined, { signal }).catch(() => {})
    }
  }
  return {
    wake() {
      asked = true
      running ??= answer().finally(() => {
        running = null
      })
    },
    async run() {
      // What goes back to the queue is escalated at once.
      await giveBack()
      await take()
    },
    async stop() {
      stopping.abort()
      await running
    },
  }
}
