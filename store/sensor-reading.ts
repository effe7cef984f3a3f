import type { DoorEvent } from '../protocol/door-event.ts'
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
