import type { HouseholdId, OrderId, SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Contact } from '../protocol/door-event.ts'
import type { NewDistrust } from './distrust.ts'
import type { Queryable } from './transaction.ts'

/** The order and what hangs on it, as stored; the evaluator makes the watch's facts of it. */
export interface OrderFactsRow {
  readonly household: HouseholdId
  readonly order: OrderId
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly timeZone: string
  /** In the order in which they were made. */
  readonly assignments: readonly AssignmentRow[]
  /** What holds where nothing is assigned. */
  readonly preset: PolicyRow
  readonly contactsAtStart: Readonly<Record<string, Contact>> | null
  readonly permits: readonly PermitRow[]
  readonly fittings: readonly FittingRow[]
  readonly tests: readonly TestRow[]
  readonly distrusts: readonly DistrustRow[]
  readonly outages: readonly OutageRow[]
  readonly cuts: readonly CutRow[]
}

interface PolicyRow {
  readonly name: string
  readonly version: number
  readonly settings: unknown
}

interface AssignmentRow {
  /** An area's is its depth in the tree; an order's own is larger than any. */
  readonly nearness: number
  readonly from: Instant
  readonly policy: PolicyRow | null
}

interface TestRow {
  readonly sensor: SensorUid | null
  readonly from: Instant
  readonly until: Instant
  readonly reason: string
  readonly by: string
}

interface DistrustRow {
  readonly sensor: SensorUid
  readonly from: Instant
  readonly until: Instant | null
  readonly cause: NewDistrust['cause']
}

interface OutageRow {
  readonly from: Instant
  readonly until: Instant
}

interface PermitRow {
  readonly id: number
  readonly from: Instant
  readonly until: Instant
  readonly reason: string
  readonly openingsMax: number
  readonly goingOut: boolean
  readonly grantedBy: string
  readonly grantedAt: Instant
  readonly revokedAt: Instant | null
}

interface FittingRow {
  readonly sensor: SensorUid
  readonly door: string
  readonly from: Instant
  readonly until: Instant | null
  readonly gateway: string | null
  readonly reportingLimitSeconds: number
  readonly limits: readonly { readonly from: Instant; readonly limitSeconds: number }[]
  readonly forecasts: readonly { readonly at: Instant; readonly emptyAt: Instant | null }[]
}

interface CutRow {
  readonly kind: string
  readonly at: Instant
}

/** Milliseconds of a timestamptz, exact; for values that travel inside JSON. */
const ms = (column: string): string => `round(extract(epoch from ${column}) * 1000)`

/** The zone of the nearest area that names one; Menshen's homes are in China unless told otherwise. */
const TIME_ZONE = `coalesce((select z.time_zone from area z where z.id = any(a.path) and z.time_zone is not null
  order by cardinality(z.path) desc limit 1), 'Asia/Shanghai')`

const POLICY = `json_build_object('name', p.name, 'version', p.version, 'settings', p.settings)`

/** The order's own policy from its start, what was assigned to it later, and what its areas were assigned. */
const ASSIGNMENTS = `coalesce((select json_agg(json_build_object('nearness', s.nearness, 'from', ${ms('s.from_at')},
    'policy', case when p.id is null then null else ${POLICY} end) order by s.id)
  from (select 0 as id, 1000 as nearness, o.starts_at as from_at, o.policy_id where o.policy_id is not null
    union all select g.id, coalesce(cardinality(z.path), 1000), g.from_at, g.policy_id
      from policy_assignment g left join area z on z.id = g.area_id where g.order_id = o.id or g.area_id = any(a.path)) s
  left join policy p on p.id = s.policy_id), '[]')`

/** The default as it stood when the order was made. */
const PRESET = `(select ${POLICY} from policy p where p.name = 'default'
  order by p.created_at <= o.created_at desc, case when p.created_at <= o.created_at then -p.version else p.version end limit 1)`

/** Of each fitting; a sensor is looked at once a day, and no order lasts a hundred days. */
const LIMITS_MAX = 100

/** A sensor's rows in force at some time of the order `o`: the last before its start, and those up to its end. */
const duringOrder = (table: string, at: string): string => `
  (select * from ${table} r where r.sensor_uid = f.sensor_uid and r.${at} < o.watched_until
    and r.${at} >= coalesce((select max(b.${at}) from ${table} b
      where b.sensor_uid = f.sensor_uid and b.${at} <= o.watched_from), '-infinity')
    order by r.${at} desc limit ${LIMITS_MAX})`

