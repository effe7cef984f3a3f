import type { SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Queryable } from './transaction.ts'

export interface GatewayEntry {
  readonly id: string
  readonly adapter: string
  readonly baseTopic: string
  readonly aliases: Readonly<Record<string, SensorUid>>
}

/** A gateway and the names it calls its sensors by; null when there is none or it is revoked. */
export async function readGatewayEntry(db: Queryable, id: string): Promise<GatewayEntry | null> {
  const { rows } = await db.query<GatewayEntry>({
    name: 'read_gateway_entry',
    text: `select g.id, g.adapter, g.base_topic as "baseTopic",
             coalesce((select json_object_agg(alias, sensor_uid) from gateway_alias where gateway_id = g.id), '{}') as aliases
           from gateway g where g.id = $1 and g.revoked_at is null`,
    values: [id],
  })
  return rows[0] ?? null
}

/** An older state than the one known changes nothing. Absences are kept for the group of its sensors. */
export async function setGatewayState(
  tx: Queryable,
  id: string,
  state: 'online' | 'offline',
  at: Instant,
): Promise<void> {
  await tx.query({
    name: 'set_gateway_state',
    text: `
      with before as (
        select id, state from gateway
        where id = $1 and (state_at is null or state_at <= to_timestamp($3 / 1000.0)) for update
      ), went as (
        insert into gateway_absence (gateway_id, from_at)
        select id, to_timestamp($3 / 1000.0) from before where $2 = 'offline' and state <> 'offline'
        on conflict do nothing
      ), came as (
        update gateway_absence a set until_at = to_timestamp($3 / 1000.0), group_due = true from before
        where a.gateway_id = before.id and a.until_at is null and $2 = 'online'
      )
      update gateway g set state = $2, state_at = to_timestamp($3 / 1000.0) from before where g.id = before.id`,
    values: [id, state, at],
  })
}

export interface InventorySensor {
  readonly sensor: SensorUid
  readonly alias: string
  readonly model: string | null
  readonly reportingLimitSeconds: number
}

/** Makes sensors that are new (as stock) and takes the gateway's present names for all of them. */
export async function writeInventory(
  tx: Queryable,
  gateway: string,
  sensors: readonly InventorySensor[],
): Promise<void> {
  const values = [
    gateway,
    sensors.map((it) => it.sensor),
    sensors.map((it) => it.alias),
    sensors.map((it) => it.model ?? 'unknown'),
    sensors.map((it) => it.reportingLimitSeconds),
  ]
  await tx.query({
    name: 'write_inventory',
    text: `
      with given as (
        select * from unnest($2::text[], $3::text[], $4::text[], $5::int[]) as g (sensor, alias, model, limit_seconds)
      ), made as (
        insert into sensor (uid, model, gateway_id, reporting_limit_seconds)
        select sensor, model, $1, limit_seconds from given on conflict (uid) do nothing returning uid
      )
      select count(*) from made`,
    values,
  })
  await tx.query({
    name: 'write_aliases',
    text: `
      insert into gateway_alias (gateway_id, alias, sensor_uid)
      select $1, g.alias, g.sensor from unnest($2::text[], $3::text[]) as g (sensor, alias)
      join sensor s on s.uid = g.sensor and s.gateway_id = $1
      on conflict (gateway_id, alias) do update set sensor_uid = excluded.sensor_uid`,
    values: values.slice(0, 3),
  })
}
