import type { Instant } from '../base/instant.ts'
import { ALERT_CHANNEL } from './alert.ts'
import { IS_NEEDLESS, IS_STEP } from './escalation.ts'
import type { Queryable } from './transaction.ts'

/**
 * CTEs of a statement in which messages were not handed over, or did not arrive: the CTE `missed` (`alert_id`,
 * `contact_point_id`, `reason`) has those. What an escalation sent to a member of staff goes at once to the first of
 * their contact points, in their order, that takes the alert and has not had this message; the alert's log says so.
 * Nothing does once nobody needs it. `now` is the parameter with the instant; `told` has a row for each.
 */
export const fallingBack = (now: string): string => `
  falling as (
    select n.alert_id, n.reason, c.staff_id, c.channel as from_channel, next.id as point, next.channel as to_channel
    from missed n join alert al on al.id = n.alert_id join contact_point c on c.id = n.contact_point_id
    join staff s on s.id = c.staff_id and s.disabled_at is null
    cross join lateral (
      select p.id, p.channel from contact_point p
      where p.staff_id = c.staff_id and p.disabled_at is null
        and array_position(array['critical', 'major', 'minor'], al.severity)
          <= array_position(array['critical', 'major', 'minor'], p.severity_min)
        and not exists (select 1 from notification o
          where o.alert_id = n.alert_id and o.contact_point_id = p.id and o.reason = n.reason)
      order by p.place, p.id limit 1) next
    where ${IS_STEP} and not ${IS_NEEDLESS}
  ), queued as (
    insert into notification (alert_id, contact_point_id, reason, queued_at, due_at)
    select alert_id, point, reason, to_timestamp(${now} / 1000.0), to_timestamp(${now} / 1000.0) from falling
    order by alert_id, point on conflict do nothing returning alert_id, contact_point_id, reason
  ), told as (
    insert into alert_log (alert_id, at, what, detail)
    select f.alert_id, to_timestamp(${now} / 1000.0), 'fell_back',
      json_build_object('staffId', f.staff_id, 'from', f.from_channel, 'to', f.to_channel, 'reason', f.reason)
    from falling f join queued q on q.alert_id = f.alert_id and q.contact_point_id = f.point and q.reason = f.reason
    order by f.alert_id, f.point returning pg_notify('${ALERT_CHANNEL}', '')
  )`

/** Messages of which no receipt came in time, the longest overdue first. A receipt may still come. True when there may be more. */
export async function fallBackWithoutReceipt(db: Queryable, now: Instant, limit: number): Promise<boolean> {
  const { rows } = await db.query<{ overdue: number }>({
    name: 'fall_back_without_receipt',
    text: `
      with overdue as (
        select n.id from notification n where n.receipt_due_at <= to_timestamp($1 / 1000.0) and n.delivered_at is null
          and n.failed_at is null and n.fell_back_at is null and n.receipt_due_at is not null
        order by n.receipt_due_at limit $2 for update skip locked
      ), missed as (
        update notification n set fell_back_at = to_timestamp($1 / 1000.0) from overdue where n.id = overdue.id
        returning n.alert_id, n.contact_point_id, n.reason
      ), ${fallingBack('$1')}
      select (select count(*) from overdue)::int as overdue, (select count(*) from told)`,
    values: [now, limit],
  })
  return (rows[0]?.overdue ?? 0) === limit
}
