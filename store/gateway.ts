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
}

/** As many as ingest keeps at hand. */
const GATEWAYS_MAX = 10_000

const GATEWAY_COLUMNS = `g.id, g.adapter, g.base_topic as "baseTopic", g.state, g.state_at as "stateAt",
  g.revoked_at as "revokedAt", g.area_id as "areaId"`

export interface GatewayFilter {
  readonly scope: Scope
  readonly homeless: boolean
  readonly after: string
  readonly limit: number
}

export async function listGateways(db: Queryable, filter: GatewayFilter): Promise<GatewayRecord[]> {
  const { rows } = await db.query<GatewayRecord>({
    text: `select ${GATEWAY_COLUMNS} from gateway g left join area a on a.id = g.area_id
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
    text: `select ${GATEWAY_COLUMNS} from gateway g left join area a on a.id = g.area_id
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
