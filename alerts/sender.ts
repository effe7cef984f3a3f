import type { Pool } from 'pg'
import type { Registry } from 'prom-client'
import type { Failpoint } from '../base/failpoint.ts'
import type { HouseholdId } from '../base/id.ts'
import type { Clock, Instant } from '../base/instant.ts'
import type { Log } from '../base/log.ts'
import { providerWords } from '../base/provider-words.ts'
import { unreachable } from '../base/unreachable.ts'
import { within } from '../base/within.ts'
import { noteDelivery } from '../registry/contact-point.ts'
import type { Channel as ChannelId } from '../store/contact-point.ts'
import { type Budget, gatherDigests, hasUndecided } from '../store/gather-digests.ts'
import { type Claim, claimDueNotifications, type DueNotification } from '../store/notification.ts'
import { markFailed, markSent, type Notified, retryLater, type Try } from '../store/notification-mark.ts'
import { claimPacedNotifications, holdTarget } from '../store/paced-claim.ts'
import { BEGIN_PLANNED_ONCE, inTransaction } from '../store/transaction.ts'
import { BUDGET } from './budget.ts'
import type { Channel, Outgoing, SendResult } from './channel.ts'
import type { LinkOf } from './link-of.ts'
import type { OutboxMetrics } from './outbox-metrics.ts'
import { type Verdict, verdictOn } from './retry.ts'

export interface SenderOptions {
  readonly pool: Pool
  /** This worker's own name: a lease is its holder's. */
  readonly worker: string
  readonly clock: Clock
  readonly random: () => number
  readonly log: Log
  readonly metrics: Registry
  readonly failpoint: Failpoint
  /** The address that a message's link opens; null: it has none. */
  readonly linkOf: LinkOf
  /** The address of a household's own page, asked when its message goes out; null: there is no link. Without it none has. */
  readonly residentLinkOf?: (household: HouseholdId) => Promise<string | null>
  /** What a household's encrypted target is; null when it cannot be read. Without it none is. */
  readonly openTarget?: (household: HouseholdId, target: string) => string | null
  readonly leaseMs?: number
  /** After this long a try counts as lost. Shorter than the lease, so that no other worker sends meanwhile. */
  readonly sendMs?: number
  /** What goes singly to a contact point. */
  readonly budget?: Budget
}

const LEASE_MS = 30_000
const SEND_MS = 20_000
const SENT_AT_ONCE = 16
const DELIVERY_NOTED_MS = 3_600_000
const NOTHING_GATHERED = { singles: 0, digested: 0 }

/**
 * Sends what is due on one channel, at most 16 at a time. Claims only what it can send at once, so that a lease begins
 * when its sending does. Several may run against one database: a claim locks and skips what others have.
 */
export class Sender {
  readonly #id: ChannelId
  readonly #channel: Channel | null
  readonly #options: SenderOptions
  readonly #metrics: OutboxMetrics
  readonly #sending = new Set<Promise<void>>()
  #claiming: Promise<void> | null = null
  #asked = false
  #stopped = false

  constructor(id: ChannelId, channel: Channel | null, options: SenderOptions, metrics: OutboxMetrics) {
    this.#id = id
    this.#channel = channel
    this.#options = options
    this.#metrics = metrics
  }

