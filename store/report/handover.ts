import type { AlertId, AreaId, HouseholdId, SensorUid } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import type { DISPATCHES, OUTCOMES, Severity } from '../alert.ts'
import { PLACES_JOIN } from '../household.ts'
import type { PermitReason } from '../permit.ts'
import type { Queryable } from '../transaction.ts'
import { FROM, type Stretch, stretchValues, UNTIL } from './stretch.ts'

/** Where something is: a household, or an area by its name where it is about more than one. */
export interface Place {
  readonly householdId: HouseholdId | null
  readonly area: string
  readonly building: string | null
  readonly unit: string | null
  readonly room: string | null
}

const PLACE = `h.id as "householdId", a.name as area, places.building, places.unit, h.room`
/** Rows `x` of a table, each with its household, if it has one, its area and the names around that. */
const placed = (table: string, area = 'h.area_id'): string =>
  `${table} x left join household h on h.id = x.household_id join area a on a.id = ${area} ${PLACES_JOIN}`
const WITHIN = 'a.path @> array[$1::bigint]'
const AROUND = 'a.id = any((select path from area where id = $1)::bigint[])'
const AT = 'to_timestamp($2 / 1000.0)'
const ALERTS = placed('alert', 'coalesce(x.area_id, h.area_id)')
const ALERT_WITHIN = 'coalesce(x.scope_path, a.path) @> array[$1::bigint]'

/** An area as it was at an instant: what began before it and had not ended. */
export interface Moment {
  readonly area: AreaId
  readonly at: Instant
  /** Of each list. */
  readonly limit: number
}

async function listAt<T extends object>(db: Queryable, { area, at, limit }: Moment, text: string): Promise<T[]> {
  const { rows } = await db.query<T>({ text: `${text} limit $3`, values: [area, at, limit] })
  return rows
}

export interface OpenAlert extends Place {
  readonly id: AlertId
  readonly kind: string
  readonly severity: Severity
  readonly condition: 'active' | 'cleared'
  readonly raisedAt: Instant
  /** Who holds it; null: nobody has acknowledged it. */
  readonly heldBy: string | null
}

/** What nobody had resolved, as it stands now: the most severe first, of those the oldest. */
export function listOpenAlerts(db: Queryable, moment: Moment): Promise<OpenAlert[]> {
  return listAt(
    db,
    moment,
    `select x.id, ${PLACE}, x.kind, x.severity, x.condition, x.raised_at as "raisedAt", s.display_name as "heldBy"
      from ${ALERTS} left join staff s on s.id = x.acknowledged_by
      where x.raised_at <= ${AT} and (x.handling <> 'resolved' or x.resolved_at > ${AT})
        and x.merged_into is null and x.held_by is null and ${ALERT_WITHIN}
      order by array_position(array['critical', 'major', 'minor'], x.severity), x.raised_at`,
  )
}

export interface Decision extends Place {
  readonly at: Instant
  readonly by: string
  readonly kind: string
  readonly what: 'resolved' | 'dispatched'
  /** What it came to, or who was sent. */
  readonly choice: (typeof OUTCOMES)[number] | (typeof DISPATCHES)[number]
  readonly note: string
}

/** What people decided about alerts in the stretch, in its order. */
export async function listDecisions(db: Queryable, stretch: Stretch, limit: number): Promise<Decision[]> {
  const { rows } = await db.query<Decision>({
    text: `select l.at, s.display_name as by, ${PLACE}, x.kind, l.what,
             coalesce(l.detail ->> 'outcome', l.detail ->> 'kind') as choice, coalesce(l.detail ->> 'note', '') as note
           from alert_log l join staff s on s.id = l.staff_id join ${ALERTS.replace('alert x', 'alert x on x.id = l.alert_id')}
           where l.what in ('resolved', 'dispatched') and l.at >= ${FROM} and l.at < ${UNTIL} and ${ALERT_WITHIN}
           order by l.at, l.id limit $4`,
    values: [...stretchValues(stretch), limit],
  })
  return rows
}

export interface RunningTest extends Place {
  readonly sensor: SensorUid | null
  readonly reason: string
  readonly by: string
  readonly until: Instant
}

/** Doors on test. */
export function listRunningTests(db: Queryable, moment: Moment): Promise<RunningTest[]> {
  return listAt(
    db,
    moment,
    `select ${PLACE}, x.sensor_uid as sensor, x.reason, x.put_by as by, least(x.until_at, x.ended_at) as until
      from ${placed('on_test')}
      where x.from_at <= ${AT} and least(x.until_at, x.ended_at) > ${AT} and ${WITHIN}
      order by least(x.until_at, x.ended_at), x.id`,
  )
}

export interface RunningSilence extends Place {
  readonly kinds: readonly string[] | null
  readonly reason: string
  readonly by: string
  readonly until: Instant
}

/** Silences that hold: of the area, within it, and of the areas around it. */
export function listRunningSilences(db: Queryable, moment: Moment): Promise<RunningSilence[]> {
  return listAt(
    db,
    moment,
    `select ${PLACE}, to_json(x.kinds) as kinds, x.reason, x.created_by as by, x.over_at as until
      from ${placed('silence', 'x.area_id')}
      where x.from_at <= ${AT} and x.over_at > ${AT} and x.from_at < x.over_at
        and (${WITHIN} or ${AROUND})
      order by x.over_at, x.id`,
  )
}

export interface RunningPermit extends Place {
  readonly reason: PermitReason
  readonly openingsMax: number
  readonly by: string
  readonly until: Instant
}

/** Permits whose window holds: of households, of areas within, and of the areas around. */
export function listRunningPermits(db: Queryable, moment: Moment): Promise<RunningPermit[]> {
  return listAt(
    db,
    moment,
    `select ${PLACE}, x.reason, x.openings_max as "openingsMax", x.granted_by as by, least(x.until_at, x.revoked_at) as until
      from ${placed('permit', 'coalesce(x.area_id, h.area_id)')}
      where x.from_at <= ${AT} and least(x.until_at, x.revoked_at) > ${AT}
        and (${WITHIN} or (x.area_id is not null and ${AROUND}))
      order by least(x.until_at, x.revoked_at), x.id`,
  )
}

export interface SilentSensor extends Place {
  readonly sensor: SensorUid
  readonly since: Instant
}

/** Sensors that are silent, the longest first. */
export function listSilentSensors(db: Queryable, moment: Moment): Promise<SilentSensor[]> {
  return listAt(
    db,
    moment,
    `select ${PLACE}, x.sensor_uid as sensor, x.started_at as since
      from ${placed('alert')}
      where x.kind in ('sensor_silent', 'sensor_distrusted') and x.raised_at <= ${AT} and coalesce(x.cleared_at, 'infinity') > ${AT}
        and x.merged_into is null and ${WITHIN}
      order by x.started_at, x.id`,
  )
}
