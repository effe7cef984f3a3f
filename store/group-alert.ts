import type { AlertId, AreaId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { beginEscalations, IS_STEP } from './escalation.ts'
import type { GroupKey } from './group.ts'
import { onlyRow } from './only-row.ts'
import type { Queryable } from './transaction.ts'

/** A group's alert as it stands, for matching it with what the group's silences come to. */
export interface StandingGroupAlert {
  readonly id: AlertId
  readonly episode: string
  readonly condition: 'active' | 'cleared'
  readonly clearedAt: Instant | null
  /** When a person resolved it. */
  readonly resolvedAt: Instant | null
}

const OF_GROUP = `household_id is null and kind = 'group_silent' and coalesce('gateway/' || gateway_id, 'area/' || area_id::text) = $1`

export function groupName({ gateway, area }: GroupKey): string {
  return gateway === null ? `area/${area}` : `gateway/${gateway}`
}

/** The group's alerts, the oldest first. */
export async function readGroupAlerts(tx: Queryable, group: GroupKey): Promise<readonly StandingGroupAlert[]> {
  const { rows } = await tx.query<StandingGroupAlert>({
    name: 'read_group_alerts',
    text: `select id, episode, condition, cleared_at as "clearedAt",
             case when resolved_by is not null then resolved_at end as "resolvedAt"
           from alert where ${OF_GROUP} and merged_into is null order by id`,
    values: [groupName(group)],
  })
  return rows
}

export async function renameGroupEpisode(tx: Queryable, alert: AlertId, episode: string): Promise<void> {
  await tx.query({
    name: 'rename_group_episode',
    text: 'update alert set episode = $2 where id = $1',
    values: [alert, episode],
  })
}

export interface GroupVerdict {
  readonly gateway: string | null
  readonly area: AreaId
  readonly scopePath: readonly AreaId[]
  readonly kind: string
  readonly episode: string
  readonly severity: string
  readonly condition: 'active' | 'cleared'
  readonly clearedAt: Instant | null
  readonly clearedReason: string | null
  readonly startedAt: Instant
  readonly lastAt: Instant
  readonly count: number
  readonly explanation: unknown
}

/**
 * Writes a group's or another area's alert by its episode, its log, its notifications and its escalation, as `writeAlerts`
 * does for households. It goes to every contact point that an alert of one of its households would go to; one that it has
 * gone to is not told twice.
 */
export async function writeGroupAlert(tx: Queryable, verdict: GroupVerdict, now: Instant): Promise<AlertId> {
  const { rows } = await tx.query<{ id: AlertId }>({
    name: 'write_group_alert',
    text: `
      with given as (
        select * from json_to_record($1) as g (gateway text, area int8, "scopePath" json, kind text, episode text,
          severity text, condition text, "clearedAt" float8, "clearedReason" text, "startedAt" float8, "lastAt" float8,
          count int, explanation json)
      ), before as (
        select a.id, a.condition, a.count from alert a, given g where a.household_id is null and a.kind = g.kind
          and coalesce('gateway/' || a.gateway_id, 'area/' || a.area_id::text) = coalesce('gateway/' || g.gateway, 'area/' || g.area::text)
          and a.episode = g.episode
      ), written as (
        insert into alert (area_id, gateway_id, scope_path, kind, episode, severity, condition, cleared_at, cleared_reason,
          started_at, last_at, raised_at, count, late, explanation, handling, resolved_at, outcome)
        select area, gateway, array(select json_array_elements_text("scopePath")::int8), kind, episode, severity, condition,
          to_timestamp("clearedAt" / 1000.0), "clearedReason", to_timestamp("startedAt" / 1000.0),
          to_timestamp("lastAt" / 1000.0), to_timestamp($2 / 1000.0), count, false, explanation,
          case condition when 'cleared' then 'resolved' else 'new' end,
          case condition when 'cleared' then to_timestamp($2 / 1000.0) end,
          case when condition = 'cleared' and kind = 'group_silent' then 'equipment' end
        from given
        on conflict (coalesce('gateway/' || gateway_id, 'area/' || area_id::text), kind, episode) where household_id is null
        do update set area_id = excluded.area_id, scope_path = excluded.scope_path, condition = excluded.condition,
          cleared_at = excluded.cleared_at, cleared_reason = excluded.cleared_reason, started_at = excluded.started_at,
          last_at = excluded.last_at, count = excluded.count, explanation = excluded.explanation,
          handling = case when alert.resolved_by is not null or excluded.condition = 'cleared' then 'resolved'
            when alert.handling = 'resolved' then 'new' else alert.handling end,
          resolved_at = case when alert.resolved_by is not null then alert.resolved_at
            when excluded.condition = 'cleared' then coalesce(alert.resolved_at, excluded.resolved_at) end,
          outcome = case when alert.resolved_by is not null then alert.outcome else excluded.outcome end
        returning id, area_id, kind, severity, condition, cleared_reason, count, scope_path
      ), changes as (
        select w.*, case
            when b.id is null then 'raised'
            when b.condition <> w.condition then case w.condition when 'active' then 'reopened' else 'cleared' end
            when b.count <> w.count then 'counted'
          end as what
        from written w left join before b on b.id = w.id
      ), logged as (
        insert into alert_log (alert_id, at, what, detail)
        select id, to_timestamp($2 / 1000.0), what,
          json_build_object('count', count, 'condition', condition, 'severity', severity, 'reason', cleared_reason)
        from changes where what is not null returning pg_notify('menshen_alert', '')
      ), notified as (
        insert into notification (alert_id, contact_point_id, reason, queued_at, due_at)
        select c.id, p.id, case c.what when 'reopened' then 'reopened' else 'raised' end, to_timestamp($2 / 1000.0),
          to_timestamp($2 / 1000.0)
        from changes c join contact_point p on p.area_id = any(c.scope_path) and p.disabled_at is null
          and array_position(array['critical', 'major', 'minor'], c.severity)
            <= array_position(array['critical', 'major', 'minor'], p.severity_min)
        where c.condition = 'active' order by p.id on conflict do nothing returning 1
      ), escalating as (
        ${beginEscalations(`
          select c.id as alert_id, c.kind, c.severity, a.path, to_timestamp($2 / 1000.0) as began_at
          from changes c join area a on a.id = c.area_id
          where c.what in ('raised', 'reopened') and c.condition = 'active'`)} returning 1
      )
      select id, (select count(*) from logged), (select count(*) from notified), (select count(*) from escalating) from written`,
    values: [JSON.stringify(verdict), now],
  })
  return onlyRow(rows).id
}

/**
 * Holds alerts back for a group's: they leave the queue, and what was not sent yet of them is not sent. An alert that
 * somebody is writing just now is left for the next time.
 */
export async function holdAlerts(tx: Queryable, group: AlertId, held: readonly AlertId[], now: Instant): Promise<void> {
  if (held.length === 0) return
  await tx.query({
    name: 'hold_alerts',
    text: `
      with held as (
        update alert set held_by = $1
        where id in (select id from alert where id = any($2::int8[]) and held_by is distinct from $1
          order by id for update skip locked)
        returning id
      ), cancelled as (
        update notification n set cancelled_at = to_timestamp($3 / 1000.0) from held
        where n.alert_id = held.id and n.sent_at is null and n.failed_at is null and n.cancelled_at is null
      )
      insert into alert_log (alert_id, at, what, detail)
      select id, to_timestamp($3 / 1000.0), 'held', json_build_object('by', $1::int8) from held order by id
      returning pg_notify('menshen_alert', '')`,
    values: [group, held, now],
  })
}

/**
 * The group's trouble is over and these are not: they are back in the queue, and what was held back is sent. Their
 * escalations begin anew.
 */
export async function releaseAlerts(tx: Queryable, held: readonly AlertId[], now: Instant): Promise<void> {
  if (held.length === 0) return
  await tx.query({
    name: 'release_alerts',
    text: `
      with released as (
        update alert set held_by = null
        where id in (select id from alert where id = any($1::int8[]) and held_by is not null order by id for update)
        returning id, household_id, area_id, kind, severity
      ), due as (
        update notification n set cancelled_at = null, due_at = to_timestamp($2 / 1000.0), digest_id = null,
          attempts = case when n.digest_id is null then n.attempts else 0 end
        from released
        where n.alert_id = released.id and n.cancelled_at is not null and n.sent_at is null and not ${IS_STEP}
      ), escalating as (
        ${beginEscalations(`
          select r.id as alert_id, r.kind, r.severity, a.path, to_timestamp($2 / 1000.0) as began_at
          from released r left join household h on h.id = r.household_id join area a on a.id = coalesce(r.area_id, h.area_id)`)}
      )
      insert into alert_log (alert_id, at, what)
      select id, to_timestamp($2 / 1000.0), 'released' from released order by id
      returning pg_notify('menshen_alert', '')`,
    values: [held, now],
  })
}

/** Groups' alerts that were over so long ago, with their log and notifications. Returns how many went. */
export async function eraseGroupAlerts(db: Queryable, before: Instant): Promise<number> {
  const { rows } = await db.query<{ gone: number }>({
    name: 'erase_group_alerts',
    text: `
      with over as (
        select id from alert where household_id is null and condition = 'cleared' and cleared_at < to_timestamp($1 / 1000.0)
      ), gone_log as (
        delete from alert_log where alert_id in (select id from over)
      ), gone_notification as (
        delete from notification where alert_id in (select id from over)
      ), gone as (
        delete from alert where id in (select id from over) returning 1
      )
      select count(*)::int as gone from gone`,
    values: [before],
  })
  return onlyRow(rows).gone
}
