import type { AlertId, AreaId, HouseholdId, OrderId, SensorUid, StaffId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Scope } from './area.ts'
import { PLACES_JOIN } from './household.ts'
import { beginHandling } from './policy-for.ts'
import { silencedUntil } from './silenced.ts'
import type { Queryable } from './transaction.ts'

export const SEVERITIES = ['critical', 'major', 'minor'] as const
export type Severity = (typeof SEVERITIES)[number]

export const OUTCOMES = ['breach_confirmed', 'permitted', 'false_alarm', 'emergency', 'equipment', 'test'] as const
type Outcome = (typeof OUTCOMES)[number]

/** The channel on which every change of an alert is hinted at. Its payload says nothing: the tables do. */
export const ALERT_CHANNEL = 'menshen_alert'

/** An alert as the queue shows it: the place, never a person. */
export interface Alert {
  readonly id: AlertId
  /** Null, as the household and the room are, when it is about a group of sensors: those of an area or a gateway. */
  readonly orderId: OrderId | null
  readonly householdId: HouseholdId | null
  readonly areaId: AreaId
  readonly areaPath: readonly AreaId[]
  readonly community: string | null
  readonly compound: string | null
  readonly building: string | null
  readonly unit: string | null
  readonly room: string | null
  readonly gatewayId: string | null
  readonly sensorUid: SensorUid | null
  readonly kind: string
  readonly severity: Severity
  readonly condition: 'active' | 'cleared'
  readonly clearedAt: Instant | null
  readonly clearedReason: string | null
  readonly handling: 'new' | 'acknowledged' | 'resolved'
  readonly acknowledgedAt: Instant | null
  readonly acknowledgedBy: string | null
  readonly resolvedAt: Instant | null
  readonly resolvedBy: string | null
  readonly outcome: Outcome | null
  readonly note: string
  readonly startedAt: Instant
  readonly lastAt: Instant
  readonly raisedAt: Instant
  readonly count: number
  readonly late: boolean
  readonly mergedInto: AlertId | null
  /** The alert of its group, which stands for it for as long as both last. */
  readonly heldBy: AlertId | null
  /** Until then nobody is told of it, as far as is known; null: it is not silenced. */
  readonly silencedUntil: Instant | null
  readonly explanation: unknown
}

/** A group's alert is within the areas of every household that it may hold alerts of. */
const PATH = 'coalesce(al.scope_path, a.path)'

/** As they are at the instant `at`, an SQL expression. */
const columns = (
  at: string,
): string => `al.id, al.order_id as "orderId", al.household_id as "householdId", a.id as "areaId",
  to_json(${PATH}) as "areaPath", places.community, places.compound, places.building, places.unit, h.room,
  al.gateway_id as "gatewayId", al.sensor_uid as "sensorUid", al.kind, al.severity, al.condition, al.cleared_at as "clearedAt",
  al.cleared_reason as "clearedReason", al.handling, al.acknowledged_at as "acknowledgedAt",
  acknowledger.display_name as "acknowledgedBy", al.resolved_at as "resolvedAt", resolver.display_name as "resolvedBy",
  al.outcome, al.note, al.started_at as "startedAt", al.last_at as "lastAt", al.raised_at as "raisedAt", al.count,
  al.late, al.merged_into as "mergedInto", al.held_by as "heldBy", al.explanation,
  ${silencedUntil(at)} as "silencedUntil"`

const ALERT_FROM = `alert al left join household h on h.id = al.household_id
  join area a on a.id = coalesce(al.area_id, h.area_id) ${PLACES_JOIN}
  left join staff acknowledger on acknowledger.id = al.acknowledged_by
  left join staff resolver on resolver.id = al.resolved_by`

export interface AlertFilter {
  readonly scope: Scope
  readonly handling: Alert['handling'] | null
  readonly condition: Alert['condition'] | null
  readonly householdId: HouseholdId | null
  readonly areaId: AreaId | null
  /** Only alerts with a smaller id: the list runs from the latest to the oldest. */
  readonly before: number
  readonly limit: number
  readonly now: Instant
}

async function listWhere(db: Queryable, range: string, filter: AlertFilter): Promise<Alert[]> {
  const { rows } = await db.query<Alert>({
    text: `select ${columns('to_timestamp($8 / 1000.0)')} from ${ALERT_FROM}
           where ${range} and ${PATH} && $1::bigint[] and ($2::text is null or al.handling = $2)
             and ($3::text is null or al.condition = $3) and ($4::bigint is null or al.household_id = $4)
             and ($5::bigint is null or ${PATH} @> array[$5::bigint]) and al.id < $6
           order by al.id desc limit $7`,
    values: [
      filter.scope,
      filter.handling,
      filter.condition,
      filter.householdId,
      filter.areaId,
      filter.before,
      filter.limit,
      filter.now,
    ],
  })
  return rows
}

/** What waits for a person. Alerts held back under another one are not in it. The range is that of index alert_open. */
export function listQueue(db: Queryable, filter: AlertFilter): Promise<Alert[]> {
  return listWhere(db, "al.handling <> 'resolved' and al.merged_into is null and al.held_by is null", filter)
}

/** Every alert, those held back and those long resolved as well. */
export function listAlerts(db: Queryable, filter: AlertFilter): Promise<Alert[]> {
  return listWhere(db, 'true', filter)
}

