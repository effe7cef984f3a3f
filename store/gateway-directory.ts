import type { KnownSensor, SeenSensor } from '../adapters/adapter.ts'
import type { ProductMapping } from '../adapters/product-mapping.ts'
import type { SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { numberArray, textArray } from './array-literal.ts'
import type { Queryable } from './transaction.ts'

export interface GatewayEntry {
  readonly id: string
  readonly adapter: string
  readonly baseTopic: string
  readonly aliases: Readonly<Record<string, KnownSensor>>
  readonly mappings: readonly ProductMapping[]
}

/** A gateway, the names it calls its sensors by, and what people have said of its products; null when there is none or it is revoked. */
export async function readGatewayEntry(db: Queryable, id: string): Promise<GatewayEntry | null> {
  const { rows } = await db.query<GatewayEntry>({
    name: 'read_gateway_entry',
    text: `select g.id, g.adapter, g.base_topic as "baseTopic",
             coalesce((
               select json_object_agg(a.alias, json_build_object('sensor', s.uid, 'model', s.model, 'reading', a.reading))
               from gateway_alias a join sensor s on s.uid = a.sensor_uid where a.gateway_id = g.id
             ), '{}') as aliases,
             coalesce((
               select json_agg(m.mapping order by m.product) from product_mapping m where m.gateway_id = g.id
             ), '[]') as mappings
           from gateway g where g.id = $1 and g.revoked_at is null`,
    values: [id],
  })
  return rows[0] ?? null
}

/**
 * Of these sensors the ones that a gateway may tell of: its own, those that nobody has registered, and a Bluetooth sensor
 * of another gateway in the same area, since several hear one.
 */
export async function mayTellOf(
  db: Queryable,
  gateway: string,
  sensors: readonly SensorUid[],
): Promise<ReadonlySet<SensorUid>> {
  const { rows } = await db.query<{ uid: SensorUid }>({
    name: 'may_tell_of',
    text: `
      select given.uid from unnest($2::text[]) as given (uid)
      left join sensor s on s.uid = given.uid
      left join gateway theirs on theirs.id = s.gateway_id
      where s.uid is null or s.gateway_id = $1
        or (given.uid like 'ble:%' and theirs.id is not null
            and theirs.area_id is not distinct from (select area_id from gateway where id = $1))`,
    values: [gateway, textArray(sensors)],
  })
  return new Set(rows.map((it) => it.uid))
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

export interface InventorySensor extends SeenSensor {
  readonly reportingLimitSeconds: number
}

/** Of a Zigbee device until it joins again; the network then gives it to another. */
const SHORT_ADDRESS = '^0x[0-9A-Fa-f]{4}$'

/**
 * Makes sensors that are new (as stock) and takes the gateway's present names for all of them. Returns the names that are
 * now in use: none for a sensor that belongs to another gateway.
 */
export async function writeInventory(
  tx: Queryable,
  gateway: string,
  sensors: readonly InventorySensor[],
): Promise<ReadonlySet<string>> {
  const uids = textArray(sensors.map((it) => it.sensor))
  const aliases = textArray(sensors.map((it) => it.alias))
  await tx.query({
    name: 'write_inventory',
    text: `
      with given as (
        select distinct on (sensor) * from unnest($2::text[], $3::text[], $4::int[]) as g (sensor, model, limit_seconds)
        order by sensor
      ), made as (
        insert into sensor (uid, model, gateway_id, reporting_limit_seconds)
        select sensor, model, $1, limit_seconds from given on conflict (uid) do nothing returning uid
      )
      select count(*) from made`,
    values: [
      gateway,
      uids,
      textArray(sensors.map((it) => it.model ?? 'unknown')),
      numberArray(sensors.map((it) => it.reportingLimitSeconds)),
    ],
  })
  await tx.query({
    name: 'forget_short_addresses',
    text: `
      delete from gateway_alias a using unnest($2::text[], $3::text[]) as g (sensor, alias)
      where a.gateway_id = $1 and a.sensor_uid = g.sensor and g.alias ~ $4 and a.alias ~ $4 and a.alias <> g.alias`,
    values: [gateway, uids, aliases, SHORT_ADDRESS],
  })
  const { rows } = await tx.query<{ alias: string }>({
    name: 'write_aliases',
    text: `
      insert into gateway_alias (gateway_id, alias, sensor_uid, reading)
      select distinct on (g.alias) $1, g.alias, g.sensor, g.reading::json
      from unnest($2::text[], $3::text[], $4::text[]) as g (sensor, alias, reading)
      join sensor s on s.uid = g.sensor and s.gateway_id = $1
      order by g.alias
      on conflict (gateway_id, alias) do update set sensor_uid = excluded.sensor_uid, reading = excluded.reading
      returning alias`,
    values: [
      gateway,
      uids,
      aliases,
      textArray(sensors.map((it) => (it.reading === null ? null : JSON.stringify(it.reading)))),
    ],
  })
  return new Set(rows.map((it) => it.alias))
}
