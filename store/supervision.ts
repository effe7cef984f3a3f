import type { HouseholdId, OrderId, SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { numberArray, textArray } from './array-literal.ts'
import type { Queryable } from './transaction.ts'

/** A sensor on a door under a current order, with the limit and the forecast that hold. */
export interface SupervisedSensor {
  readonly sensor: SensorUid
  readonly household: HouseholdId
  readonly order: OrderId
  readonly model: string
  /** From when it is watched on this door. */
  readonly since: Instant
  /** What it was registered with. */
  readonly registeredLimitSeconds: number
  readonly limitSeconds: number
  /** The heartbeat that was set; null: none was. */
  readonly heartbeatSeconds: number | null
  /** The usual gap between its messages when it was last looked at; null: nothing was learned then. */
  readonly usualSeconds: number | null
  readonly hasForecast: boolean
  readonly emptyAt: Instant | null
}

/**
 * Takes the sensors under a current order that nobody has looked at since `before`, the longest waiting first. They are
 * marked as looked at: of two processes one gets a sensor, and one that dies leaves it to the next turn.
 */
export async function claimSupervision(
  db: Queryable,
  now: Instant,
  before: Instant,
  limit: number,
): Promise<readonly SupervisedSensor[]> {
  const { rows } = await db.query<SupervisedSensor>({
    name: 'claim_supervision',
    text: `
      with due as (
        select f.sensor_uid, f.household_id, o.id as order_id, greatest(o.watched_from, f.fitted_from) as since,
          v.usual_seconds
        from quarantine_order o
        join fitting f on f.household_id = o.household_id and f.fitted_until is null
        left join sensor_supervision v on v.sensor_uid = f.sensor_uid
        where o.watched_from <= to_timestamp($1 / 1000.0) and o.watched_until > to_timestamp($1 / 1000.0)
          and (v.looked_at is null or v.looked_at <= to_timestamp($2 / 1000.0))
        order by v.looked_at nulls first, f.sensor_uid limit $3
      ), claimed as (
        insert into sensor_supervision (sensor_uid, looked_at) select sensor_uid, to_timestamp($1 / 1000.0) from due
        on conflict (sensor_uid) do update set looked_at = excluded.looked_at
          where sensor_supervision.looked_at <= to_timestamp($2 / 1000.0)
        returning sensor_uid
      )
      select d.sensor_uid as sensor, d.household_id as household, d.order_id as "order", s.model,
        round(extract(epoch from d.since) * 1000)::float8 as since,
        s.reporting_limit_seconds as "registeredLimitSeconds",
        coalesce(l.limit_seconds, s.reporting_limit_seconds) as "limitSeconds", t.heartbeat_seconds as "heartbeatSeconds",
        d.usual_seconds as "usualSeconds", b.at is not null as "hasForecast", round(extract(epoch from b.empty_at) * 1000)::float8 as "emptyAt"
      from due d join claimed c on c.sensor_uid = d.sensor_uid join sensor s on s.uid = d.sensor_uid
      left join sensor_setting t on t.sensor_uid = d.sensor_uid
      left join lateral (select limit_seconds from reporting_limit where sensor_uid = d.sensor_uid
        order by from_at desc limit 1) l on true
      left join lateral (select at, empty_at from battery_forecast where sensor_uid = d.sensor_uid
        order by at desc limit 1) b on true
      order by d.household_id, d.sensor_uid`,
    values: [now, before, limit],
  })
  return rows
}

/** Remembers what was usual for the sensors that were looked at, for the next time. */
export async function keepUsual(
  db: Queryable,
  looked: readonly { readonly sensor: SensorUid; readonly usualSeconds: number | null }[],
): Promise<void> {
  await db.query({
    name: 'keep_usual',
    text: `update sensor_supervision v set usual_seconds = k.usual
           from unnest($1::text[], $2::float8[]) as k (sensor, usual) where v.sensor_uid = k.sensor`,
    values: [textArray(looked.map((it) => it.sensor)), numberArray(looked.map((it) => it.usualSeconds))],
  })
}

/** The limit in force for a sensor and what is forecast of its battery, with the numbers behind them. */
export interface SensorSupervision {
  readonly sensor: SensorUid
  readonly registeredLimitSeconds: number
  /** Null while the registered limit is in force. No `gaps`: it follows from the heartbeat that was set, `usualSeconds`. */
  readonly learned: {
    readonly from: Instant
    readonly limitSeconds: number
    readonly gaps: number
    readonly usualSeconds: number
  } | null
  readonly forecast: { readonly at: Instant; readonly emptyAt: Instant | null; readonly readings: number } | null
}

export async function readSupervision(
  db: Queryable,
  sensors: readonly SensorUid[],
  at: Instant,
): Promise<ReadonlyMap<SensorUid, SensorSupervision>> {
  const { rows } = await db.query<SensorSupervision>({
    name: 'read_supervision',
    text: `
      select s.uid as sensor, s.reporting_limit_seconds as "registeredLimitSeconds", l.learned, b.forecast
      from sensor s
      left join lateral (select json_build_object('from', round(extract(epoch from from_at) * 1000),
          'limitSeconds', limit_seconds, 'gaps', gaps, 'usualSeconds', quantile_seconds) as learned
        from reporting_limit where sensor_uid = s.uid and from_at <= to_timestamp($2 / 1000.0)
        order by from_at desc limit 1) l on true
      left join lateral (select json_build_object('at', round(extract(epoch from at) * 1000),
          'emptyAt', round(extract(epoch from empty_at) * 1000), 'readings', readings) as forecast
        from battery_forecast where sensor_uid = s.uid and at <= to_timestamp($2 / 1000.0)
        order by at desc limit 1) b on true
      where s.uid = any($1)`,
    values: [sensors, at],
  })
  return new Map(rows.map((it) => [it.sensor, it]))
}
