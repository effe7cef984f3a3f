import type { Instant } from '../base/instant.ts'
import type { Channel as ChannelId } from '../store/contact-point.ts'
import type { DueAlert, DueDigest, DueResident, DueTest } from '../store/notification.ts'
import type { Pace } from '../store/paced-claim.ts'

/**
 * What became of one try. `sent`: handed over; `reference` is the provider's own id of the message, and `answer`
 * what it said besides, where that says something. `afterMs` is what the other side asked for; null leaves it to us. `throttled` is a retry that
 * holds back whatever else is for the same target.
 */
export type SendResult =
  | { readonly kind: 'sent'; readonly reference: string | null; readonly answer?: string }
  | { readonly kind: 'retry'; readonly afterMs: number | null; readonly why: string }
  | { readonly kind: 'throttled'; readonly afterMs: number | null; readonly why: string }
  | { readonly kind: 'failed'; readonly why: string }

/** With the address that the message's link opens; null: it has none. */
export type OutgoingAlert = DueAlert & { readonly link: string | null }
export type OutgoingDigest = DueDigest & { readonly link: string | null }
export type OutgoingResident = DueResident & { readonly link: string | null }
export type Outgoing = OutgoingAlert | OutgoingDigest | OutgoingResident | (DueTest & { readonly link: null })

/**
 * A way to reach people. `send` never throws for what the other side does; the notification's idempotency key goes with
 * every try, so that a second delivery can be told from a second alert.
 */
export interface Channel {
  readonly id: ChannelId
  /** How fast a target may be called; none: as fast as it answers. */
  readonly paces: readonly Pace[]
  /** Where the provider says later whether a message arrived: how long it may take to. Null: handing over is all that is known. */
  readonly receiptMsMax: number | null
  send(notification: Outgoing, now: Instant): Promise<SendResult>
  close(): Promise<void>
}
