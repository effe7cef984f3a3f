import type { HouseholdId, OrderId, SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { numberArray, textArray } from './array-literal.ts'
import type { Queryable } from './transaction.ts'

/**
 * Of a notification `n` and its contact point `c`, at $2: a message to a resident that is not to be sent any more. The
 * door has closed, a permit covers the opening or its story no longer has it, the time that the resident was given is
 * over, nobody watches any more, or messages are no longer wanted.
 */
export const IS_RESIDENT_NEEDLESS = `case when n.reason = 'resident' then c.disabled_at is not null or not exists (
  select 1 from opening o join quarantine_order q on q.id = o.order_id
  where o.order_id = n.order_id and o.sensor_uid = n.sensor_uid and o.opened_at = n.opened_at and o.closed_at is null
    and o.explanation ->> 'verdict' = 'pending' and q.watched_until > to_timestamp($2 / 1000.0)
    and o.opened_at + make_interval(secs => (o.explanation -> 'thresholds' ->> 'graceSeconds')::float8
      + (o.explanation -> 'thresholds' ->> 'residentFirstSeconds')::float8) >= to_timestamp($2 / 1000.0)) else false end`

/** An opening of which the resident is told. */
export interface ResidentMessage {
  readonly order: OrderId
  readonly household: HouseholdId
  readonly sensor: SensorUid
  readonly openedAt: Instant
  readonly dueAt: Instant
}

const GIVEN = `unnest($1::int8[], $2::int8[], $3::text[], $4::float8[], $5::float8[])
  as g ("order", household, sensor, opened_at, due_at)`

/**
 * One message for each opening, to the household's contact point if it has one. An opening that is known better now, and
 * so begins at another instant, keeps its message. The openings are written already.
 */
export async function queueResidentMessages(
  tx: Queryable,
  all: readonly ResidentMessage[],
  now: Instant,
): Promise<void> {
  if (all.length === 0) return
  const values = [
    numberArray(all.map((it) => it.order)),
    numberArray(all.map((it) => it.household)),
    textArray(all.map((it) => it.sensor)),
    numberArray(all.map((it) => it.openedAt)),
    numberArray(all.map((it) => it.dueAt)),
  ]
  await tx.query({
    name: 'rename_resident_messages',
    text: `
      update notification n set opened_at = to_timestamp(g.opened_at / 1000.0)
      from ${GIVEN} cross join lateral (
        select r.id from notification r
        where r.reason = 'resident' and r.order_id = g."order" and r.sensor_uid = g.sensor
          and r.opened_at between to_timestamp(g.opened_at / 1000.0) - interval '1 hour'
            and to_timestamp(g.opened_at / 1000.0) + interval '1 hour'
          and not exists (select 1 from opening o where o.order_id = r.order_id and o.sensor_uid = r.sensor_uid
            and o.opened_at = r.opened_at)
        order by r.id desc limit 1) orphan
      where n.id = orphan.id and not exists (
        select 1 from notification t where t.reason = 'resident' and t.order_id = g."order" and t.sensor_uid = g.sensor
          and t.opened_at = to_timestamp(g.opened_at / 1000.0))`,
    values,
  })
  await tx.query({
    name: 'queue_resident_messages',
    text: `
      insert into notification (contact_point_id, reason, order_id, sensor_uid, opened_at, queued_at, due_at)
      select c.id, 'resident', g."order", g.sensor, to_timestamp(g.opened_at / 1000.0), to_timestamp($6 / 1000.0),
        to_timestamp(g.due_at / 1000.0)
      from ${GIVEN} join contact_point c on c.household_id = g.household and c.disabled_at is null
      order by g."order", g.sensor, g.opened_at on conflict do nothing returning pg_notify('menshen_alert', '')`,
    values: [...values, now],
  })
}
