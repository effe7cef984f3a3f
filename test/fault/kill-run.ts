import { createServer as createHttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Pool } from 'pg'
import { sensorUid } from '../../base/id.ts'
import { registerHouseholds } from '../../bench/prepare.ts'
import { differences } from '../../firmware-sim/check.ts'
import { NO_FAULTS } from '../../firmware-sim/faults.ts'
import { type Fleet, startFleet } from '../../firmware-sim/fleet.ts'
import { DAY_MS } from '../../firmware-sim/scenario.ts'
import { policySettings } from '../../watch/policy.ts'
import { freePort } from '../support/free-port.ts'
import { until } from '../support/until.ts'
import { killedAtPlaces, killedInTurn } from './victims.ts'

export interface KillRun {
  readonly url: string
  readonly pool: Pool
  readonly sensors: number
  readonly seed: number
  /** Two workers on a broker of somebody else's, of which one is killed every so often; absent: our own, at places. */
  readonly shared?: { readonly brokerUrl: string; readonly forMs: number; readonly everyMs: number }
}

/** What the checker found: each list is empty when the letter of 4-trust.md holds. */
export interface KillReport {
  readonly kills: number
  readonly messages: number
  readonly alerts: number
  /** L: acknowledged and not stored, or a hole left. */
  readonly lost: readonly string[]
  /** D: stored twice. */
  readonly doubled: readonly string[]
  /** N: a notification that did not reach its receiver, or reached it under another key. */
  readonly unnotified: readonly string[]
  /** S: doors and alerts that differ from the sensors' own account. */
  readonly different: readonly string[]
}

const SPEED = 4320
/**
 * An age grows on its way from the sensor to a service that is just starting: on a busy machine by seconds. What S asks is
 * which openings there are, in which order; they are compared one by one.
 */
const TOLERANCE_MS = 20_000
const DRAIN_MS_MAX = 90_000

/**
 * A fleet lives a compressed day of breaches while the service is killed with SIGKILL at each place and started again.
 * Then everything drains, and the sensors' journals are held against the database and the receiver of notifications.
 */
export async function killRun({ url, pool, sensors, seed, shared }: KillRun): Promise<KillReport> {
  await registerHouseholds(pool, sensors)
  const receiver = await startReceiver()
  await pool.query(
    "insert into contact_point (area_id, channel, target, secret) select min(id), 'webhook', $1, 'secret' from area",
    [receiver.url],
  )
  const port = await freePort()
  const victims =
    shared === undefined
      ? killedAtPlaces((failpoint) => environment(url, { MENSHEN_MQTT_PORT: String(port), ...failpoint }), seed)
      : killedInTurn((worker) => environment(url, workerOf(shared.brokerUrl, worker)), shared)
  let fleet: Fleet | null = null
  try {
    await victims.begin()
    fleet = await startFleet(
      fleetOptions(shared?.brokerUrl ?? `mqtt://127.0.0.1:${port}`, sensors, seed, shared?.forMs),
    )
    const kills = await victims.strike()
    await fleet.played
    const left = await fleet.drained(DRAIN_MS_MAX)
    if (left > 0) throw new Error(`${left} sensors still have messages that are not acknowledged\n${victims.output()}`)
    await notified(pool)
    const report = await check(pool, fleet, receiver.received)
    await fleet.stop()
    return { kills, ...report }
  } finally {
    await fleet?.stop()
    await victims.end()
    await receiver.close()
  }
}

const workerOf = (brokerUrl: string, worker: string): Record<string, string> => ({
  MENSHEN_BROKER_URL: brokerUrl,
  MENSHEN_BROKER_CLIENT_ID: worker,
})

function environment(url: string, more: Readonly<Record<string, string>>): Record<string, string> {
  return {
    PATH: '/usr/bin:/bin',
    DATABASE_URL: url,
    MENSHEN_KEY: 'A'.repeat(43),
    MENSHEN_HTTP_PORT: '0',
    MENSHEN_MQTT_CONNECTIONS_PER_SECOND: '10000',
    MENSHEN_LOG_LEVEL: 'error',
    MENSHEN_CANARY: 'false',
    ...more,
  }
}

function fleetOptions(
  brokerUrl: string,
  sensors: number,
  seed: number,
  sharedMs: number | undefined,
): Parameters<typeof startFleet>[0] {
  return {
    brokerUrl,
    households: Array.from({ length: sensors }, (_, index) => {
      const id = `bench-${String(index + 1).padStart(6, '0')}`
      return { key: index + 1, sensors: [{ id, secret: `secret-${id}` }] }
    }),
    seed,
    scenario: 'breaches',
    days: sharedMs === undefined ? 1 : Math.ceil(sharedMs / (DAY_MS / SPEED)),
    speed: SPEED,
    clock: Date.now,
    faults: NO_FAULTS,
    connectsPerSecond: 1000,
    profile: { retryMs: 2000, pubackMeansStored: sharedMs === undefined },
  }
}

