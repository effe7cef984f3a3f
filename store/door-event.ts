import type { HouseholdId, OrderId, SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Contact, DoorEvent, DoorEventKind } from '../protocol/door-event.ts'
import { booleanArray, numberArray, textArray } from './array-literal.ts'
import type { Queryable } from './transaction.ts'

export interface NewDoorEvent {
  readonly household: HouseholdId
  readonly order: OrderId
  readonly event: DoorEvent
}

export async function insertDoorEvents(tx: Queryable, all: readonly NewDoorEvent[]): Promise<void> {
  if (all.length === 0) return
  const events = all.map((it) => it.event)
  await tx.query({
    name: 'insert_door_events',
    text: `insert into door_event (occurred_at, received_at, household_id, order_id, sensor_uid, boot, seq, kind, contact,
             time_source, origin, openings, tamper)
           select to_timestamp(occurred_at / 1000.0), to_timestamp(received_at / 1000.0), household, "order", sensor, boot,
             seq, kind, contact, time_source, origin, openings, tamper
           from unnest($1::float8[], $2::float8[], $3::int8[], $4::int8[], $5::text[], $6::text[], $7::int8[], $8::text[],
             $9::text[], $10::text[], $11::text[], $12::int8[], $13::bool[])
             as e (occurred_at, received_at, household, "order", sensor, boot, seq, kind, contact, time_source, origin,
               openings, tamper)`,
    values: [
      numberArray(events.map((it) => it.occurredAt)),
      numberArray(events.map((it) => it.receivedAt)),
      numberArray(all.map((it) => it.household)),
      numberArray(all.map((it) => it.order)),
      textArray(events.map((it) => it.sensor)),
      textArray(events.map((it) => it.boot)),
      numberArray(events.map((it) => it.seq)),
      textArray(events.map((it) => it.kind)),
      textArray(events.map((it) => it.contact)),
      textArray(events.map((it) => it.timeSource)),
      textArray(events.map((it) => it.origin)),
      numberArray(events.map((it) => it.openings)),
      booleanArray(events.map((it) => it.tamper)),
    ],
  })
}

/** What the watch needs of a stored event to tell a story anew. */
export interface StoredEvent {
  readonly sensor: SensorUid
  readonly kind: DoorEventKind
  readonly contact: Contact | null
  readonly occurredAt: Instant
  readonly receivedAt: Instant
  readonly boot: string
  readonly seq: number | null
  readonly openings: number | null
  readonly tamper: boolean | null
}

/** Every stored event of one order of one household, in no order. */
export async function readOrderEvents(
  tx: Queryable,
  household: HouseholdId,
  order: OrderId,
): Promise<readonly StoredEvent[]> {
  const { rows } = await tx.query<StoredEvent>({
    name: 'read_order_events',
    text: `select e.sensor_uid as sensor, e.kind, e.contact, (extract(epoch from e.occurred_at) * 1000)::float8 as "occurredAt",
             (extract(epoch from e.received_at) * 1000)::float8 as "receivedAt", e.boot, e.seq, e.openings, e.tamper
           from door_event e join quarantine_order o on o.id = $2
           where e.household_id = $1 and e.order_id = $2 and e.occurred_at >= o.starts_at and e.occurred_at < o.ends_at`,
    values: [household, order],
  })
  return rows
}

/** Whose messages to look at: a sensor under one order, from an instant on. */
export interface Listening {
  readonly sensor: SensorUid
  readonly household: HouseholdId
  readonly order: OrderId
  readonly since: Instant
}

/**
 * The gaps between the latest `messagesMax` messages of each sensor, in milliseconds, in the story's order. A gap across
 * a hole in the sequence holds a lost message, one across two runs a restart, one during an outage of ours what we did
 * not hear, and one while the sensor was not believed proves nothing: none is a habit, and all are left out.
 */
export async function readMessageGaps(
  db: Queryable,
  sensors: readonly Listening[],
  messagesMax: number,
): Promise<ReadonlyMap<SensorUid, readonly number[]>> {
  const { rows } = await db.query<{ sensor: SensorUid; gaps: number[] }>({
    name: 'read_message_gaps',
    text: `
      select k.sensor, g.gaps
      from unnest($1::text[], $2::int8[], $3::int8[], $4::float8[]) as k (sensor, household, "order", since)
      cross join lateral (
        select array_agg(gap order by occurred_at, seq) as gaps
        from (
          select occurred_at, seq, lag(occurred_at) over run as before, seq - lag(seq) over run as step,
            round(extract(epoch from occurred_at - lag(occurred_at) over run) * 1000)::float8 as gap
          from (select occurred_at, boot, seq from door_event
            where household_id = k.household and order_id = k."order" and sensor_uid = k.sensor
              and occurred_at >= to_timestamp(k.since / 1000.0)
            order by occurred_at desc limit $5) latest
          window run as (partition by boot order by seq, occurred_at)
        ) told
        where gap is not null and step is not distinct from (case when seq is null then null else 1 end)
          and not exists (select 1 from outage u where u.from_at < occurred_at and u.until_at > before)
          and not exists (select 1 from sensor_distrust d where d.sensor_uid = k.sensor and d.from_at <= occurred_at
            and coalesce(d.until_at, 'infinity') > before)
      ) g
      where g.gaps is not null`,
    values: [
      textArray(sensors.map((it) => it.sensor)),
      numberArray(sensors.map((it) => it.household)),
      numberArray(sensors.map((it) => it.order)),
      numberArray(sensors.map((it) => it.since)),
      messagesMax,
    ],
  })
  return new Map(rows.map((it) => [it.sensor, it.gaps]))
}
