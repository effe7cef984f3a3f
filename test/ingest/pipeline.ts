import { randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { noFailpoint } from '../../base/failpoint.ts'
import { type AreaId, areaId } from '../../base/id.ts'
import type { Clock } from '../../base/instant.ts'
import { type Broker, startBroker } from '../../broker/start-broker.ts'
import { WatchCache } from '../../evaluator/watch-cache.ts'
import { type Ingest, startIngest } from '../../ingest/ingest.ts'
import { IngestMetrics } from '../../ingest/ingest-metrics.ts'
import { authenticateDevice } from '../../registry/authenticate-device.ts'
import { distrustMisbehaving } from '../../registry/distrust.ts'
import { sha256 } from '../../registry/secret.ts'
import { inTransaction } from '../../store/transaction.ts'

export interface Pipeline {
  readonly port: number
  readonly metrics: Registry
  readonly broker: Broker
  /** Where the messages of an external broker come in. */
  readonly ingest: Ingest
  close(): Promise<void>
}

/** Broker and ingest on a database, as main.ts builds them. */
export async function startPipeline(pool: Pool, clock: Clock = Date.now): Promise<Pipeline> {
  const metrics = new Registry()
  const log = pino({ level: 'silent' })
  const listening: { broker?: Broker } = {}
  const ingest = startIngest({
    pool,
    cache: new WatchCache(),
    clock,
    random: Math.random,
    metrics: new IngestMetrics(metrics),
    failpoint: noFailpoint,
    partitions: 2,
    refuseRevoked: false,
    ensurePulse: async () => undefined,
    publish: (topic, payload) => listening.broker?.publish(topic, payload),
    distrust: (sensor, cause) => inTransaction(pool, (tx) => distrustMisbehaving(tx, sensor, cause, clock())),
  })
  const broker = await startBroker(
    { host: '127.0.0.1', tcpPort: 0, tls: null, webSocketPort: null },
    {
      authenticate: (credential) => authenticateDevice(pool, credential),
      accept: (message) => ingest.accept(message),
      onRefused: () => undefined,
      clock,
      log,
      metrics,
    },
  )
  listening.broker = broker
  const close = async (): Promise<void> => {
    await broker.close()
    await ingest.close()
  }
  return { port: broker.ports.tcp ?? 0, metrics, broker, ingest, close }
}

export const secretOf = (id: string): string => `secret-of-${id}`

/** A household under an order since an hour ago, with a native sensor on its door. Returns the sensor's id. */
export async function registerDoor(pool: Pool): Promise<{ sensor: string; household: number }> {
  const sensor = `door-${randomUUID().slice(0, 8)}`
  await pool.query(
    "insert into sensor (uid, state, reporting_limit_seconds, secret_sha256) values ($1, 'fitted', 180, $2)",
    [sensor, sha256(secretOf(sensor))],
  )
  return { sensor, household: await fitUnderOrder(pool, sensor) }
}

export async function fitUnderOrder(pool: Pool, sensor: string): Promise<number> {
  const area = await anArea(pool)
  const { rows } = await pool.query<{ id: number }>(
    'insert into household (area_id, room) values ($1, $2) returning id',
    [area, randomUUID()],
  )
  const household = rows[0]?.id ?? 0
  await pool.query(
    "insert into fitting (sensor_uid, household_id, fitted_from) values ($1, $2, now() - interval '2 hours')",
    [sensor, household],
  )
  await pool.query(
    `insert into quarantine_order (household_id, starts_at, ends_at, basis, issued_by, policy_id, activated_at)
     values ($1, now() - interval '1 hour', now() + interval '14 days', 'test', 'test', (select id from policy where name = 'default'),
       now() - interval '1 hour')`,
    [household],
  )
  return household
}

async function anArea(pool: Pool): Promise<AreaId> {
  const { rows } = await pool.query<{ id: number }>(
    "insert into area (kind, name) values ('community', gen_random_uuid()::text) returning id",
  )
  return areaId.parse(rows[0]?.id)
}

export async function registerGateway(
  pool: Pool,
  id: string,
  baseTopic: string,
  adapter = 'zigbee2mqtt',
): Promise<void> {
  await pool.query('insert into gateway (id, adapter, base_topic, secret_sha256) values ($1, $2, $3, $4)', [
    id,
    adapter,
    baseTopic,
    sha256(secretOf(id)),
  ])
}
