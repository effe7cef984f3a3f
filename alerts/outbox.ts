import type { Pool } from 'pg'
import type { Registry } from 'prom-client'
import type { Failpoint } from '../base/failpoint.ts'
import type { Clock } from '../base/instant.ts'
import type { Log } from '../base/log.ts'
import { claimDueNotifications, type DueNotification, markFailed, markSent, retryLater } from '../store/notification.ts'
import type { Channel, SendResult } from './channel.ts'
import { OutboxMetrics } from './outbox-metrics.ts'

export interface OutboxOptions {
  readonly pool: Pool
  readonly channels: readonly Channel[]
  /** This worker's own name: a lease is its holder's. */
  readonly worker: string
  readonly clock: Clock
  readonly random: () => number
  readonly log: Log
  readonly metrics: Registry
  readonly failpoint: Failpoint
  readonly pollMs?: number
  readonly leaseMs?: number
}

export interface Outbox {
  /** A hint that something may be due. Without any, it is found by looking (law 7). */
  wake(): void
  /** Sends what is due now. Resolves when nothing is. */
  run(): Promise<void>
  stop(): Promise<void>
}

const POLL_MS = 500
const LEASE_MS = 30_000
const SENT_AT_ONCE = 16
const TRIES_MAX = 12
const FIRST_PAUSE_MS = 1000
const PAUSE_MS_MAX = 5 * 60_000

/**
 * Sends notifications from their table, which is the truth: claimed under a lease, sent, marked. A worker that dies
 * anywhere leaves a lease that runs out, and the same notification goes again under the same idempotency key.
 */
export function startOutbox(options: OutboxOptions): Outbox {
  const sender = new Sender(options)
  let stopped = false
  let running: Promise<void> | null = null
  const run = async (): Promise<void> => {
    while (!stopped && (await sender.sendDue()) > 0);
  }
  const wake = (): void => {
    running ??= run()
      .catch((error: Error) =>
        options.log.error({ err: error }, 'notifications could not be read; tried again shortly'),
      )
      .finally(() => {
        running = null
      })
  }
  const timer = setInterval(wake, options.pollMs ?? POLL_MS)
  return {
    wake,
    run,
    async stop() {
      stopped = true
      clearInterval(timer)
      await running
      await Promise.all(options.channels.map((channel) => channel.close()))
    },
  }
}

class Sender {
  readonly #options: OutboxOptions
  readonly #channels: ReadonlyMap<string, Channel>
  readonly #metrics: OutboxMetrics

  constructor(options: OutboxOptions) {
    this.#options = options
    this.#channels = new Map(options.channels.map((channel) => [channel.id, channel]))
    this.#metrics = new OutboxMetrics(options.metrics)
  }

  /** Claims and sends one batch; returns its size. */
  async sendDue(): Promise<number> {
    const { pool, worker, clock, leaseMs = LEASE_MS, failpoint } = this.#options
    const claimed = await claimDueNotifications(pool, { worker, now: clock(), leaseMs, limit: SENT_AT_ONCE })
    await failpoint('outbox.after_claim')
    await Promise.all(claimed.map((notification) => this.#send(notification)))
    return claimed.length
  }

  async #send(notification: DueNotification): Promise<void> {
    const { clock, failpoint } = this.#options
    const channel = this.#channels.get(notification.channel)
    const startedAt = clock()
    const result: SendResult =
      channel === undefined
        ? { kind: 'failed', why: `the channel ${notification.channel} is not configured` }
        : await channel.send(notification, startedAt)
    await failpoint('outbox.after_send')
    this.#metrics.tries.inc({ channel: notification.channel, result: result.kind })
    this.#metrics.delay.observe((clock() - startedAt) / 1000)
    await this.#mark(notification, result)
  }

  async #mark(notification: DueNotification, result: SendResult): Promise<void> {
    const { pool, worker, clock, log } = this.#options
    const { id, attempts, channel } = notification
    if (result.kind === 'delivered') return markSent(pool, id, worker, clock())
    if (result.kind === 'failed' || attempts >= TRIES_MAX) {
      log.error({ notification: id, channel, attempts, why: result.why }, 'a notification could not be delivered')
      return markFailed(pool, id, worker, clock(), result.why)
    }
    return retryLater(pool, id, worker, clock() + (result.afterMs ?? this.#pauseMs(attempts)), result.why)
  }

  #pauseMs(attempts: number): number {
    const ms = Math.min(PAUSE_MS_MAX, FIRST_PAUSE_MS * 2 ** (attempts - 1))
    return ms * (0.5 + this.#options.random() / 2)
  }
}
