import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from 'pg'
import type { Log } from '../base/log.ts'
import { AlertWake } from '../store/alert-wake.ts'
import { CHANNELS } from '../store/contact-point.ts'
import { countWaiting, readChannelsDue } from '../store/notification.ts'
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
/** Hints within this long of a look are answered by one look. */
const BETWEEN_LOOKS_MS = 5

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
  const look = async (): Promise<void> => {
    const due = new Set(await readChannelsDue(options.pool, options.clock()))
    for (const [place, id] of CHANNELS.entries()) if (due.has(id)) void senders[place]?.wake()
  }
  const { wake, stop: stopLooking } = lookWhenAsked(look, options.log)
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
      // From here on nothing is claimed, whatever a look that is under way still finds.
      const drained = senders.map((sender) => sender.stop(DRAIN_MS_MAX))
      await Promise.all([stopLooking(), listener?.close(), ...drained])
      await Promise.all(options.channels.map((channel) => channel.close()))
    },
  }
}

/**
 * Looks once for all hints that came meanwhile. What is looked for is cheap where nothing is due; to claim on every
 * channel at every hint is not, and hints come with every alert that changes.
 */
function lookWhenAsked(look: () => Promise<void>, log: Log) {
  const stopping = new AbortController()
  const { signal } = stopping
  let asked = false
  let running: Promise<void> | null = null
  const answer = async (): Promise<void> => {
    while (asked && !signal.aborted) {
      asked = false
      await look().catch((error: Error) => log.error({ err: error }, 'what is due could not be looked for'))
      await sleep(BETWEEN_LOOKS_MS, undefined, { signal }).catch(() => {})
    }
  }
  return {
    wake(): void {
      asked = true
      running ??= answer().finally(() => {
        running = null
      })
    },
    async stop(): Promise<void> {
      stopping.abort()
      await running
    },
  }
}

function listenerOf({ createClient, log }: OutboxOptions, onWake: () => void, { listening }: OutboxMetrics) {
  if (createClient === null) return null
  return new AlertWake({ createClient, onWake, onListening: (it) => listening.set(it ? 1 : 0), log })
}
