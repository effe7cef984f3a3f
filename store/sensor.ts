import type { AreaId, HouseholdId, SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Scope } from './area.ts'
import type { NewDistrust } from './distrust.ts'
import type { WalkTestResult } from './fitting.ts'
import { PLACES_JOIN } from './household.ts'
import type { Queryable } from './transaction.ts'

export interface SensorRecord {
  readonly uid: SensorUid
  readonly model: string
  /** As it last said; null: it does not tell. */
  readonly firmware: string | null
  readonly gatewayId: string | null
  /** What its gateway calls it; null: it has no other name. */
  readonly alias: string | null
  readonly state: 'stock' | 'fitted' | 'retired'
  readonly reportingLimitSeconds: number
  readonly revokedAt: Instant | null
  /** What it says proves nothing; null: it is believed. */
  readonly distrust: SensorDistrust | null
  readonly householdId: HouseholdId | null
  /** When anything was last heard from it; null: never. */
  readonly heardAt: Instant | null
  /** How strongly, in dBm; null where it does not tell. */
  readonly rssi: number | null
  /** The names around where it belongs: its household's, or its stock's. */
  readonly community: string | null
  readonly compound: string | null
  readonly building: string | null
  readonly unit: string | null
  /** The door that it is on. */
  readonly fitting: SensorFitting | null
}

export interface SensorDistrust {
  readonly from: Instant
  readonly cause: NewDistrust['cause']
  readonly reason: string
  readonly begunBy: string
}

export interface SensorFitting {
  readonly id: number
  readonly room: string
  readonly door: string
  readonly from: Instant
  readonly walkTestPassedAt: Instant | null
  /** What it showed then. */
  readonly walkTest: WalkTestResult
}

/** Milliseconds, as instants travel inside JSON. */
const MS = (column: string): string => `(extract(epoch from ${column}) * 1000)::float8`

const DISTRUST = `(select json_build_object('from', ${MS('d.from_at')}, 'cause', d.cause, 'reason', d.reason, 'begunBy', d.begun_by)
  from sensor_distrust d where d.sensor_uid = s.uid and d.until_at is null)`

/** Rather a name that a person gave it than a short address, which the network gives (zigbee-uid.ts). */
const ALIAS = `(select n.alias from gateway_alias n where n.sensor_uid = s.uid and n.gateway_id = s.gateway_id
  order by n.alias ~ '^0x[0-9A-Fa-f]{4}$', n.alias limit 1)`

/** What a sensor last said; null: nothing. */
export const FIRMWARE = `(select r.firmware from sensor_reading r where r.sensor_uid = s.uid and r.firmware is not null
  order by r.read_at desc limit 1)`

const SENSOR_COLUMNS = `s.uid, s.model, ${FIRMWARE} as firmware, s.gateway_id as "gatewayId", ${ALIAS} as alias, s.state,
  s.reporting_limit_seconds as "reportingLimitSeconds", s.revoked_at as "revokedAt", ${DISTRUST} as distrust, f.household_id as "householdId",
  heard.at as "heardAt", heard.rssi, places.community, places.compound, places.building, places.unit,
  case when f.id is not null then json_build_object('id', f.id, 'room', h.room, 'door', f.door,
    'from', ${MS('f.fitted_from')}, 'walkTestPassedAt', ${MS('f.walk_test_passed_at')},
    'walkTest', json_build_object('openedMs', f.walk_test_opened_ms, 'closedMs', f.walk_test_closed_ms, 'rssi', f.walk_test_rssi)) end as fitting`

const SENSOR_FROM = `sensor s left join fitting f on f.sensor_uid = s.uid and f.fitted_until is null
  left join household h on h.id = f.household_id left join area a on a.id = s.area_id ${PLACES_JOIN}
  left join lateral (select j.heard_at as at, j.rssi from journal j where j.sensor_uid = s.uid and j.heard_at > '-infinity'
    order by j.heard_at desc limit 1) heard on true`

/** On a door, and for longer than the limit in force nothing was heard of it, since it was put there at the earliest. */
const IS_SILENT = `f.id is not null and greatest(heard.at, f.fitted_from) + make_interval(secs => coalesce(
  (select l.limit_seconds from reporting_limit l where l.sensor_uid = s.uid order by l.from_at desc limit 1),
  s.reporting_limit_seconds)) < to_timestamp($6 / 1000.0)`