const LIMITS = `coalesce((select json_agg(json_build_object('from', ${ms('l.from_at')}, 'limitSeconds', l.limit_seconds)
  order by l.from_at) from ${duringOrder('reporting_limit', 'from_at')} l), '[]')`

const FORECASTS = `coalesce((select json_agg(json_build_object('at', ${ms('b.at')}, 'emptyAt', ${ms('b.empty_at')})
  order by b.at) from ${duringOrder('battery_forecast', 'at')} b), '[]')`

export async function readOrderFacts(tx: Queryable, order: OrderId): Promise<OrderFactsRow | null> {
  const { rows } = await tx.query<OrderFactsRow>({
    name: 'read_order_facts',
    text: `
      select o.household_id as household, o.id as "order", (${ms('o.watched_from')})::float8 as "startsAt",
        (${ms('o.watched_until')})::float8 as "endsAt", ${TIME_ZONE} as "timeZone",
        o.contacts_at_start as "contactsAtStart", ${ASSIGNMENTS} as assignments, ${PRESET} as preset,
        coalesce((select json_agg(json_build_object('id', m.id, 'from', ${ms('m.from_at')}, 'until', ${ms('m.until_at')},
            'reason', m.reason, 'openingsMax', m.openings_max, 'goingOut', m.going_out, 'grantedBy', m.granted_by,
            'grantedAt', ${ms('m.granted_at')}, 'revokedAt', ${ms('m.revoked_at')}) order by m.id)
          from permit m where (m.household_id = o.household_id or m.area_id = any(a.path))
            and m.until_at > o.watched_from and m.from_at < o.ends_at), '[]') as permits,
        coalesce((select json_agg(json_build_object('sensor', f.sensor_uid, 'door', f.door, 'from', ${ms('f.fitted_from')},
            'until', ${ms('f.fitted_until')}, 'gateway', s.gateway_id, 'reportingLimitSeconds', s.reporting_limit_seconds,
            'limits', ${LIMITS}, 'forecasts', ${FORECASTS}) order by f.id)
          from fitting f join sensor s on s.uid = f.sensor_uid where f.household_id = o.household_id
            and f.fitted_from < o.ends_at and coalesce(f.fitted_until, 'infinity') > o.watched_from), '[]') as fittings,
        coalesce((select json_agg(json_build_object('from', ${ms('u.from_at')}, 'until', ${ms('u.until_at')}) order by u.from_at)
          from outage u where u.until_at > o.watched_from and u.from_at < o.watched_until), '[]') as outages,
        coalesce((select json_agg(json_build_object('sensor', n.sensor_uid, 'from', ${ms('n.from_at')},
            'until', ${ms('least(n.until_at, n.ended_at)')}, 'reason', n.reason, 'by', n.put_by) order by n.id)
          from on_test n where n.household_id = o.household_id and least(n.until_at, n.ended_at) > greatest(n.from_at, o.watched_from)
            and n.from_at < o.ends_at), '[]') as tests,
        coalesce((select json_agg(json_build_object('sensor', d.sensor_uid, 'from', ${ms('d.from_at')}, 'until', ${ms('d.until_at')},
            'cause', d.cause) order by d.id)
          from sensor_distrust d where d.from_at < o.watched_until and coalesce(d.until_at, 'infinity') > o.watched_from
            and d.sensor_uid in (select f.sensor_uid from fitting f where f.household_id = o.household_id)), '[]') as distrusts,
        coalesce((select json_agg(json_build_object('kind', t.kind, 'at', ${ms('t.resolved_at')}) order by t.id)
          from alert t where t.order_id = o.id and t.resolved_by is not null), '[]') as cuts
      from quarantine_order o join household h on h.id = o.household_id join area a on a.id = h.area_id
      where o.id = $1 and o.watched_from is not null`,
    values: [order],
  })
  return rows[0] ?? null
}

/**
 * The order a household's watch should be on: of those that are active, the latest that has begun and is not erased,
 * else the first that will.
 */
