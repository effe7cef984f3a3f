import type { AlertId, StaffId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { ALERT_CHANNEL, type Severity } from './alert.ts'
import { beginEscalations } from './escalation.ts'
import type { Queryable } from './transaction.ts'

/** An alert whose handling time is over, as it is now. */
export interface Overdue {
  readonly alertId: AlertId
  readonly severity: Severity
  readonly condition: 'active' | 'cleared'
  readonly isHeld: boolean
  /** Null when nobody has it in hand any more. */
  readonly holder: StaffId | null
  /** When it was acknowledged. */
  readonly since: Instant
}

/**
 * Alerts whose handling time is over, the longest overdue first, locked with their escalations: whoever resolves or
 * acknowledges them has committed before, or waits until this transaction has ended. Their time is taken away: another
 * acknowledgement gives them another. What another transaction is at is left for the next time.
 */
export async function takeOverdue(tx: Queryable, now: Instant, limit: number): Promise<readonly Overdue[]> {
  const { rows } = await tx.query<Overdue>({
    name: 'take_overdue',
    text: `select e.alert_id as "alertId", al.severity, al.condition, al.held_by is not null as "isHeld",
             case when al.handling = 'acknowledged' and al.merged_into is null then al.acknowledged_by end as holder,
             al.acknowledged_at as since
           from escalation e join alert al on al.id = e.alert_id
           where e.handle_by <= to_timestamp($1 / 1000.0) order by e.handle_by, e.alert_id
           limit $2 for update of e skip locked for no key update of al skip locked`,
    values: [now, limit],
  })
  if (rows.length === 0) return rows
  await tx.query({
    name: 'forget_handling_time',
    text: `update escalation e set handle_by = null,
             stopped_at = case when g.held then coalesce(e.stopped_at, to_timestamp($3 / 1000.0)) else e.stopped_at end,
             stopped_why = case when g.held then coalesce(e.stopped_why, 'acknowledged') else e.stopped_why end
           from unnest($1::int8[], $2::bool[]) as g (id, held) where e.alert_id = g.id`,
    values: [rows.map((it) => it.alertId), rows.map((it) => it.holder !== null), now],
  })
  return rows
}

/** What becomes of an overdue alert that somebody has in hand. */
export interface Reminder {
  readonly alertId: AlertId
  readonly holder: StaffId
  /** It is in the queue again as a new one, for anybody. */
  readonly returns: boolean
  readonly afterMs: number
  /** Where the holder is reminded; null: nowhere. */
  readonly point: number | null
  readonly reason: string
}

/** Queue, messages, log, and where the alert is active the next run of its escalation. */
export async function writeReminders(tx: Queryable, all: readonly Reminder[], now: Instant): Promise<void> {
  if (all.length === 0) return
  await tx.query({
    name: 'write_reminders',
    text: `
      with given as (
        select * from json_to_recordset($1) as g ("alertId" int8, holder int8, returns bool, "afterMs" float8, point int8, reason text)
      ), returned as (
        update alert al set handling = 'new', acknowledged_at = null, acknowledged_by = null
        from given g where al.id = g."alertId" and g.returns
        returning al.id, al.household_id, al.area_id, al.kind, al.severity, al.condition, al.held_by
      ), logged as (
        insert into alert_log (alert_id, at, what, staff_id, detail)
        select "alertId", to_timestamp($2 / 1000.0), case when returns then 'returned' else 'reminded' end, holder,
          json_build_object('afterMs', "afterMs")
        from given where returns or point is not null order by "alertId" returning pg_notify('${ALERT_CHANNEL}', '')
      ), reminded as (
        insert into notification (alert_id, contact_point_id, reason, due_at)
        select "alertId", point, reason, to_timestamp($2 / 1000.0) from given where point is not null
        order by "alertId" on conflict do nothing
      ), escalating as (
        ${beginEscalations(`
          select r.id as alert_id, r.kind, r.severity, a.path, to_timestamp($2 / 1000.0) as began_at
          from returned r left join household h on h.id = r.household_id join area a on a.id = coalesce(r.area_id, h.area_id)
          where r.condition = 'active' and r.held_by is null`)}
      )
      select count(*) from logged`,
    values: [JSON.stringify(all), now],
  })
}