const EMPTY_AT = `(select b.empty_at from battery_forecast b where b.sensor_uid = s.uid order by b.at desc limit 1)`

export interface SensorFilter {
  readonly scope: Scope
  /** Also what belongs to no area at all. */
  readonly homeless: boolean
  /** Only those that are heard and fitted nowhere: whatever they say is counted and not recorded. */
  readonly unassigned: boolean
  readonly state: SensorRecord['state'] | null
  /** Only those behind this gateway. */
  readonly gateway: string | null
  /** Only those that are not believed. */
  readonly distrusted: boolean
  /** Only those on a door that have been quiet for longer than they may be at `now`. */
  readonly silent: boolean
  readonly now: Instant
  /** Only those on a door whose battery is forecast to be empty before then. */
  readonly emptyBefore: Instant | null
  /** Only those of a model; null: any. */
  readonly model: string | null
  /** Only those that last said so; empty: those that tell nothing; null: any. */
  readonly firmware: string | null
  /** Part of its uid, or of the building, unit and room that it is in, in this order; empty: any. */
  readonly search: string
  readonly after: string
  readonly limit: number
}

export async function listSensors(db: Queryable, filter: SensorFilter): Promise<SensorRecord[]> {
  const { rows } = await db.query<SensorRecord>({
    text: `select ${SENSOR_COLUMNS} from ${SENSOR_FROM}
           where (a.path && $1::bigint[] or ($2 and a.id is null)) and s.uid > $3
             and (not $5 or (f.id is null and exists (select 1 from journal j where j.sensor_uid = s.uid)))
             and (not $7 or (${IS_SILENT}))
             and ($8::float8 is null or (f.id is not null and ${EMPTY_AT} < to_timestamp($8 / 1000.0)))
             and (not $11 or ${DISTRUST} is not null)
             and ($9::text is null or s.state = $9)
             and ($12::text is null or s.model = $12)
             and ($13::text is null or coalesce(${FIRMWARE}, '') = $13)
             and ($14::text is null or s.gateway_id = $14)
             and strpos(lower(concat_ws(' ', s.uid, case when $14::text is not null then ${ALIAS} end, places.building, places.unit, h.room)), lower($10)) > 0
           order by s.uid limit $4`,
    values: [
      ...[filter.scope, filter.homeless, filter.after, filter.limit, filter.unassigned, filter.now, filter.silent],
      ...[filter.emptyBefore, filter.state, filter.search, filter.distrusted, filter.model, filter.firmware],
      filter.gateway,
    ],
  })
  return rows
}

export async function findSensor(
  db: Queryable,
  scope: Scope,
  homeless: boolean,
  uid: SensorUid,
): Promise<SensorRecord | null> {
  const { rows } = await db.query<SensorRecord>({
    text: `select ${SENSOR_COLUMNS} from ${SENSOR_FROM}
           where s.uid = $3 and (a.path && $1::bigint[] or ($2 and a.id is null))`,
    values: [scope, homeless, uid],
  })
  return rows[0] ?? null
}

export interface NewSensor {
  readonly uid: SensorUid
  readonly model: string
  readonly gatewayId: string | null
  readonly secretSha256: Buffer | null
  readonly reportingLimitSeconds: number
  readonly areaId: AreaId | null
}

/** False when the uid is taken. */
export async function insertSensor(db: Queryable, sensor: NewSensor): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'insert_sensor',
    text: `insert into sensor (uid, model, gateway_id, secret_sha256, reporting_limit_seconds, area_id)
           values ($1, $2, $3, $4, $5, $6) on conflict (uid) do nothing`,
    values: [
      sensor.uid,
      sensor.model,
      sensor.gatewayId,
      sensor.secretSha256,
      sensor.reportingLimitSeconds,
      sensor.areaId,
    ],
  })
  return rowCount === 1
}

export async function insertGatewayAlias(
  db: Queryable,
  gatewayId: string,
  alias: string,
  uid: SensorUid,
): Promise<void> {
  await db.query({
    name: 'insert_gateway_alias',
    text: 'insert into gateway_alias (gateway_id, alias, sensor_uid) values ($1, $2, $3)',
    values: [gatewayId, alias, uid],
  })
}