export async function currentOrder(tx: Queryable, household: HouseholdId, now: Instant): Promise<OrderId | null> {
  const { rows } = await tx.query<{ id: OrderId }>({
    name: 'current_order',
    text: `select id from quarantine_order o where household_id = $1 and watched_from is not null
             and not exists (select 1 from erasure_report e where e.order_id = o.id)
           order by watched_from <= to_timestamp($2 / 1000.0) desc,
             case when watched_from <= to_timestamp($2 / 1000.0) then watched_from end desc, watched_from, id limit 1`,
    values: [household, now],
  })
  return rows[0]?.id ?? null
}

/** Active orders of a household that were watched at any time in `[since, now]` and are not erased. */
export async function ordersWatchedSince(
  tx: Queryable,
  household: HouseholdId,
  since: Instant,
  now: Instant,
): Promise<readonly OrderId[]> {
  const { rows } = await tx.query<{ id: OrderId }>({
    name: 'orders_watched_since',
    text: `select id from quarantine_order o where household_id = $1 and watched_until > to_timestamp($2 / 1000.0)
             and watched_from <= to_timestamp($3 / 1000.0)
             and not exists (select 1 from erasure_report e where e.order_id = o.id)
           order by watched_from`,
    values: [household, since, now],
  })
  return rows.map((it) => it.id)
}

export async function nextOrderStart(tx: Queryable, household: HouseholdId, order: OrderId): Promise<Instant | null> {
  const { rows } = await tx.query<{ at: Instant | null }>({
    name: 'next_order_start',
    text: `select (${ms('min(n.watched_from)')})::float8 as at from quarantine_order n, quarantine_order o
           where n.household_id = $1 and o.id = $2 and n.watched_from > o.watched_from`,
    values: [household, order],
  })
  return rows[0]?.at ?? null
}

/** Remembers, once, what the fitted sensors had last said when the order began: known only if unchanged since then, and believed. */
export async function keepContactsAtStart(tx: Queryable, order: OrderId, now: Instant): Promise<void> {
  await tx.query({
    name: 'keep_contacts_at_start',
    text: `
      update quarantine_order o set contacts_at_start = coalesce((
        select jsonb_object_agg(f.sensor_uid, j.contact)
        from fitting f join sensor s on s.uid = f.sensor_uid
        join lateral (select contact, contact_at, heard_at from journal where sensor_uid = f.sensor_uid
          order by heard_at desc limit 1) j on true
        where f.household_id = o.household_id and f.fitted_until is null and f.fitted_from <= o.watched_from
          and j.contact is not null and j.contact_at <= o.watched_from
          and not exists (select 1 from sensor_distrust d where d.sensor_uid = s.uid and d.from_at <= o.watched_from
            and coalesce(d.until_at, 'infinity') > j.contact_at)
          and j.heard_at > o.watched_from - make_interval(secs => coalesce((select limit_seconds from reporting_limit
            where sensor_uid = s.uid and from_at <= j.heard_at order by from_at desc limit 1), s.reporting_limit_seconds))), '{}')
      where o.id = $1 and o.contacts_at_start is null and o.watched_from <= to_timestamp($2 / 1000.0)`,
    values: [order, now],
  })
}

export interface Sighting {
  readonly sensor: SensorUid
  readonly occurredAt: Instant
}

export interface SightingHome {
  readonly index: number
  readonly household: HouseholdId
  readonly order: OrderId | null
}

/** Where each sensor was fitted at an instant, and the order that covered it; sightings with neither are absent. */
export async function homesAt(tx: Queryable, sightings: readonly Sighting[]): Promise<readonly SightingHome[]> {
  const { rows } = await tx.query<SightingHome>({
    name: 'homes_at',
    text: `
      select (k.n - 1)::int as index, f.household_id as household, o.id as "order"
      from (select sensor, to_timestamp(at / 1000.0) as at, n from unnest($1::text[], $2::float8[]) with ordinality as u (sensor, at, n)) k
      join fitting f on f.sensor_uid = k.sensor and f.fitted_from <= k.at and coalesce(f.fitted_until, 'infinity') > k.at
      left join quarantine_order o on o.household_id = f.household_id and o.watched_from <= k.at
        and o.watched_until > k.at
        and not exists (select 1 from erasure_report e where e.order_id = o.id)`,
    values: [sightings.map((it) => it.sensor), sightings.map((it) => it.occurredAt)],
  })
  return rows
}