  /** Claims and begins to send what is due. A wake during a claim is not lost: it claims once more. */
  wake(): Promise<void> {
    this.#asked = true
    this.#claiming ??= this.#claim()
      .catch((error: Error) => this.#options.log.error({ err: error }, 'notifications could not be claimed'))
      .finally(() => {
        this.#claiming = null
        return this.#asked && this.#mayClaim() ? this.wake() : undefined
      })
    return this.#claiming
  }

  async run(): Promise<void> {
    do {
      await Promise.all(this.#sending)
      await this.wake()
    } while (this.#sending.size > 0)
  }

  async stop(drainMs: number): Promise<void> {
    this.#stopped = true
    await this.#claiming
    const drained = await within(drainMs, Promise.all(this.#sending))
    if (drained === 'late') this.#options.log.warn({ channel: this.#id }, 'stopped while notifications were being sent')
  }

  #mayClaim(): boolean {
    return !this.#stopped && this.#sending.size < SENT_AT_ONCE
  }

  async #claim(): Promise<void> {
    const { worker, clock, leaseMs = LEASE_MS, failpoint } = this.#options
    while (this.#asked && this.#mayClaim()) {
      this.#asked = false
      const limit = SENT_AT_ONCE - this.#sending.size
      const claim = { worker, channel: this.#id, now: clock(), leaseMs, limit }
      const claimed = await this.#take(claim)
      if (claimed.length > 0) await failpoint('outbox.after_claim')
      for (const notification of claimed) this.#begin(notification)
      // What is critical goes first, whatever waits behind it.
      // Not by `||=`, which would read before it waits, and forget a wake that came meanwhile.
      if (claimed.length === limit || (await this.#gather())) this.#asked = true
    }
  }

  /** True when there is something to claim that was not before. */
  async #gather(): Promise<boolean> {
    const { pool, clock, budget = BUDGET } = this.#options
    const gathering = { channel: this.#id, now: clock(), budget }
    const { singles, digested } = await inTransaction(
      pool,
      async (tx) => ((await hasUndecided(tx, gathering)) ? gatherDigests(tx, gathering) : NOTHING_GATHERED),
      BEGIN_PLANNED_ONCE,
    )
    this.#metrics.digested.inc(digested)
    return singles + digested > 0
  }

  #take(claim: Claim): Promise<readonly DueNotification[]> {
    const { pool } = this.#options
    const paces = this.#channel?.paces ?? []
    return inTransaction(
      pool,
      (tx) => (paces.length === 0 ? claimDueNotifications(tx, claim) : claimPacedNotifications(tx, claim, paces)),
      BEGIN_PLANNED_ONCE,
    )
  }

  #begin(notification: DueNotification): void {
    const sending = this.#send(notification)
      .catch((error: Error) => this.#options.log.error({ err: error }, 'what became of a notification is not stored'))
      .finally(() => {
        this.#sending.delete(sending)
        if (this.#asked) void this.wake()
      })
    this.#sending.add(sending)
  }

  async #send(notification: DueNotification): Promise<void> {
    const { clock, failpoint } = this.#options
    const startedAt = clock()
    const result = await this.#try(notification)
    await failpoint('outbox.after_send')
    this.#metrics.delay.observe((clock() - startedAt) / 1000)
    await this.#mark(notification, result)
  }

  /** A household's is opened here, at the last moment, and nowhere else. */
  #targetOf({ household, target }: DueNotification): string | null {
    return household ? (this.#options.openTarget?.(household, target) ?? null) : target
  }

  async #try(notification: DueNotification): Promise<SendResult> {
    if (this.#channel === null) return { kind: 'failed', why: `the channel ${this.#id} is not configured` }
    const { clock, log, sendMs = SEND_MS } = this.#options
    const target = this.#targetOf(notification)
    if (target === null) return { kind: 'failed', why: 'the target cannot be decrypted with this key' }
    try {
      const outgoing = await linked({ ...notification, target }, this.#options)
      const result = await within(sendMs, this.#channel.send(outgoing, clock()))
      return result === 'late' ? { kind: 'retry', afterMs: null, why: `no answer within ${sendMs} ms` } : result
    } catch (error) {
      // A defect of ours must not cost the other notifications, nor this one its count of tries.
      log.error({ err: error, notification: notification.id }, 'a channel threw')
      return { kind: 'retry', afterMs: null, why: String(error) }
    }
  }

  async #mark(notification: DueNotification, result: SendResult): Promise<void> {
    const { pool, worker, clock, random, log } = this.#options
    const { id, attempts } = notification
    const verdict = verdictOn(result, attempts, random)
    this.#metrics.tries.inc({ channel: this.#id, result: verdict.kind })
    const tried = { id, worker, number: attempts, at: clock() }
    switch (verdict.kind) {
      case 'sent':
        return this.#metrics.notified(await this.#markSent(notification, tried, verdict))
      case 'failed':
        log.error({ notification: id, channel: this.#id, attempts, why: verdict.why }, 'a notification is given up')
        return markFailed(pool, tried, verdict.why)
      case 'retry': {
        const isThrottled = result.kind === 'throttled'
        if (isThrottled) await this.#hold(notification, tried.at + verdict.pauseMs)
        const outcome = isThrottled ? 'throttled' : 'retry'
        return retryLater(pool, tried, outcome, tried.at + verdict.pauseMs, verdict.why)
      }
      default:
        return unreachable(verdict)
    }
  }

  async #hold({ target }: DueNotification, until: Instant): Promise<void> {
    this.#metrics.throttled.inc({ channel: this.#id })
    await holdTarget(this.#options.pool, this.#id, target, until)
  }

  /**
   * Where no receipts come, handing over is what shows that a contact point receives. That is written down once an hour,
   * so that it costs nothing.
   */
  async #markSent(
    { contactPoint, deliveredAt }: DueNotification,
    tried: Try,
    { reference, answer }: Verdict & { readonly kind: 'sent' },
  ): Promise<readonly Notified[]> {
    const said = answer === undefined ? null : providerWords(answer)
    const { pool } = this.#options
    const receiptMs = this.#channel?.receiptMsMax ?? null
    const isFresh = deliveredAt !== null && tried.at - deliveredAt < DELIVERY_NOTED_MS
    if (receiptMs !== null || isFresh) return markSent(pool, tried, reference, receiptMs, said)
    return inTransaction(pool, async (tx) => {
      const first = await markSent(tx, tried, reference, receiptMs, said)
      await noteDelivery(tx, contactPoint, tried.at)
      return first
    })
  }
}

async function linked(
  notification: DueNotification,
  { linkOf, residentLinkOf }: Pick<SenderOptions, 'linkOf' | 'residentLinkOf'>,
): Promise<Outgoing> {
  if (notification.alertId !== null) return { ...notification, link: linkOf(notification) }
  if (notification.digest) return { ...notification, link: linkOf(notification) }
  if (!notification.household) return { ...notification, link: null }
  return { ...notification, link: (await residentLinkOf?.(notification.household)) ?? null }
}
