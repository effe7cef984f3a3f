import type { Instant } from '../base/instant.ts'
import type { Severity } from './alert.ts'
import { isNotCanarys } from './canary.ts'
import { IS_STEP } from './escalation.ts'
import { fallingBack } from './fallback.ts'
import type { Queryable } from './transaction.ts'

/** A try by the worker that claimed it: only who still holds the lease may say what became of a notification. */
export interface Try {
  readonly id: number
  readonly worker: string
  /** Which one of the notification's, from 1. */
  readonly number: number
  readonly at: Instant
}

/** The notification as it is now, and what a digest tells; nothing for a worker whose lease another one has. $1 id, $2 worker. */
const HELD = `held as (
    select n.id, n.fell_back_at from notification n where (n.id = $1 or n.digest_id = $1 and n.cancelled_at is null)
      and n.worker = $2 and n.attempts > 0 order by n.id for no key update
  )`
/** $3 number, $4 at, $5 outcome, $6 answer, $7 reference. */
const TRIED = `tried as (
    insert into notification_attempt (notification_id, number, at, outcome, answer, reference)
    select id, $3, to_timestamp($4 / 1000.0), $5, $6, $7 from held where id = $1 on conflict do nothing
  )`

/** How long an alert waited until its first message to staff was handed over. */
export interface Notified {
  readonly kind: string
  readonly severity: Severity
  readonly notifyMs: number
}

/**
 * Those alerts in figures (docs/decisions/0032) whose first message to staff was `marked`. Of messages of one alert that are
 * handed over at the same time the one that takes the lock is the first; a digest of thousands takes none, since the
 * server has room for a few thousand in all.
 */
const FIRST = `first as materialized (
    select distinct on (al.id) al.id, al.kind, al.severity,
      greatest(0, extract(epoch from m.sent_at - al.raised_at) * 1000)::float8 as "notifyMs"
    from marked m join alert al on al.id = m.alert_id join contact_point c on c.id = m.contact_point_id
    where c.household_id is null and al.merged_into is null and ${isNotCanarys('al.household_id')}
      and not exists (select 1 from notification o where o.alert_id = al.id and o.sent_at is not null
        and o.id not in (select id from marked))
      and not exists (select 1 from alert_log l where l.alert_id = al.id and l.what = 'held')
    order by al.id, m.sent_at
  )
  select kind, severity, "notifyMs" from first
  where case when (select count(*) from marked) > 1 then true
    else pg_try_advisory_xact_lock(hashtextextended('notified/' || id, 0)) end`

/**
 * Handed over. What a receipt has said before stays. With `receiptMs` a receipt should come within that; an
 * escalation's message of which none does falls back then. Returns the alerts whose first message it was.
 */
export async function markSent(
  db: Queryable,
  { id, worker, number, at }: Try,
  reference: string | null,
  receiptMs: number | null,
  answer: string | null = null,
): Promise<readonly Notified[]> {
  const { rows } = await db.query<Notified>({
    name: 'mark_notification_sent',
    text: `with ${HELD}, ${TRIED}, marked as (
           update notification n set sent_at = coalesce(n.sent_at, to_timestamp($4 / 1000.0)),
             reference = coalesce($7, n.reference),
             last_error = case when n.failed_at is not null then n.last_error end,
             receipt_due_at = case when ${IS_STEP} then to_timestamp(($4 + $8::float8) / 1000.0) end
           from held where n.id = held.id returning n.id, n.alert_id, n.contact_point_id, n.sent_at
           ), ${FIRST}`,
    values: [id, worker, number, at, 'sent', answer, reference, receiptMs],
  })
  return rows
}

/** Not handed over: due again at `dueAt`. What an escalation sent to a member of staff falls back at once. */
export async function retryLater(
  db: Queryable,
  { id, worker, number, at }: Try,
  outcome: 'retry' | 'throttled',
  dueAt: Instant,
  why: string,
): Promise<void> {
  await db.query({
    name: 'retry_notification_later',
    text: notHandedOver(`due_at = to_timestamp($8 / 1000.0), lease_until = '-infinity'`),
    values: [id, worker, number, at, outcome, why, null, dueAt],
  })
}

/** Given up. What an escalation sent to a member of staff falls back, unless it did after an earlier try. */
export async function markFailed(db: Queryable, { id, worker, number, at }: Try, why: string): Promise<void> {
  await db.query({
    name: 'mark_notification_failed',
    text: notHandedOver('failed_at = to_timestamp($4 / 1000.0)'),
    values: [id, worker, number, at, 'failed', why, null],
  })
}

/** What waits to be sent to a contact point that was disabled fails, and falls back. */
export async function failWaitingFor(db: Queryable, contactPoint: number, now: Instant): Promise<void> {
  await db.query({
    name: 'fail_notifications_waiting_for',
    text: `
      with held as (
        select n.id, n.fell_back_at from notification n where n.contact_point_id = $1
          and n.sent_at is null and n.failed_at is null and n.cancelled_at is null order by n.id for no key update
      ), marked as (
        update notification n set failed_at = to_timestamp($2 / 1000.0), last_error = 'the contact point was disabled',
          fell_back_at = case when ${IS_STEP} then coalesce(n.fell_back_at, to_timestamp($2 / 1000.0)) end
        from held where n.id = held.id returning n.alert_id, n.contact_point_id, n.reason, held.fell_back_at is null as first
      ), missed as (select * from marked where first), ${fallingBack('$2')}
      select count(*) from told`,
    values: [contactPoint, now],
  })
}

/** A receipt may know better than an answer that was lost: what was sent stays so. */
function notHandedOver(change: string): string {
  return `
    with ${HELD}, ${TRIED}, marked as (
      update notification n set ${change}, last_error = $6,
        fell_back_at = case when ${IS_STEP} or n.reason = 'digest' then coalesce(n.fell_back_at, to_timestamp($4 / 1000.0)) end
      from held where n.id = held.id and n.sent_at is null
      returning n.alert_id, n.contact_point_id, n.reason, held.fell_back_at is null as first
    ), missed as (select * from marked where first), ${fallingBack('$4')}
    select count(*) from told`
}
