import type { SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Queryable } from './transaction.ts'

/** What was forecast of a sensor's battery at `at`; `emptyAt` null: no end in sight. */
export interface ForecastRow {
  readonly sensor: SensorUid
  readonly at: Instant
  readonly emptyAt: Instant | null
  /** The number of readings behind it. */
  readonly readings: number
}

export async function insertBatteryForecast(tx: Queryable, row: ForecastRow): Promise<void> {
  await tx.query({
    name: 'insert_battery_forecast',
    text: `insert into battery_forecast (sensor_uid, at, empty_at, readings)
           values ($1, to_timestamp($2 / 1000.0), to_timestamp($3::float8 / 1000.0), $4) on conflict do nothing`,
    values: [row.sensor, row.at, row.emptyAt, row.readings],
  })
}

/** Forecasts that were replaced before an instant, and those of sensors on no door. Returns how many went. */
export async function eraseBatteryForecasts(db: Queryable, before: Instant): Promise<number> {
  const { rowCount } = await db.query({
    name: 'erase_battery_forecasts',
    text: `delete from battery_forecast b where b.at < to_timestamp($1 / 1000.0) and (
             not exists (select 1 from fitting f where f.sensor_uid = b.sensor_uid and f.fitted_until is null)
             or exists (select 1 from battery_forecast n where n.sensor_uid = b.sensor_uid and n.at > b.at
               and n.at < to_timestamp($1 / 1000.0)))`,
    values: [before],
  })
  return rowCount ?? 0
}
