import type { AreaId, SensorUid } from '../base/id.ts'
import type { Scope } from './area.ts'
import { numberArray, textArray } from './array-literal.ts'
import { PLACES_JOIN } from './household.ts'
import type { NewSensor } from './sensor.ts'
import type { Queryable } from './transaction.ts'

/** What goes by a name already. */
export interface KnownDevice {
  readonly uid: SensorUid
  /** Null: a gateway, or a sensor outside the scope or behind a gateway, of which no more is said. */
  readonly sensor: {
    readonly model: string
    readonly state: 'stock' | 'fitted' | 'retired'
    /** In hexadecimal. */
    readonly secretSha256: string | null
  } | null
}

export async function findDevices(
  db: Queryable,
  scope: Scope,
  homeless: boolean,
  uids: readonly SensorUid[],
): Promise<readonly KnownDevice[]> {
  const { rows } = await db.query<KnownDevice>({
    text: `select s.uid, case when s.gateway_id is null and (a.path && $2::bigint[] or ($3 and a.id is null)) then
             json_build_object('model', s.model, 'state', s.state, 'secretSha256', encode(s.secret_sha256, 'hex')) end as sensor
           from sensor s left join area a on a.id = s.area_id where s.uid = any($1::text[])
           union all
           select g.id, null from gateway g where g.id = any($1::text[])`,
    values: [textArray(uids), scope, homeless],
  })
  return rows
}

/** Native sensors into the stock of an area. How many were made: those whose uid is taken are not. */
export async function insertStock(
  db: Queryable,
  areaId: AreaId | null,
  sensors: readonly Pick<NewSensor, 'uid' | 'model' | 'reportingLimitSeconds'>[],
  secretsSha256: readonly Buffer[],
): Promise<number> {
  const { rowCount } = await db.query({
    text: `insert into sensor (uid, model, reporting_limit_seconds, secret_sha256, area_id)
           select uid, model, seconds, decode(hash, 'hex'), $5
           from unnest($1::text[], $2::text[], $3::int4[], $4::text[]) as it (uid, model, seconds, hash)
           on conflict (uid) do nothing`,
    values: [
      textArray(sensors.map((it) => it.uid)),
      textArray(sensors.map((it) => it.model)),
      numberArray(sensors.map((it) => it.reportingLimitSeconds)),
      textArray(secretsSha256.map((it) => it.toString('hex'))),
      areaId,
    ],
  })
  return rowCount ?? 0
}

export interface StockChoice {
  readonly scope: Scope
  /** Also what belongs to no area at all. */
  readonly homeless: boolean
  /** These alone; null: all. */
  readonly uids: readonly SensorUid[] | null
  /** Part of its uid, or of the building and unit whose stock it is in; empty: any. */
  readonly search: string
  readonly limit: number
}

/** Sensors in stock by their names, as `listSensors` finds them. */
export async function chooseStock(
  db: Queryable,
  { scope, homeless, uids, search, limit }: StockChoice,
): Promise<{ readonly uid: SensorUid; readonly model: string }[]> {
  const { rows } = await db.query<{ uid: SensorUid; model: string }>({
    text: `select s.uid, s.model from sensor s left join area a on a.id = s.area_id ${PLACES_JOIN}
           where (a.path && $1::bigint[] or ($2 and a.id is null)) and s.state = 'stock'
             and ($3::text[] is null or s.uid = any($3))
             and strpos(lower(concat_ws(' ', s.uid, places.building, places.unit)), lower($4)) > 0
           order by s.uid limit $5`,
    values: [scope, homeless, uids === null ? null : textArray(uids), search, limit],
  })
  return rows
}