export async function findAlert(db: Queryable, scope: Scope, id: AlertId, now: Instant): Promise<Alert | null> {
  const { rows } = await db.query<Alert>({
    text: `select ${columns('to_timestamp($3 / 1000.0)')} from ${ALERT_FROM} where al.id = $2 and ${PATH} && $1::bigint[]`,
    values: [scope, id, now],
  })
  return rows[0] ?? null
}

/** For the stream, which scopes each alert by its `areaPath` for each of its clients. */
export async function findAlerts(db: Queryable, ids: readonly AlertId[], now: Instant): Promise<Alert[]> {
  const { rows } = await db.query<Alert>({
    name: 'find_alerts',
    text: `select ${columns('to_timestamp($2 / 1000.0)')} from ${ALERT_FROM} where al.id = any($1::bigint[])`,
    values: [ids, now],
  })
  return rows
}

/** How long an alert waited for what somebody did, in milliseconds; null where that was not its first answer. */
export interface Answered {
  readonly kind: string
  readonly severity: Severity
  readonly acknowledgeMs: number | null
  readonly resolveMs: number | null
}

/** Of the alert `won` at $2. What nobody had to answer is in no figure (docs/decisions/0032). */
const answered = (resolves: string): string => {
  const waitedMs = 'greatest(0, extract(epoch from $2::timestamptz - won.raised_at) * 1000)::float8'
  return `
    won.kind, won.severity,
    case when counts and not was_acknowledged then ${waitedMs} end as "acknowledgeMs",
    case when counts and ${resolves} then ${waitedMs} end as "resolveMs"
    from won cross join lateral (
      select won.merged_into is null and won.outcome is distinct from 'test' and count(*) filter (where l.what = 'held') = 0 as counts,
        count(*) filter (where l.what = 'acknowledged') > 0 as was_acknowledged
      from alert_log l where l.alert_id = won.id) log`
}

/**
 * One statement, so that of two who acknowledge at once exactly one wins: the second finds the row no longer new.
 * Null for who lost; the winner's act is in the log of the same commit, as is the time by which they are to resolve it.
 */
export async function acknowledgeAlert(
  db: Queryable,
  id: AlertId,
  by: StaffId,
  at: Instant,
  detail: Readonly<Record<string, unknown>> = {},
): Promise<Answered | null> {
  const { rows } = await db.query<Answered>({
    name: 'acknowledge_alert',
    text: `with won as (
             update alert set handling = 'acknowledged', acknowledged_at = $2, acknowledged_by = $3
             where id = $1 and handling = 'new' returning *
           ), logged as (
             insert into alert_log (alert_id, at, what, staff_id, detail) select id, $2, 'acknowledged', $3, $4 from won
           ), handling as (
             ${beginHandling('select id as alert_id, $2::timestamptz as at from won')}
           )
           select pg_notify('${ALERT_CHANNEL}', id::text), ${answered('false')}`,
    values: [id, new Date(at), by, JSON.stringify(detail)],
  })
  return rows[0] ?? null
}

export interface Resolution {
  readonly outcome: Outcome
  readonly note: string
}

/** As `acknowledgeAlert`. Whoever resolves what nobody had acknowledged has acknowledged it too. `by` null: nobody did, it was a test of our own. */
export async function resolveAlert(
  db: Queryable,
  id: AlertId,
  by: StaffId | null,
  at: Instant,
  resolution: Resolution,
): Promise<Answered | null> {
  const { rows } = await db.query<Answered>({
    name: 'resolve_alert',
    text: `with won as (
             update alert set handling = 'resolved', resolved_at = $2, resolved_by = $3, outcome = $4, note = $5,
               group_due = kind = 'sensor_silent',
               acknowledged_at = coalesce(acknowledged_at, $2), acknowledged_by = coalesce(acknowledged_by, $3)
             where id = $1 and handling <> 'resolved' returning *
           ), logged as (
             insert into alert_log (alert_id, at, what, staff_id, detail)
             select id, $2, 'resolved', $3, json_build_object('outcome', $4::text, 'note', $5::text) from won
           )
           select pg_notify('${ALERT_CHANNEL}', id::text), ${answered('true')}`,
    values: [id, new Date(at), by, resolution.outcome, resolution.note],
  })
  return rows[0] ?? null
}

/** Who a person may decide to send. */
export const DISPATCHES = ['on_site', 'police'] as const

export interface Dispatch {
  readonly kind: (typeof DISPATCHES)[number]
  readonly note: string
}

/** Writes down a person's decision to send somebody about an alert that is not resolved; false: it is. */
export async function logDispatch(
  db: Queryable,
  id: AlertId,
  by: StaffId,
  at: Instant,
  { kind, note }: Dispatch,
): Promise<boolean> {
  const { rows } = await db.query({
    name: 'log_dispatch',
    text: `with standing as (
             select id from alert where id = $1 and handling <> 'resolved' for no key update
           ), logged as (
             insert into alert_log (alert_id, at, what, staff_id, detail)
             select id, $2, 'dispatched', $3, json_build_object('kind', $4::text, 'note', $5::text) from standing
           )
           select pg_notify('${ALERT_CHANNEL}', id::text) from standing`,
    values: [id, new Date(at), by, kind, note],
  })
  return rows.length === 1
}
