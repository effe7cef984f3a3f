import type { Instant } from '../base/instant.ts'
import type { ForecastRow } from '../store/battery-forecast.ts'
import { readBatteryReadings } from '../store/sensor-reading.ts'
import type { SupervisedSensor } from '../store/supervision.ts'
import type { Queryable } from '../store/transaction.ts'
import { batteryForecast, isAnotherForecast } from '../watch/battery-forecast.ts'

const LOOK_BACK_MS = 60 * 24 * 3_600_000
/** Of one sensor: a reading an hour for the sixty days. */
const READINGS_MAX = 1440

/** Forecasts for these sensors' batteries, where they differ from those that hold. */
export async function forecastBatteries(
  db: Queryable,
  sensors: readonly SupervisedSensor[],
  now: Instant,
): Promise<readonly ForecastRow[]> {
  const uids = sensors.map((it) => it.sensor)
  const stored = await readBatteryReadings(db, uids, now - LOOK_BACK_MS, READINGS_MAX)
  return sensors.flatMap(({ sensor, hasForecast, emptyAt: before }): ForecastRow[] => {
    const readings = stored.get(sensor) ?? []
    const emptyAt = batteryForecast(readings)
    const isNew = hasForecast ? isAnotherForecast(emptyAt, before, now) : emptyAt !== null
    return isNew ? [{ sensor, at: now, emptyAt, readings: readings.length }] : []
  })
}
