import type { AlertId, HouseholdId, OrderId, PermitId, SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { numberArray, textArray } from './array-literal.ts'
import { isNotCanarys } from './canary.ts'
import { ACKNOWLEDGED_MS, beginEscalations } from './escalation.ts'
import { beginHandling } from './policy-for.ts'
import type { Queryable } from './transaction.ts'

/** What the watch concluded, on its way into the tables: openings, alerts, their log and their notifications. */
export interface OpeningVerdict {
  readonly order: OrderId
  readonly household: HouseholdId
  readonly sensor: SensorUid
  readonly openedAt: Instant
  readonly closedAt: Instant | null
  readonly permit: PermitId | null
  readonly explanation: unknown
}

export interface AlertVerdict {
  readonly order: OrderId
  readonly household: HouseholdId
  readonly sensor: SensorUid
  readonly kind: string
  readonly episode: string
  readonly severity: string
  readonly condition: 'active' | 'cleared'
  readonly clearedAt: Instant | null
  readonly clearedReason: string | null
  readonly startedAt: Instant
  readonly lastAt: Instant
  readonly count: number
  readonly late: boolean
  readonly explanation: unknown
}

export async function writeOpenings(tx: Queryable, all: readonly OpeningVerdict[]): Promise<void> {
  if (all.length === 0) return
  await tx.query({
    name: 'write_openings',
    text: `insert into opening (order_id, household_id, sensor_uid, opened_at, closed_at, permit_id, explanation)
           select "order", household, sensor, to_timestamp(opened_at / 1000.0), to_timestamp(closed_at / 1000.0), permit, explanation
           from unnest($1::int8[], $2::int8[], $3::text[], $4::float8[], $5::float8[], $6::int8[], $7::json[])
             as o ("order", household, sensor, opened_at, closed_at, permit, explanation)
           order by 1, 3, 4
           on conflict (order_id, sensor_uid, opened_at) do update set
             closed_at = excluded.closed_at, permit_id = excluded.permit_id, explanation = excluded.explanation`,
    values: [
      numberArray(all.map((it) => it.order)),
      numberArray(all.map((it) => it.household)),
      textArray(all.map((it) => it.sensor)),
      numberArray(all.map((it) => it.openedAt)),
      numberArray(all.map((it) => it.closedAt)),
      numberArray(all.map((it) => it.permit)),
      textArray(all.map((it) => JSON.stringify(it.explanation))),
    ],
  })
}

/** Removes the openings of an order that its story, told anew, no longer has. */
export async function keepOnlyOpenings(
  tx: Queryable,
  order: OrderId,
  kept: readonly Pick<OpeningVerdict, 'sensor' | 'openedAt'>[],
): Promise<void> {
  await tx.query({
    name: 'keep_only_openings',
    text: `delete from opening o where o.order_id = $1 and not exists (
             select 1 from unnest($2::text[], $3::float8[]) as k (sensor, opened_at)
             where k.sensor = o.sensor_uid and to_timestamp(k.opened_at / 1000.0) = o.opened_at)`,
    values: [order, kept.map((it) => it.sensor), kept.map((it) => it.openedAt)],
  })
}

/** Kinds that nobody has to resolve: the trouble is over when the sensor is back. */
const selfResolving = (kind: string): string => `${kind} ~ '^(sensor_|group_silent$)'`

/** A silence may turn out to have a common cause with others'; until then nobody is called. The alert shows at once. */
export const SILENCE_HOLD_MS = 90_000

/**
 * Writes alerts by their episode, and in the same statement the log of what changed and, for alerts that are new or
 * became more severe, a notification to every contact point of the household's areas; for those that are reopened as well,
 * an escalation. When one that somebody has acknowledged goes on, the first time since then is told to the same contact
 * points and to its holder. Returns how many changes were logged. A trouble that resolves itself and was over before it was known is
 * logged and not sent.
 */
export async function writeAlerts(tx: Queryable, all: readonly AlertVerdict[], now: Instant): Promise<number> {
  if (all.length === 0) return 0
  const { rows } = await tx.query<{ changes: number }>({
    name: 'write_alerts',
    text: WRITE_ALERTS,
    values: [JSON.stringify(all), now, SILENCE_HOLD_MS],
  })
  const changes = rows[0]?.changes ?? 0
  // A hint for those who wait; the tables are the truth (law 7).
  if (changes > 0) await tx.query(`select pg_notify('menshen_alert', '')`)
  return changes
}

/** Whether a contact point is for what is as severe as an alert. */
const takes = (
  point: string,
  alert: string,
): string => `array_position(array['critical', 'major', 'minor'], ${alert}.severity)
  <= array_position(array['critical', 'major', 'minor'], ${point}.severity_min)`

/** $1 the alerts, $2 now, $3 how long a silence is held. */
const WRITE_ALERTS = `
  with given as (
    select * from json_to_recordset($1) as g ("order" int8, household int8, sensor text, kind text, episode text,
      severity text, condition text, "clearedAt" float8, "clearedReason" text, "startedAt" float8, "lastAt" float8,
      count int, late bool, explanation json)
  ), before as (
    -- Lateral with a limit: one look-up by the unique key each, whatever the planner thinks of the table's size.
    select a.* from given g cross join lateral (
      select id, condition, severity, count from alert
      where order_id = g."order" and kind = g.kind and episode = g.episode limit 1) a
  ), written as (
    insert into alert (order_id, household_id, sensor_uid, kind, episode, severity, condition, cleared_at, cleared_reason,
      started_at, last_at, raised_at, count, late, explanation, group_due, handling, resolved_at, outcome)
    select "order", household, sensor, kind, episode, severity, condition, to_timestamp("clearedAt" / 1000.0),
      "clearedReason", to_timestamp("startedAt" / 1000.0), to_timestamp("lastAt" / 1000.0), to_timestamp($2 / 1000.0),
      count, late, explanation, kind = 'sensor_silent',
      case when condition = 'cleared' and ${selfResolving('kind')} then 'resolved' else 'new' end,
      case when condition = 'cleared' and ${selfResolving('kind')} then to_timestamp($2 / 1000.0) end,
      case when condition = 'cleared' and ${selfResolving('kind')} then 'equipment' end
    from given order by "order", kind, episode
    on conflict (order_id, kind, episode) do update set
      severity = excluded.severity, condition = excluded.condition, cleared_at = excluded.cleared_at,
      cleared_reason = excluded.cleared_reason, last_at = excluded.last_at, count = excluded.count,
      late = excluded.late, explanation = excluded.explanation, group_due = excluded.group_due,
      handling = case when alert.handling <> 'resolved' then
        case when excluded.handling = 'resolved' then 'resolved' else alert.handling end else alert.handling end,
      resolved_at = coalesce(alert.resolved_at, excluded.resolved_at),
      outcome = coalesce(alert.outcome, excluded.outcome)
    returning id, order_id, household_id, kind, severity, condition, cleared_reason, count, handling, acknowledged_at,
      acknowledged_by, started_at, last_at
  ), changes as (
    select w.*, w.handling = 'acknowledged' and w.count > b.count as is_again, case
        when b.id is null then 'raised'
        when b.condition <> w.condition then case w.condition when 'active' then 'reopened' else 'cleared' end
        when b.severity <> w.severity and w.severity = 'critical' then 'severity_raised'
        when b.count <> w.count then 'counted'
      end as what
    from written w left join before b on b.id = w.id
  ), resident as (
    -- The story begins with what the resident was told, and whether it went out.
    select w.id, coalesce(n.sent_at, n.failed_at, to_timestamp($2 / 1000.0)) as at,
      case when n.sent_at is null then 'resident_not_reached' else 'resident_messaged' end as what,
      json_build_object('channel', p.channel, 'openedAt', n.opened_at, 'why', n.last_error) as detail
    from changes w join notification n on n.reason = 'resident' and n.order_id = w.order_id
      and n.opened_at between w.started_at and w.last_at and n.cancelled_at is null
    join contact_point p on p.id = n.contact_point_id
    where w.what = 'raised' and w.kind = 'unpermitted_opening'
  ), logged as (
    insert into alert_log (alert_id, at, what, detail)
    select id, at, what, detail from (
      select id, 0 as place, at, what, detail from resident
      union all select id, 1, to_timestamp($2 / 1000.0), what,
        json_build_object('count', count, 'condition', condition, 'severity', severity, 'reason', cleared_reason)
      from changes where what is not null) l
    order by id, place, at returning what
  ), notified as (
    insert into notification (alert_id, contact_point_id, reason, queued_at, due_at)
    select c.id, p.id, c.what, to_timestamp($2 / 1000.0),
      to_timestamp(($2 + case c.kind when 'sensor_silent' then $3 else 0 end) / 1000.0)
    from changes c join household h on h.id = c.household_id join area a on a.id = h.area_id
    join contact_point p on p.area_id = any(a.path) and p.disabled_at is null and ${takes('p', 'c')}
    where c.what in ('raised', 'severity_raised') and not (c.condition = 'cleared' and ${selfResolving('c.kind')})
    order by c.id, p.id on conflict do nothing returning 1
  ), again as (
    select al.id, al.household_id, al.severity, al.acknowledged_by, 'again/' || ${ACKNOWLEDGED_MS} as reason
    from changes al where al.is_again and al.what in ('counted', 'reopened') and not exists (
      select 1 from notification n where n.alert_id = al.id and n.reason = 'again/' || ${ACKNOWLEDGED_MS})
  ), told_again as (
    insert into notification (alert_id, contact_point_id, reason, due_at)
    select al.id, p.id, al.reason, to_timestamp($2 / 1000.0)
    from again al join household h on h.id = al.household_id join area a on a.id = h.area_id
    cross join lateral (
      select o.id from contact_point o where o.area_id = any(a.path) and o.disabled_at is null and ${takes('o', 'al')}
      union all (
        select o.id from contact_point o where o.staff_id = al.acknowledged_by and o.disabled_at is null
          and ${takes('o', 'al')} order by o.place, o.id limit 1)) p
    order by al.id, p.id on conflict do nothing returning 1
  ), escalating as (
    ${beginEscalations(`
      select c.id as alert_id, c.kind, c.severity, a.path,
        to_timestamp(($2 + case c.kind when 'sensor_silent' then $3 else 0 end) / 1000.0) as began_at
      from changes c join household h on h.id = c.household_id join area a on a.id = h.area_id
      where c.what in ('raised', 'reopened', 'severity_raised')
        and ${isNotCanarys('h.id')} and not (c.condition = 'cleared' and ${selfResolving('c.kind')})`)} returning 1
  )
  select (select count(*) from logged where what not like 'resident%')::int as changes, (select count(*) from notified),
    (select count(*) from told_again), (select count(*) from escalating)`

/** An alert as it stands, for matching it with what a story told anew has found. */
export interface StandingAlert {
  readonly id: AlertId
  readonly kind: string
  readonly sensor: SensorUid | null
  readonly episode: string
  readonly startedAt: Instant
  readonly lastAt: Instant
  readonly raisedAt: Instant
  readonly condition: 'active' | 'cleared'
  readonly clearedReason: string | null
  readonly explanation: Readonly<Record<string, unknown>>
}

export async function readStandingAlerts(tx: Queryable, order: OrderId): Promise<readonly StandingAlert[]> {
  const { rows } = await tx.query<StandingAlert>({
    name: 'read_standing_alerts',
    text: `select id, kind, sensor_uid as sensor, episode, (extract(epoch from started_at) * 1000)::float8 as "startedAt",
             (extract(epoch from last_at) * 1000)::float8 as "lastAt", (extract(epoch from raised_at) * 1000)::float8 as "raisedAt",
             condition, cleared_reason as "clearedReason", explanation
           from alert where order_id = $1 and merged_into is null order by id`,
    values: [order],
  })
  return rows
}

/**
 * The same trouble under the name of its first evidence as it is known now, which may be another door's; of another kind
 * where openings that were missed have been found, which is logged.
 */
export async function renameEpisode(
  tx: Queryable,
  { id, kind: was }: Pick<StandingAlert, 'id' | 'kind'>,
  now: Pick<StandingAlert, 'kind' | 'episode' | 'startedAt' | 'sensor'>,
  at: Instant,
): Promise<void> {
  await tx.query({
    name: 'rename_episode',
    text: `with renamed as (
             update alert set kind = $2, episode = $3, started_at = to_timestamp($4 / 1000.0), sensor_uid = $5 where id = $1
             returning id
           )
           insert into alert_log (alert_id, at, what, detail)
           select id, to_timestamp($6 / 1000.0), 'reconciled', json_build_object('was', $7::text) from renamed where $7 <> $2`,
    values: [id, now.kind, now.episode, now.startedAt, now.sensor, at, was],
  })
}

/**
 * Two alerts turned out to be one trouble: the younger points to the older and leaves the queue. Whoever acknowledged
 * the younger one holds the older, unless somebody does already.
 */
export async function mergeAlert(tx: Queryable, younger: AlertId, older: AlertId, now: Instant): Promise<void> {
  await tx.query({
    name: 'merge_alert',
    text: `with merged as (
             update alert set merged_into = $2, group_due = kind = 'sensor_silent', episode = episode || '/merged/' || id, condition = 'cleared',
               cleared_at = coalesce(cleared_at, to_timestamp($3 / 1000.0)), cleared_reason = 'merged'
             where id = $1 returning id, handling, acknowledged_at, acknowledged_by
           ), held as (
             update alert o set handling = 'acknowledged', acknowledged_at = m.acknowledged_at, acknowledged_by = m.acknowledged_by
             from merged m where o.id = $2 and o.handling = 'new' and m.handling = 'acknowledged'
             returning o.id, o.acknowledged_by, o.acknowledged_at
           ), logged as (
             insert into alert_log (alert_id, at, what, staff_id, detail)
             select id, to_timestamp($3 / 1000.0), 'acknowledged', acknowledged_by, json_build_object('merged', $1::int8) from held
           ), handling as (
             ${beginHandling('select id as alert_id, acknowledged_at as at from held')}
           )
           insert into alert_log (alert_id, at, what, detail)
           select id, to_timestamp($3 / 1000.0), 'merged', json_build_object('into', $2::int8) from merged`,
    values: [younger, older, now],
  })
}

/** The story as it is known now does not have this trouble; the alert stays in the queue, and says why it is over. */
export async function withdrawAlert(
  tx: Queryable,
  alert: AlertId,
  reason: string,
  explanation: unknown,
  now: Instant,
): Promise<void> {
  await tx.query({
    name: 'withdraw_alert',
    text: `with withdrawn as (
             update alert set condition = 'cleared', cleared_at = to_timestamp($4 / 1000.0), cleared_reason = $2, explanation = $3,
               group_due = kind = 'sensor_silent',
               handling = case when ${selfResolving('kind')} then 'resolved' else handling end,
               resolved_at = case when ${selfResolving('kind')} then coalesce(resolved_at, to_timestamp($4 / 1000.0)) else resolved_at end,
               outcome = case when ${selfResolving('kind')} then coalesce(outcome, 'equipment') else outcome end
             where id = $1 and (condition = 'active' or cleared_reason is distinct from $2) returning id
           )
           insert into alert_log (alert_id, at, what, detail)
           select id, to_timestamp($4 / 1000.0), 'cleared', json_build_object('reason', $2::text) from withdrawn`,
    values: [alert, reason, JSON.stringify(explanation), now],
  })
}
