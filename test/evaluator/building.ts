import type { Pool } from 'pg'
import { type AreaId, areaId, type SensorUid, sensorUid } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import { evaluate } from '../../evaluator/evaluate.ts'
import { judgeGroups } from '../../evaluator/judge-groups.ts'
import { passTimeWhereDue } from '../../evaluator/pass-time.ts'
import { WatchCache } from '../../evaluator/watch-cache.ts'
import { setGatewayState } from '../../store/gateway-directory.ts'
import { onlyRow } from '../../store/only-row.ts'
import { inTransaction } from '../../store/transaction.ts'
import { facts, fitting, speaker, T0 } from '../watch/stories.ts'
import { doorEvent } from './door-event.ts'
import { furnish, type Home } from './homes.ts'

let buildings = 0

/** A building of homes under orders with one sensor each, with a contact point for the building and one for its city. */
export interface Building {
  readonly mark: string
  readonly city: AreaId
  readonly area: AreaId
  readonly gateway: string | null
  readonly homes: readonly Home[]
  readonly sensors: readonly SensorUid[]
  /** These sensors say that their doors are closed. */
  hear(which: readonly number[], now: Instant): Promise<void>
  gatewayIs(state: 'online' | 'offline', at: Instant): Promise<void>
}

export async function build(pool: Pool, homes: number, withGateway = false): Promise<Building> {
  buildings += 1
  const mark = `b${buildings}`
  const insertArea = async (kind: string, parent: number | null): Promise<AreaId> => {
    const { rows } = await pool.query('insert into area (kind, name, parent_id) values ($1, $2, $3) returning id', [
      kind,
      `${mark} ${kind}`,
      parent,
    ])
    return areaId.parse(onlyRow(rows).id)
  }
  const city = await insertArea('city', null)
  const area = await insertArea('building', city)
  for (const [place, name] of [
    [city, 'city'],
    [area, 'building'],
  ] as const)
    await pool.query("insert into contact_point (area_id, channel, target) values ($1, 'webhook', $2)", [
      place,
      `https://${mark}-${name}.example/`,
    ])
  const gateway = withGateway ? `gateway-${mark}` : null
  if (gateway !== null)
    await pool.query(
      "insert into gateway (id, adapter, base_topic, secret_sha256) values ($1, 'zigbee2mqtt', $1, $2)",
      [gateway, Buffer.alloc(32)],
    )
  const sensors = Array.from({ length: homes }, (_, n) => sensorUid.parse(`${mark}-door-${n}`))
  const furnished: Home[] = []
  for (const [n, sensor] of sensors.entries()) {
    const home = await furnish(pool, facts({ fittings: [fitting(sensor)] }), T0)
    await pool.query('update household set area_id = $1, room = $2 where id = $3', [area, String(n), home.household])
    await pool.query('update sensor set gateway_id = $1 where uid = $2', [gateway, sensor])
    furnished.push(home)
  }
  const say = sensors.map((it) => speaker(it))
  return {
    mark,
    city,
    area,
    gateway,
    homes: furnished,
    sensors,
    async hear(which, now) {
      const said = which.map((n) => say[n]?.('heartbeat', now, { contact: 'closed' })).filter((it) => it !== undefined)
      const events = said.map(doorEvent)
      await inTransaction(pool, (tx) => evaluate(tx, new WatchCache(), events, [], now))
    },
    gatewayIs: (state, at) => setGatewayState(pool, gateway ?? '', state, at),
  }
}

/** What the sweep does, once. */
export async function sweep(pool: Pool, now: Instant): Promise<void> {
  for (let more = true; more; )
    more = (await inTransaction(pool, (tx) => passTimeWhereDue(tx, new WatchCache(), now))).due > 0
  for (let more = true; more; ) more = await inTransaction(pool, (tx) => judgeGroups(tx, now))
}
