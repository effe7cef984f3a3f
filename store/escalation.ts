import type { AlertId, EscalationPolicyId, RosterId, StaffId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Severity } from './alert.ts'
import type { Channel } from './contact-point.ts'
import type { EscalationTerms } from './escalation-policy.ts'
import { onlyRow } from './only-row.ts'
import { isEscalatedUnasked, policyFor } from './policy-for.ts'
import type { RosterLevel } from './roster.ts'
import { isSilencedAt } from './silenced.ts'
import type { Queryable } from './transaction.ts'

/**
 * The end of a statement that raises alerts: gives each row of `begun` (`alert_id`, `began_at`, and the alert's `kind`,
 * `severity` and area's `path`) an escalation by the policy that holds for it then, whose first step is due after its
 * delay. One that is there already begins anew, as a run of its own, so that its messages are no repetition of the last
 * run's. Severities that are not escalated unasked get one only where a policy is for them.
 */
export const beginEscalations = (begun: string): string => `
  insert into escalation as e (alert_id, policy_id, began_at, due_at)
  select b.alert_id, p.id, b.began_at, b.began_at + coalesce(p.first_ms, 0) * interval '1 millisecond'
  from (${begun}) b left join lateral (${policyFor('b.kind', 'b.severity', 'b.path')}) p on true
  where ${isEscalatedUnasked('b.severity')} or p.id is not null
  order by b.alert_id
  on conflict (alert_id) do update set run = e.run + 1, policy_id = excluded.policy_id, step = 0, repeats = 0,
    began_at = excluded.began_at, due_at = excluded.due_at, stopped_at = null, stopped_why = null`

export type StopReason = 'acknowledged' | 'resolved' | 'cleared' | 'held' | 'merged' | 'too_long'

/** Why nobody needs to be called about an alert `al` any more; null: somebody does. */
const STOPPED_WHY = `case when al.merged_into is not null then 'merged' when al.handling <> 'new' then al.handling
  when al.held_by is not null then 'held' when al.condition = 'cleared' then 'cleared' end`

/** Of a notification `n`: one that may be needless by the time it is sent. As index notification_step has it. */
export const IS_STEP = `(n.reason like 'step/%' or n.reason like 'repeat/%' or n.reason like 'reminder/%' or n.reason like 'again/%')`

/** When an alert `al` was acknowledged, as a reason carries it. */
export const ACKNOWLEDGED_MS = 'round(extract(epoch from al.acknowledged_at) * 1000)::int8'
/** Of a notification `n` that tells of an acknowledgement of its alert `al`: the alert is done with, or in hand anew since. */
const TELLS_OF_THE_PAST = `(al.merged_into is not null or al.handling = 'resolved'
  or al.handling = 'acknowledged' and split_part(n.reason, '/', 2) <> ${ACKNOWLEDGED_MS}::text)`
/** Of a notification `n` and its alert `al`: a message that nobody needs any more. */
export const IS_NEEDLESS = `(${IS_STEP} and case when n.reason like 'reminder/%' or n.reason like 'again/%'
  then ${TELLS_OF_THE_PAST} else (${STOPPED_WHY}) is not null end)`

export interface DueEscalation {
  readonly alertId: AlertId
  readonly severity: Severity
  readonly beganAt: Instant
  readonly run: number
  readonly step: number
  readonly repeats: number
  readonly dueAt: Instant
  readonly stoppedWhy: StopReason | null
  readonly policyId: EscalationPolicyId | null
  /** The policy's; null: the default. */
  readonly terms: EscalationTerms | null
}

/**
 * Escalations whose time has come, the most severe first, locked with their alerts as these are now: an acknowledgement
 * is either seen or waits until this transaction has ended. What another transaction is at is left for the next time, and
 * what is silenced for when it no longer is, unless it only has to stop.
 */
export async function takeDueEscalations(
  tx: Queryable,
  now: Instant,
  limit: number,
): Promise<readonly DueEscalation[]> {
  const { rows } = await tx.query<DueEscalation>({
    name: 'take_due_escalations',
    text: `select e.alert_id as "alertId", al.severity, e.began_at as "beganAt", e.run, e.step, e.repeats,
             e.due_at as "dueAt", ${STOPPED_WHY} as "stoppedWhy",
             e.policy_id as "policyId", case when p.id is not null then json_build_object('steps', p.steps, 'repeatMs', p.repeat_ms,
               'repeatedMsMax', p.repeated_ms_max, 'handlingMs', p.handling_ms) end as terms
           from escalation e join alert al on al.id = e.alert_id left join escalation_policy p on p.id = e.policy_id
           where e.stopped_at is null and e.due_at <= to_timestamp($1 / 1000.0)
             and ((${STOPPED_WHY}) is not null or not ${isSilencedAt('to_timestamp($1 / 1000.0)')})
           order by array_position(array['critical', 'major', 'minor'], al.severity), e.due_at, e.alert_id
           limit $2 for update of e skip locked for share of al skip locked`,
    values: [now, limit],
  })
  return rows
}

export interface AlertRoster {
  readonly alertId: AlertId
  readonly level: RosterLevel
  readonly rosterId: RosterId
}

