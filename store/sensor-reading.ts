import type { SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { DoorEvent } from '../protocol/door-event.ts'
import { textArray } from './array-literal.ts'
import type { Queryable } from './transaction.ts'

/** Stores what sensors say of themselves. The caller thins them out: at most hourly unless something changed. */
export async function insertReadings(tx: Queryable, events: readonly DoorEvent[]): Promise<void> {
  if (events.length === 0) return
  await tx.query({
    name: 'insert_readings',
    text: `insert into sensor_reading (read_at, sensor_uid, battery_percent, battery_millivolts, battery_low, rssi, firmware)
           select to_timestamp(at / 1000.0), sensor, percent, millivolts, low, rssi, firmware
           from unnest($1::float8[], $2::text[], $3::real[], $4::int[], $5::bool[], $6::real[], $7::text[])
             as r (at, sensor, percent, millivolts, low, rssi, firmware)`,
    values: [
      events.map((it) => it.occurredAt),
      events.map((it) => it.sensor),
      events.map((it) => it.batteryPercent),
      events.map((it) => it.batteryMillivolts),
      events.map((it) => it.batteryLow),
      events.map((it) => it.rssi),
      events.map((it) => it.firmware),
    ],
  })
}

/** What a sensor said of its battery, ascending by `at`. */
export interface StoredReading {
  readonly at: Instant
  readonly percent: number | null
  readonly millivolts: number | null
  readonly low: boolean | null
}

/** The latest `readingsMax` readings of each sensor's battery since an instant. Sensors without any are absent. */
export async function readBatteryReadings(
  db: Queryable,
  sensors: readonly SensorUid[],
  since: Instant,
  readingsMax: number,
): Promise<ReadonlyMap<SensorUid, readonly StoredReading[]>> {
  const { rows } = await db.query<{ sensor: SensorUid; readings: StoredReading[] }>({
    name: 'read_battery_readings',
    text: `
      select k.sensor, r.readings
      from unnest($1::text[]) as k (sensor)
      cross join lateral (
        select json_agg(json_build_object('at', round(extract(epoch from read_at) * 1000), 'percent', battery_percent,
          'millivolts', battery_millivolts, 'low', battery_low) order by read_at) as readings
        from (select read_at, battery_percent, battery_millivolts, battery_low from sensor_reading
          where sensor_uid = k.sensor and read_at >= to_timestamp($2 / 1000.0)
            and (battery_percent is not null or battery_millivolts is not null or battery_low is not null)
          order by read_at desc limit $3) latest
      ) r
      where r.readings is not null`,
    values: [textArray(sensors), since, readingsMax],
  })
  return new Map(rows.map((it) => [it.sensor, it.readings]))
}
