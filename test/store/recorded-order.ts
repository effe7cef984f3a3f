import type { Pool } from 'pg'
import type { HouseholdId, OrderId, SensorUid } from '../../base/id.ts'
import { householdId, orderId, sensorUid } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import type { DoorEvent } from '../../protocol/door-event.ts'
import { insertDoorEvents } from '../../store/door-event.ts'
import { onlyRow } from '../../store/only-row.ts'

export const DAY_MS = 86_400_000

export interface RecordedOrder {
  readonly household: HouseholdId
  readonly order: OrderId
  readonly sensor: SensorUid
}

/** A home with one sensor, an order over `[from, until)`, and one row in every table that an order leaves traces in. */
export async function recordOrder(
  pool: Pool,
  home: RecordedOrder | null,
  from: Instant,
  until: Instant,
  events: number,
): Promise<RecordedOrder> {
  const { household, sensor } = home ?? (await makeHome(pool))
  const { rows } = await pool.query(
    `insert into quarantine_order (household_id, starts_at, ends_at, basis, issued_by, policy_id, activated_at)
     values ($1, to_timestamp($2 / 1000.0), to_timestamp($3 / 1000.0), 'close contact', 'tester', 1,
       to_timestamp($2 / 1000.0)) returning id`,
    [household, from, until],
  )
  const order = orderId.parse(onlyRow(rows).id)
  await insertDoorEvents(
    pool,
    Array.from({ length: events }, (_, i) => ({
      household,
      order,
      event: doorEvent(sensor, from + Math.floor((i * (until - from)) / events), i),
    })),
  )
  await pool.query(
    `insert into permit (household_id, from_at, until_at, reason, openings_max, granted_by, granted_at)
     values ($1, to_timestamp($2 / 1000.0), to_timestamp($2 / 1000.0 + 3600), 'delivery', 1, 'tester', now())`,
    [household, from],
  )
  await pool.query(
    `insert into opening (order_id, household_id, sensor_uid, opened_at, explanation)
     values ($1, $2, $3, to_timestamp($4 / 1000.0), '{}')`,
    [order, household, sensor, from],
  )
  await recordAlert(pool, household, order, from)
  await pool.query(
    `insert into watch (household_id, order_id, state, facts_version) values ($1, $2, '{}', 1)
     on conflict (household_id) do update set order_id = $2, state = '{}'`,
    [household, order],
  )
  await pool.query("insert into watch_facts values ($1, 1, '{}') on conflict do nothing", [household])
  return { household, order, sensor }
}

async function makeHome(pool: Pool): Promise<{ household: HouseholdId; sensor: SensorUid }> {
  const area = await pool.query(
    "insert into area (kind, name) values ('compound', gen_random_uuid()::text) returning id",
  )
  const home = await pool.query("insert into household (area_id, room) values ($1, '0101') returning id", [
    onlyRow(area.rows).id,
  ])
  const household = householdId.parse(onlyRow(home.rows).id)
  return { household, sensor: sensorUid.parse(`door-${household}`) }
}

async function recordAlert(pool: Pool, household: HouseholdId, order: OrderId, at: Instant): Promise<void> {
  await pool.query(
    `with one as (
       insert into alert (order_id, household_id, kind, episode, severity, condition, started_at, last_at, raised_at,
         count, late, explanation)
       select $1, $2, 'opened', 'first', 'major', 'active', t, t, t, 1, false, '{}' from to_timestamp($3 / 1000.0) t
       returning id, started_at
     ), logged as (
       insert into alert_log (alert_id, at, what) select id, started_at, 'raised' from one
     ), escalated as (
       insert into escalation (alert_id, began_at, due_at) select id, started_at, started_at from one
     ), point as (
       insert into contact_point (area_id, channel, target) select area_id, 'webhook', 'https://example.test/' || $1
       from household where id = $2 returning id
     )
     insert into notification (alert_id, contact_point_id, reason, due_at)
     select one.id, point.id, 'raised', started_at from one, point`,
    [order, household, at],
  )
}

export function doorEvent(sensor: SensorUid, at: Instant, seq: number): DoorEvent {
  return {
    sensor,
    boot: 'b1',
    seq,
    kind: seq % 2 === 0 ? 'opened' : 'closed',
    contact: seq % 2 === 0 ? 'open' : 'closed',
    occurredAt: at,
    receivedAt: at + 20,
    timeSource: 'device',
    origin: 'live',
    openings: null,
    batteryPercent: null,
    batteryMillivolts: null,
    batteryLow: null,
    tamper: null,
    rssi: null,
    firmware: null,
  }
}
