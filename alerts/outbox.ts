import type { Client } from 'pg'
import { AlertWake } from '../store/alert-wake.ts'
import { CHANNELS } from '../store/contact-point.ts'
import { countWaiting } from '../store/notification.ts'
import type { Channel } from './channel.ts'
import { OutboxMetrics } from './outbox-metrics.ts'
import { Sender, type SenderOptions } from './sender.ts'

export interface OutboxOptions extends SenderOptions {
  readonly channels: readonly Channel[]
  readonly pollMs?: number
  /** Makes the connection that listens for commits; null: what is due is found by looking only. */
  readonly createClient: (() => Client) | null
  /** Woken by the same commits. */
  readonly onWake?: () => void
}

export interface Outbox {
  /** A hint that something may be due. Without any, it is found by looking (law 7). */
  wake(): void
  /** Sends what is due now. Resolves when nothing is. */
  run(): Promise<void>
  /** Takes nothing more and waits for what is being sent, at most 5 s. What is cut off goes again when its lease runs out. */
  stop(): Promise<void>
}

const POLL_MS = 500
const DRAIN_MS_MAX = 5000

/**
 * Sends notifications from their table, which is the truth: claimed under a lease, sent, marked. A worker that dies
 * anywhere leaves a lease that runs out, and the same notification goes again under the same idempotency key. Each
 * channel has its own sender, so that a mail server that hangs holds up no webhook. A commit wakes it; it looks every
 * half second all the same.
 */
export function startOutbox(options: OutboxOptions): Outbox {
  const channels = new Map(options.channels.map((channel) => [channel.id, channel]))
  const metrics = new OutboxMetrics(options.metrics)
  metrics.watchWaiting(options.metrics, () => countWaiting(options.pool, options.clock()))
  const senders = CHANNELS.map((id) => new Sender(id, channels.get(id) ?? null, options, metrics))
  const wake = (): void => senders.forEach((sender) => void sender.wake())
  const timer = setInterval(wake, options.pollMs ?? POLL_MS)
  const hinted = (): void => {
    wake()
    options.onWake?.()
  }
  const listener = listenerOf(options, hinted, metrics)
  listener?.start()
  wake()
  return {
    wake,
    async run() {
      await Promise.all(senders.map((sender) => sender.run()))
    },
    async stop() {
      clearInterval(timer)
      await Promise.all([listener?.close(), ...senders.map((sender) => sender.stop(DRAIN_MS_MAX))])
      await Promise.all(options.channels.map((channel) => channel.close()))
    },
  }
}

function listenerOf({ createClient, log }: OutboxOptions, onWake: () => void, { listening }: OutboxMetrics) {
  if (createClient === null) return null
  return new AlertWake({ createClient, onWake, onListening: (it) => listening.set(it ? 1 : 0), log })
}