export async function replaceSensorSecret(db: Queryable, uid: SensorUid, secretSha256: Buffer): Promise<void> {
  await db.query({
    name: 'replace_sensor_secret',
    text: 'update sensor set secret_sha256 = $2, revoked_at = null where uid = $1',
    values: [uid, secretSha256],
  })
}

/** Back in use: not revoked, in stock if it was retired, and with another secret if it holds one itself. */
export async function renewSensorSecret(db: Queryable, uid: SensorUid, secretSha256: Buffer): Promise<void> {
  await db.query({
    name: 'renew_sensor_secret',
    text: `update sensor set secret_sha256 = case when gateway_id is null then $2::bytea end, revoked_at = null,
             state = case state when 'retired' then 'stock' else state end where uid = $1`,
    values: [uid, secretSha256],
  })
}

/** On a household's door. From now on it belongs where the household does, also when it is back in stock. */
export async function markSensorFitted(db: Queryable, uid: SensorUid, householdId: HouseholdId): Promise<void> {
  await db.query({
    name: 'mark_sensor_fitted',
    text: `update sensor set state = 'fitted', area_id = (select area_id from household where id = $2) where uid = $1`,
    values: [uid, householdId],
  })
}

export async function markSensorInStock(db: Queryable, uid: SensorUid): Promise<void> {
  await db.query({
    name: 'mark_sensor_in_stock',
    text: `update sensor set state = 'stock' where uid = $1`,
    values: [uid],
  })
}

export async function markSensorRetired(db: Queryable, uid: SensorUid): Promise<void> {
  await db.query({
    name: 'mark_sensor_retired',
    text: `update sensor set state = 'retired' where uid = $1`,
    values: [uid],
  })
}

/** Keeps the instant of the first revocation. */
export async function revokeSensorSecret(db: Queryable, uid: SensorUid, at: Instant): Promise<void> {
  await db.query({
    name: 'revoke_sensor_secret',
    text: 'update sensor set revoked_at = coalesce(revoked_at, $2) where uid = $1',
    values: [uid, new Date(at)],
  })
}

export interface DeviceSecret {
  readonly kind: 'sensor' | 'gateway'
  readonly secretSha256: Buffer
  readonly baseTopic: string | null
  readonly adapter: string | null
}

/** What a device that calls itself `id` must prove; null for whom there is no valid secret. */
export async function findDeviceSecret(db: Queryable, id: string): Promise<DeviceSecret | null> {
  const { rows } = await db.query<DeviceSecret>({
    name: 'find_device_secret',
    text: `select 'sensor' as kind, secret_sha256 as "secretSha256", null as "baseTopic", null as adapter from sensor
           where uid = $1 and secret_sha256 is not null and gateway_id is null and revoked_at is null
           union all
           select 'gateway', secret_sha256, base_topic, adapter from gateway where id = $1 and revoked_at is null
           limit 1`,
    values: [id],
  })
  return rows[0] ?? null
}

/** Sensors and gateways whose secret was revoked at or after an instant. */
export async function devicesRevokedSince(db: Queryable, since: Instant): Promise<readonly string[]> {
  const { rows } = await db.query<{ id: string }>({
    name: 'devices_revoked_since',
    text: `select uid as id from sensor where revoked_at >= to_timestamp($1 / 1000.0)
           union all select id from gateway where revoked_at >= to_timestamp($1 / 1000.0)`,
    values: [since],
  })
  return rows.map((it) => it.id)
}

/** Those of the given sensors that may not speak. */
export async function revokedAmong(db: Queryable, sensors: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await db.query<{ uid: string }>({
    name: 'revoked_among',
    text: 'select uid from sensor where uid = any($1::text[]) and revoked_at is not null',
    values: [sensors],
  })
  return new Set(rows.map((it) => it.uid))
}

/** Of those that exist. */
export async function sensorStates(
  db: Queryable,
  sensors: readonly SensorUid[],
): Promise<ReadonlyMap<SensorUid, 'stock' | 'fitted' | 'retired'>> {
  if (sensors.length === 0) return new Map()
  const { rows } = await db.query<{ uid: SensorUid; state: 'stock' | 'fitted' | 'retired' }>({
    name: 'sensor_states',
    text: 'select uid, state from sensor where uid = any($1::text[])',
    values: [sensors],
  })
  return new Map(rows.map((it) => [it.uid, it.state]))
}
