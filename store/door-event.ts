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
