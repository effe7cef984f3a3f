import type { AreaId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Scope } from './area.ts'
import type { Queryable } from './transaction.ts'

export interface GatewayRecord {
  readonly id: string
  readonly adapter: string
  readonly baseTopic: string
  readonly state: 'online' | 'offline' | 'unknown'
  readonly stateAt: Instant | null
  readonly revokedAt: Instant | null
  readonly areaId: AreaId | null
  /** Where it belongs; null: nowhere in particular. */
  readonly area: string | null
  /** When any of its sensors was last heard; null: never. */
  readonly heardAt: Instant | null
  readonly sensors: GatewaySensors
}

/** A gateway's sensors by what they do. */
export interface GatewaySensors {
  readonly fitted: number
  /** Heard, and on no door. */
  readonly unassigned: number
  /** Known, never heard, and on no door. */
  readonly stock: number
  readonly retired: number
}

/** As many as ingest keeps at hand. */
const GATEWAYS_MAX = 10_000

const GATEWAY_COLUMNS = `g.id, g.adapter, g.base_topic as "baseTopic", g.state, g.state_at as "stateAt",
  g.revoked_at as "revokedAt", g.area_id as "areaId", a.name as area, its.heard_at as "heardAt", json_build_object(
    'fitted', its.fitted, 'unassigned', its.heard_in_stock, 'stock', its.stock - its.heard_in_stock,
    'retired', its.retired) as sensors`

/** One pass through the gateway's own sensors (index `sensor_gateway`). */
const GATEWAY_FROM = `gateway g left join area a on a.id = g.area_id
  cross join lateral (
    select count(*) filter (where s.state = 'fitted') as fitted, count(*) filter (where s.state = 'retired') as retired,
      count(*) filter (where s.state = 'stock') as stock, max(heard.at) as heard_at,
      count(*) filter (where s.state = 'stock' and heard.at is not null) as heard_in_stock
    from sensor s left join lateral (select max(j.heard_at) as at from journal j
      where j.sensor_uid = s.uid and j.heard_at > '-infinity') heard on true
    where s.gateway_id = g.id
  ) its`

export interface GatewayFilter {
  readonly scope: Scope
  readonly homeless: boolean
  readonly after: string
  readonly limit: number
}

export async function listGateways(db: Queryable, filter: GatewayFilter): Promise<GatewayRecord[]> {
  const { rows } = await db.query<GatewayRecord>({
    text: `select ${GATEWAY_COLUMNS} from ${GATEWAY_FROM}
           where (a.path && $1::bigint[] or ($2 and a.id is null)) and g.id > $3 order by g.id limit $4`,
    values: [filter.scope, filter.homeless, filter.after, filter.limit],
  })
  return rows
}

export async function findGateway(
  db: Queryable,
  scope: Scope,
  homeless: boolean,
  id: string,
): Promise<GatewayRecord | null> {
  const { rows } = await db.query<GatewayRecord>({
    text: `select ${GATEWAY_COLUMNS} from ${GATEWAY_FROM}
           where g.id = $3 and (a.path && $1::bigint[] or ($2 and a.id is null))`,
    values: [scope, homeless, id],
  })
  return rows[0] ?? null
}

export interface NewGateway {
  readonly id: string
  readonly adapter: string
  readonly baseTopic: string
  /** Where its family speaks and listens, as MQTT filters. */
  readonly filters: readonly string[]
  readonly secretSha256: Buffer
  readonly areaId: AreaId | null
}

/** False when the id or the base topic is taken. */
export async function insertGateway(db: Queryable, gateway: NewGateway): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'insert_gateway',
    text: `insert into gateway (id, adapter, base_topic, filters, secret_sha256, area_id) values ($1, $2, $3, $4, $5, $6)
           on conflict do nothing`,
    values: [gateway.id, gateway.adapter, gateway.baseTopic, gateway.filters, gateway.secretSha256, gateway.areaId],
  })
  return rowCount === 1
}

/** Another secret; one that was revoked may speak again, and what is not known of it any more is not claimed. */
export async function renewGatewaySecret(tx: Queryable, id: string, secretSha256: Buffer, at: Instant): Promise<void> {
  await tx.query({
    name: 'renew_gateway_secret',
    text: `with before as (select id, revoked_at from gateway where id = $1 for update), came as (
             update gateway_absence a set until_at = to_timestamp($3 / 1000.0), group_due = true from before
             where a.gateway_id = before.id and before.revoked_at is not null and a.until_at is null
           )
           update gateway g set secret_sha256 = $2, revoked_at = null,
             state = case when before.revoked_at is null then g.state else 'unknown' end,
             state_at = case when before.revoked_at is null then g.state_at else to_timestamp($3 / 1000.0) end
           from before where g.id = before.id`,
    values: [id, secretSha256, at],
  })
}

/** Keeps the instant of the first revocation. */
export async function revokeGatewaySecret(tx: Queryable, id: string, at: Instant): Promise<void> {
  await tx.query({
    name: 'revoke_gateway_secret',
    text: 'update gateway set revoked_at = coalesce(revoked_at, to_timestamp($2 / 1000.0)) where id = $1',
    values: [id, at],
  })
}

/** Its sensors that are on no door are out of use, as they have nobody to speak through. Returns how many there were. */
export async function retireStockOfGateway(tx: Queryable, id: string, at: Instant): Promise<number> {
  const { rowCount } = await tx.query({
    name: 'retire_stock_of_gateway',
    text: `update sensor set state = 'retired', revoked_at = coalesce(revoked_at, to_timestamp($2 / 1000.0))
           where gateway_id = $1 and state = 'stock'`,
    values: [id, at],
  })
  return rowCount ?? 0
}

/** Whether a sensor or a gateway already goes by this name: the broker knows devices by name alone. */
export async function deviceNameIsTaken(db: Queryable, name: string): Promise<boolean> {
  const { rows } = await db.query({
    name: 'device_name_is_taken',
    text: 'select 1 from sensor where uid = $1 union all select 1 from gateway where id = $1 limit 1',
    values: [name],
  })
  return rows.length > 0
}

/** Every gateway that may speak, of all areas. */
export async function readSpeakingGateways(
  db: Queryable,
): Promise<readonly Pick<GatewayRecord, 'id' | 'adapter' | 'baseTopic'>[]> {
  const { rows } = await db.query<Pick<GatewayRecord, 'id' | 'adapter' | 'baseTopic'>>({
    name: 'read_speaking_gateways',
    text: 'select id, adapter, base_topic as "baseTopic" from gateway where revoked_at is null order by id limit $1',
    values: [GATEWAYS_MAX],
  })
  return rows
}
