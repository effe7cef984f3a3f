import { ECDH } from 'node:crypto'
import { z } from 'zod'
import type { StaffId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { insertAudit } from '../store/audit.ts'
import { insertTestNotification } from '../store/notification.ts'
import {
  type EndedSubscription,
  endAnothersSubscription,
  endGoneSubscription,
  endOldestSubscriptions,
  endOtherSessionsSubscriptions,
  endSessionsSubscriptions,
  endSubscription,
  upsertSubscription,
} from '../store/push-subscription.ts'
import type { Queryable } from '../store/transaction.ts'
import { sha256 } from './secret.ts'

/** A person has a telephone and a few computers; what is over is somebody's forgotten browsers. */
export const SUBSCRIPTIONS_MAX = 10

const POINT_BYTES = 65
const AUTH_BYTES = 16

/** What a browser gives besides its address, for us to encrypt with (RFC 8291, 2), and the language of its page. */
export const pushKeys = z.object({
  p256dh: z.base64url().refine(isPoint, 'not an uncompressed point on P-256'),
  auth: z.base64url().refine((it) => Buffer.from(it, 'base64url').length === AUTH_BYTES, 'not 16 bytes'),
  language: z.enum(['zh', 'en']),
})
export type PushKeys = z.infer<typeof pushKeys>

function isPoint(text: string): boolean {
  const bytes = Buffer.from(text, 'base64url')
  try {
    return bytes.length === POINT_BYTES && ECDH.convertKey(bytes, 'prime256v1').length === POINT_BYTES
  } catch {
    return false
  }
}

export interface PushSubscription {
  readonly staffId: StaffId
  /** Of the session in which the browser gave it. */
  readonly token: string
  readonly endpoint: string
  readonly keys: PushKeys
}

/**
 * A browser in which a member of staff wants messages becomes a contact point of theirs. Given again it is kept up to
 * date and stays one. The browser is one person's: whoever had it before has it no longer. A new one gets a message at
 * once, which shows that it works; beyond ten, the one that was longest not seen ends.
 */
export async function addPushSubscription(tx: Queryable, given: PushSubscription, now: Instant): Promise<number> {
  const { staffId, token, endpoint, keys } = given
  await noteEnds(tx, await endAnothersSubscription(tx, endpoint, staffId, now), staffId, now)
  const row = { staffId, endpoint, secret: JSON.stringify(keys), sessionSha256: sha256(token), seenAt: now }
  const { id, isNew, areaId } = await upsertSubscription(tx, row)
  if (!isNew) return id
  const detail = { id, channel: 'web_push', staffId }
  const act = { at: now, staffId, action: 'contact_point.create', householdId: null, areaId, purpose: null, detail }
  await insertAudit(tx, act)
  await noteEnds(tx, await endOldestSubscriptions(tx, staffId, SUBSCRIPTIONS_MAX, now), staffId, now)
  await insertTestNotification(tx, id, now)
  return id
}

/** At the person's own wish. What is not theirs, or has ended, stays as it is. */
export async function endPushSubscription(
  tx: Queryable,
  staffId: StaffId,
  endpoint: string,
  now: Instant,
): Promise<void> {
  await noteEnds(tx, await endSubscription(tx, staffId, endpoint, now), staffId, now)
}

/** Whoever signs out takes the browser with them. A session that only runs out ends nothing: a telephone rings at night. */
export async function endPushOfSession(tx: Queryable, tokenSha256: Buffer, now: Instant): Promise<void> {
  await noteEnds(tx, await endSessionsSubscriptions(tx, tokenSha256, now), null, now)
}

/** A changed password ends what was begun in any other session. */
export async function endPushOfOtherSessions(
  tx: Queryable,
  staffId: StaffId,
  keptTokenSha256: Buffer,
  now: Instant,
): Promise<void> {
  await noteEnds(tx, await endOtherSessionsSubscriptions(tx, staffId, keptTokenSha256, now), staffId, now)
}

/** The push service says that there is no such subscription any more. */
export async function endGonePush(tx: Queryable, contactPoint: number, now: Instant): Promise<void> {
  await noteEnds(tx, await endGoneSubscription(tx, contactPoint, now), null, now)
}

async function noteEnds(
  tx: Queryable,
  ended: readonly EndedSubscription[],
  by: StaffId | null,
  now: Instant,
): Promise<void> {
  for (const { id, staffId, areaId, why } of ended) {
    const detail = { id, channel: 'web_push', staffId, why }
    const actor = why === 'signed_out' ? staffId : by
    await insertAudit(tx, {
      ...{ at: now, staffId: actor, action: 'contact_point.end', householdId: null, areaId },
      ...{ purpose: null, detail },
    })
  }
}
