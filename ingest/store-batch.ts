import type { Pool } from 'pg'
import type { RawMessage } from '../adapters/adapter.ts'
import type { Failpoint } from '../base/failpoint.ts'
import type { Clock, Instant } from '../base/instant.ts'
import { evaluate, type Outcome } from '../evaluator/evaluate.ts'
import type { WatchCache } from '../evaluator/watch-cache.ts'
import { setGatewayState } from '../store/gateway-directory.ts'
import { insertRejectedMessages } from '../store/rejected-message.ts'
import { insertReadings } from '../store/sensor-reading.ts'
import { isCurable } from '../store/sql-state.ts'
import { inTransaction } from '../store/transaction.ts'
import type { IngestMetrics } from './ingest-metrics.ts'
import type { Waiting } from './partition.ts'
import { type Intake, rejectedMessage } from './read-message.ts'
import type { Readings } from './readings.ts'
import { withoutRevoked } from './without-revoked.ts'

export interface Message {
  readonly raw: RawMessage
  readonly intake: Intake
}

export interface BatchDependencies {
  readonly pool: Pool
  readonly cache: WatchCache
  readonly readings: Readings
  readonly clock: Clock
  readonly random: () => number
  readonly metrics: IngestMetrics
  readonly failpoint: Failpoint
  readonly ensurePulse: (now: Instant) => Promise<void>
  /** The broker does not end the connection of a sensor that is revoked. */
  readonly refuseRevoked: boolean
  readonly committed: (outcome: Outcome) => void
}

/** Tries before a batch is refused and its senders have to send again; together about three seconds. */
const TRIES_MAX = 6
const FIRST_PAUSE_MS = 50

/**
 * Stores a batch in one transaction and settles every message of it: with null once it is committed, with an error when
 * the database cannot be reached, so that it is not acknowledged. A message that the database refuses for its content
 * is found by halving the batch and goes to the rejected table; its neighbours are stored.
 */
export async function storeBatch(deps: BatchDependencies, batch: readonly Waiting<Message>[]): Promise<void> {
  try {
    await storeWithRetries(deps, batch)
    await deps.failpoint('ingest.before_acknowledgement')
    for (const { settle } of batch) settle(null)
  } catch (error) {
    if (isCurable(error)) return refuse(batch, error)
    if (batch.length === 1) return rejectAlone(deps, batch, error)
    const middle = batch.length >> 1
    await storeBatch(deps, batch.slice(0, middle))
    await storeBatch(deps, batch.slice(middle))
  }
}

async function storeWithRetries(deps: BatchDependencies, batch: readonly Waiting<Message>[]): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await storeOnce(deps, batch)
    } catch (error) {
      if (!isCurable(error) || tries === TRIES_MAX) throw error
      deps.metrics.retries.inc()
      const pauseMs = FIRST_PAUSE_MS * 2 ** (tries - 1) * (0.5 + deps.random())
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }
}

async function storeOnce(deps: BatchDependencies, batch: readonly Waiting<Message>[]): Promise<void> {
  const { pool, cache, metrics } = deps
  const messages = batch.map((it) => it.item)
  const now = deps.clock()
  await deps.ensurePulse(now)
  const { outcome, rejected, revoked } = await inTransaction(pool, async (tx) => {
    const believed = deps.refuseRevoked ? await withoutRevoked(tx, messages) : messages
    const intakes = believed.map((it) => it.intake)
    const rejected = intakes.flatMap((it) => it.rejected)
    for (const { gateway } of intakes)
      if (gateway !== null) await setGatewayState(tx, gateway.id, gateway.state, gateway.at)
    const events = intakes.flatMap((it) => it.events)
    const handled = intakes.flatMap((it) => it.handled)
    const outcome = await evaluate(tx, cache, events, handled, now)
    await insertReadings(tx, deps.readings.worthKeeping(outcome.stored))
    await insertRejectedMessages(tx, rejected)
    await deps.failpoint('ingest.before_commit')
    return { outcome, rejected, revoked: messages.length - believed.length }
  })
  outcome.remember()
  await deps.failpoint('ingest.after_commit')
  metrics.count(outcome, rejected, batch.length)
  metrics.revoked.inc(revoked)
  deps.committed(outcome)
}

function refuse(batch: readonly Waiting<Message>[], error: unknown): void {
  const failure = error instanceof Error ? error : new Error(String(error))
  for (const { settle } of batch) settle(failure)
}

async function rejectAlone(deps: BatchDependencies, batch: readonly Waiting<Message>[], error: unknown): Promise<void> {
  const detail = error instanceof Error ? error.message : String(error)
  try {
    const rejected = batch.map((it) => rejectedMessage(it.item.raw, 'not_storable', detail))
    await insertRejectedMessages(deps.pool, rejected)
    deps.metrics.rejected.inc({ code: 'not_storable' }, rejected.length)
    for (const { settle } of batch) settle(null)
  } catch (cause) {
    refuse(batch, cause)
  }
}
