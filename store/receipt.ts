import type { Instant } from '../base/instant.ts'
import { IS_STEP } from './escalation.ts'
import { fallingBack } from './fallback.ts'
import type { Queryable } from './transaction.ts'

export interface NotedReceipt {
  readonly contactPoint: number
  /** False when it was known already. */
  readonly isNew: boolean
}

/** The idempotency keys, within a range, of calls: at most two. */
export async function findVoiceKeys(db: Queryable, from: string, until: string): Promise<readonly string[]> {
  const { rows } = await db.query<{ key: string }>({
    name: 'find_voice_keys',
    text: `select n.idempotency_key as key from notification n join contact_point c on c.id = n.contact_point_id
           where n.idempotency_key between $1::uuid and $2::uuid and c.channel = 'voice' limit 2`,
    values: [from, until],
  })
  return rows.map((it) => it.key)
}

/** The notification of a key, and what it told if it is a digest. */
const OF_KEY = `(n.idempotency_key = $1::uuid or n.attempts > 0 and n.cancelled_at is null
  and n.digest_id = (select d.id from notification d where d.idempotency_key = $1::uuid))`

/** It arrived, whatever was thought of it before. Null when there is no message of this key. */
export async function markArrived(db: Queryable, idempotencyKey: string, at: Instant): Promise<NotedReceipt | null> {
  const { rows } = await db.query<NotedReceipt>({
    name: 'mark_notification_arrived',
    text: `
      with held as (
        select n.id, n.contact_point_id, n.delivered_at, n.idempotency_key = $1::uuid as is_it from notification n
        where ${OF_KEY} order by n.id for no key update
      ), marked as (
        update notification n set delivered_at = to_timestamp($2 / 1000.0), failed_at = null, last_error = null,
          sent_at = coalesce(n.sent_at, to_timestamp($2 / 1000.0))
        from held where n.id = held.id and held.delivered_at is null
      )
      select contact_point_id as "contactPoint", delivered_at is null as "isNew" from held where is_it`,
    values: [idempotencyKey, at],
  })
  return rows[0] ?? null
}

/**
 * It did not arrive: failed, unless it is known to have arrived. What an escalation sent to a member of staff falls back.
 * Null when there is no message of this key.
 */
export async function markNotArrived(
  db: Queryable,
  idempotencyKey: string,
  at: Instant,
  why: string,
): Promise<NotedReceipt | null> {
  const { rows } = await db.query<NotedReceipt>({
    name: 'mark_notification_not_arrived',
    text: `
      with held as (
        select n.id, n.contact_point_id, n.fell_back_at, n.delivered_at is null and n.failed_at is null as is_new,
          n.idempotency_key = $1::uuid as is_it
        from notification n where ${OF_KEY} order by n.id for no key update
      ), marked as (
        update notification n set failed_at = to_timestamp($2 / 1000.0), last_error = $3,
          sent_at = coalesce(n.sent_at, to_timestamp($2 / 1000.0)),
          fell_back_at = case when ${IS_STEP} then coalesce(n.fell_back_at, to_timestamp($2 / 1000.0)) end
        from held where n.id = held.id and held.is_new
        returning n.alert_id, n.contact_point_id, n.reason, held.fell_back_at is null as first
      ), missed as (select * from marked where first), ${fallingBack('$2')}
      select contact_point_id as "contactPoint", is_new as "isNew", (select count(*) from told) from held where is_it`,
    values: [idempotencyKey, at, why],
  })
  return rows[0] ?? null
}