/** For each alert and level the rosters of the nearest area, from the alert's own upwards, that has any. */
export async function readNearestRosters(tx: Queryable, alerts: readonly AlertId[]): Promise<readonly AlertRoster[]> {
  const { rows } = await tx.query<AlertRoster>({
    name: 'read_nearest_rosters',
    text: `
      select "alertId", level, "rosterId" from (
        select al.id as "alertId", r.level, r.id as "rosterId",
          rank() over (partition by al.id, r.level order by array_position(a.path, r.area_id) desc) as place
        from alert al left join household h on h.id = al.household_id
        join area a on a.id = coalesce(al.area_id, h.area_id)
        join roster r on r.area_id = any(a.path) and r.ended_at is null
        where al.id = any($1::bigint[])) it
      where place = 1 order by "alertId", "rosterId"`,
    values: [alerts],
  })
  return rows
}

export interface StaffPoint {
  readonly id: number
  readonly channel: Channel
  readonly staffId: StaffId
  readonly severityMin: Severity
}

/** Where these people can be reached, each one's contact points in their order. */
export async function readStaffPoints(tx: Queryable, staff: readonly StaffId[]): Promise<readonly StaffPoint[]> {
  const { rows } = await tx.query<StaffPoint>({
    name: 'read_staff_points',
    text: `select p.id, p.channel, p.staff_id as "staffId", p.severity_min as "severityMin"
           from contact_point p join staff s on s.id = p.staff_id
           where p.staff_id = any($1::bigint[]) and p.disabled_at is null and s.disabled_at is null
           order by p.place, p.id`,
    values: [staff],
  })
  return rows
}

/** What an escalation does at one time. */
export interface EscalationMove {
  readonly alertId: AlertId
  readonly step: number
  readonly repeats: number
  readonly dueAt: Instant
  readonly stoppedWhy: StopReason | null
  /** For one that is in somebody's hands and has no time yet by which it is to be resolved. */
  readonly handlingMs: number
  readonly messages: readonly { readonly point: number; readonly reason: string }[]
  readonly log: readonly { readonly what: string; readonly detail: Readonly<Record<string, unknown>> }[]
}

/** Messages, log and what is due next, in one statement: all of it or nothing. A message that is queued already stays one. */
export async function writeMoves(tx: Queryable, moves: readonly EscalationMove[], now: Instant): Promise<void> {
  if (moves.length === 0) return
  await tx.query({
    name: 'write_escalation_moves',
    text: `
      with given as (
        select * from json_to_recordset($1) as g ("alertId" int8, place int, step int, repeats int,
          "dueAt" float8, "stoppedWhy" text, "handlingMs" float8, messages json, log json)
      ), queued as (
        insert into notification (alert_id, contact_point_id, reason, queued_at, due_at)
        select g."alertId", (m.it ->> 'point')::int8, m.it ->> 'reason', to_timestamp($2 / 1000.0), to_timestamp($2 / 1000.0)
        from given g cross join lateral json_array_elements(g.messages) with ordinality as m (it, place)
        order by g.place, m.place on conflict do nothing returning 1
      ), logged as (
        insert into alert_log (alert_id, at, what, detail)
        select g."alertId", to_timestamp($2 / 1000.0), l.it ->> 'what', l.it -> 'detail'
        from given g cross join lateral json_array_elements(g.log) with ordinality as l (it, place)
        where l.it ->> 'what' <> 'nobody_to_reach' or not exists (
          select 1 from alert_log o where o.alert_id = g."alertId" and o.what = 'nobody_to_reach')
        order by g.place, l.place returning 1
      ), moved as (
        update escalation e set step = g.step, repeats = g.repeats, due_at = to_timestamp(g."dueAt" / 1000.0),
          stopped_why = g."stoppedWhy",
          stopped_at = case when g."stoppedWhy" is not null then to_timestamp($2 / 1000.0) end,
          handle_by = case when g."stoppedWhy" = 'acknowledged'
            then coalesce(e.handle_by, to_timestamp(($2 + g."handlingMs") / 1000.0)) else e.handle_by end
        from given g where e.alert_id = g."alertId" returning 1
      )
      select pg_notify('menshen_alert', '') where exists (select 1 from queued) or exists (select 1 from logged)`,
    values: [JSON.stringify(moves.map((it, place) => ({ ...it, place }))), now],
  })
}

/** Steps and handling times that came due by then and that nobody has seen to. What is silenced then is no step yet. */
export async function countOverdueEscalations(db: Queryable, by: Instant): Promise<number> {
  const { rows } = await db.query<{ overdue: number }>({
    name: 'count_overdue_escalations',
    text: `select (select count(*) from escalation e join alert al on al.id = e.alert_id
               where e.stopped_at is null and e.due_at <= to_timestamp($1 / 1000.0)
                 and not ${isSilencedAt('to_timestamp($1 / 1000.0)')})::int
             + (select count(*) from escalation where handle_by <= to_timestamp($1 / 1000.0))::int as overdue`,
    values: [by],
  })
  return onlyRow(rows).overdue
}