/** Every notification that is due has been sent. */
async function notified(pool: Pool): Promise<void> {
  await until(
    'every notification is sent',
    async () => {
      const { rows } = await pool.query<{ left: number }>(
        'select count(*) as left from notification where sent_at is null',
      )
      return rows[0]?.left === 0
    },
    60_000,
  )
}

async function check(
  pool: Pool,
  fleet: Fleet,
  received: ReadonlyMap<string, string>,
): Promise<Omit<KillReport, 'kills'>> {
  // The sensors live on while this is read: what they had been acknowledged for by now must be in the tables after now.
  const acknowledged = new Map(
    fleet.account().flatMap((it) => it.sensors.map((sensor) => [sensor.id, sensor.made - sensor.journalLeft])),
  )
  const { rows: stored } = await pool.query<{ sensor: string; events: number; distinct: number; last: number }>(
    `select sensor_uid as sensor, count(*) as events, count(distinct (boot, seq)) as distinct, max(seq) as last from door_event group by 1`,
  )
  const byName = new Map(stored.map((it) => [it.sensor, it]))
  const lost = [...acknowledged]
    .filter(([id, count]) => (byName.get(id)?.distinct ?? 0) < count)
    .map(([id, count]) => `${id}: ${byName.get(id)?.distinct ?? 0} of ${count}`)
  const doubled = stored
    .filter((it) => it.events !== it.distinct)
    .map((it) => `${it.sensor}: ${it.events} rows for ${it.distinct} messages`)
  const { rows: notifications } = await pool.query<{ key: string; isDigested: boolean; alert: number }>(
    `select coalesce(d.idempotency_key, n.idempotency_key) as key, n.digest_id is not null as "isDigested", n.alert_id as alert
     from notification n left join notification d on d.id = n.digest_id where n.alert_id is not null`,
  )
  const {
    rows: [alerts],
  } = await pool.query<{ n: number }>("select count(*) as n from alert where kind = 'unpermitted_opening'")
  return {
    messages: [...acknowledged.values()].reduce((sum, it) => sum + it, 0),
    alerts: alerts?.n ?? 0,
    lost,
    doubled,
    unnotified: notifications
      .filter((it) => (it.isDigested ? !received.has(it.key) : received.get(it.key) !== `alert/${it.alert}`))
      .map((it) => `alert ${it.alert}`),
    different: await differing(pool, fleet),
  }
}

async function differing(pool: Pool, fleet: Fleet): Promise<readonly string[]> {
  const {
    rows: [order],
  } = await pool.query<{ startsAt: number; endsAt: number }>(
    'select min(starts_at) as "startsAt", min(ends_at) as "endsAt" from quarantine_order',
  )
  const basis = {
    startsAt: order?.startsAt ?? 0,
    endsAt: order?.endsAt ?? 0,
    policy: { ...policySettings.parse({}), name: 'default', version: 1 },
    timeZone: 'Asia/Shanghai',
    reportingLimitMs: 180_000,
  }
  const all = await Promise.all(
    fleet.expectations(basis, Date.now()).map(async (expected) => {
      const { rows: openings } = await pool.query<{
        sensorUid: string
        openedAt: number
        closedAt: number | null
        permitId: number | null
      }>(
        'select sensor_uid as "sensorUid", opened_at as "openedAt", closed_at as "closedAt", permit_id as "permitId" from opening where household_id = $1',
        [expected.household],
      )
      const { rows: alerts } = await pool.query<{
        id: number
        kind: string
        count: number
        clearedReason: string | null
      }>(
        'select id, kind, count, cleared_reason as "clearedReason" from alert where household_id = $1 and merged_into is null',
        [expected.household],
      )
      return differences(
        expected,
        { openings: openings.map((it) => ({ ...it, sensorUid: sensorUid.parse(it.sensorUid) })), alerts },
        TOLERANCE_MS,
      )
    }),
  )
  return all.flat().map((it) => `household ${it.household}, ${it.what}: expected ${it.expected}, found ${it.found}`)
}

/** A receiver of webhooks that remembers which key came for which alert. */
async function startReceiver(): Promise<{ url: string; received: Map<string, string>; close: () => Promise<void> }> {
  const received = new Map<string, string>()
  const server = createHttpServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString()
    })
    request.on('end', () => {
      const event: { id: string; subject: string } = JSON.parse(body)
      received.set(event.id, event.subject)
      response.writeHead(204).end()
    })
  })
  const port = await listening(server.listen(0, '127.0.0.1'))
  return {
    url: `http://127.0.0.1:${port}/`,
    received,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function listening(server: ReturnType<typeof createHttpServer>): Promise<number> {
  return new Promise((resolve) => {
    server.once('listening', () => {
      const address: string | AddressInfo | null = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
}
