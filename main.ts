import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { hostname } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Pool } from 'pg'
import { collectDefaultMetrics, Registry } from 'prom-client'
import { createChannels } from './alerts/create-channels.ts'
import { startEscalator } from './alerts/escalator.ts'
import { createLinkOf, createResidentLinkOf } from './alerts/link-of.ts'
import { type OutboxOptions, startOutbox } from './alerts/outbox.ts'
import { startSweep } from './alerts/sweep.ts'
import { createApi } from './api/api.ts'
import { Closers } from './base/closers.ts'
import { type Config, readConfig } from './base/config.ts'
import { armFailpoint, type Failpoint, noFailpoint } from './base/failpoint.ts'
import { Failure } from './base/failure.ts'
import { type Clock, type Instant, systemClock } from './base/instant.ts'
import { deriveKey, type MasterKey, makeMasterKey } from './base/key.ts'
import { createLog, type Log } from './base/log.ts'
import { alarmOf, createAlarm } from './canary/alarm.ts'
import { type CanaryTimes, type RunningCanary, startCanary } from './canary/canary.ts'
import { viewDoors } from './evaluator/view-doors.ts'
import { WatchCache } from './evaluator/watch-cache.ts'
import { startDemo } from './firmware-sim/demo.ts'
import { Pulse } from './ingest/pulse.ts'
import { type Intake, startIntake } from './intake.ts'
import { startBackTests } from './registry/back-test-runner.ts'
import { ensureFirstAdmin, type FirstAdmin } from './registry/first-admin.ts'
import { openTarget } from './registry/household-contact.ts'
import { startHousekeeping } from './registry/housekeeping.ts'
import { openMasterKey } from './registry/master-key.ts'
import { startSelfCheck } from './registry/self-check.ts'
import { SelfCheckMetrics } from './registry/self-check-metrics.ts'
import { type VapidKeys, vapidKeysOf } from './registry/vapid-keys.ts'
import { startEmbeddedServer } from './store/embedded-server.ts'
import { listeningClient } from './store/listening-client.ts'
import { migrate } from './store/migrate.ts'
import { createPool } from './store/pool.ts'

const ROOT = import.meta.dirname
/** This process's own name: a lease is its holder's. */
const WORKER = `${hostname()}/${process.pid}`
const SHUTDOWN_MS_MAX = 10_000
const DEMO_PASSWORD = 'menshen-demo-2020'
const SWEEP_EVERY_MS = 1000

/** A running Menshen, all roles in this process. */
export interface Service {
  readonly httpUrl: string
  readonly mqttUrl: string
  readonly pool: Pool
  /** The first administrator, at the first start only. */
  readonly admin: FirstAdmin | null
  close(): Promise<void>
}

export interface ServiceOptions {
  readonly config: Config
  readonly log: Log
  /** The administrator's password of a demonstration. */
  readonly demoPassword: string | null
  /** Shorter times of the self-test, for tests. */
  readonly canaryTimes?: Partial<CanaryTimes>
  /** Shorter times of the outbox, for tests. */
  readonly outboxTimes?: Pick<OutboxOptions, 'leaseMs' | 'sendMs'>
  /** Absent: the machine's. Timers run in true time all the same: they only look at what is due by this clock. */
  readonly clock?: Clock
}

/** What every role is built with. */
interface Parts {
  readonly config: Config
  readonly log: Log
  readonly clock: Clock
  readonly closers: Closers
  readonly metrics: Registry
  readonly failpoint: Failpoint
  readonly url: string
  readonly pool: Pool
  readonly key: MasterKey
  /** What push services know us by. */
  readonly vapid: VapidKeys
  readonly cache: WatchCache
}

/** Starts everything, in the order in which one needs the other. What a failed start has opened is closed again. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { config, log, demoPassword, canaryTimes = {}, clock = systemClock } = options
  const closers = new Closers()
  try {
    const parts = await openStore({ config, log, clock }, closers)
    const admin = await ensureFirstAdmin(parts.pool, clock, { demoPassword })
    const ensurePulse = await startPulse(parts)
    const intake = await startIntake({ ...parts, ensurePulse })
    const canary: { running?: RunningCanary } = {}
    const httpUrl = await startHttp(parts, intake, () => canary.running?.wake())
    const publicUrl = config.MENSHEN_HTTP_PUBLIC_URL ?? httpUrl
    await startAlerts({ ...parts, publicUrl, outboxTimes: options.outboxTimes ?? {} }, ensurePulse)
    const { mqttUrl } = intake
    if (config.MENSHEN_CANARY) canary.running = await startSelfTest(parts, httpUrl, mqttUrl, canaryTimes)
    return { httpUrl, mqttUrl, pool: parts.pool, admin, close: () => closers.close() }
  } catch (error) {
    await closers.close()
    throw error
  }
}

async function openStore(
  { config, log, clock }: Pick<Parts, 'config' | 'log' | 'clock'>,
  closers: Closers,
): Promise<Parts> {
  const url = config.DATABASE_URL ?? (await startEmbeddedDatabase(config, log, closers))
  await migrate(url)
  const pool = createPool({
    url,
    max: config.MENSHEN_DATABASE_CONNECTIONS,
    applicationName: 'menshen',
    onError: (error) => log.warn({ err: error }, 'an idle database connection broke; the pool opens another'),
  })
  closers.add('database pool', () => pool.end())
  const file = path.resolve(ROOT, config.MENSHEN_DATA_DIR, 'key')
  const makeKey = (): MasterKey => makeMasterKey(randomBytes)
  const key = await openMasterKey(pool, { given: config.MENSHEN_KEY ?? null, file, makeKey })
  const vapid = vapidKeysOf(deriveKey(key, 'web_push'))
  const metrics = new Registry()
  collectDefaultMetrics({ register: metrics })
  const retentionDays = config.MENSHEN_RETENTION_DAYS
  closers.add('housekeeping', startHousekeeping({ pool, clock, log, retentionDays }))
  const selfCheckMetrics = new SelfCheckMetrics(metrics)
  closers.add('self-check', startSelfCheck({ pool, clock, log, metrics: selfCheckMetrics }))
  const armed = config.MENSHEN_FAILPOINT
  const failpoint = armed === undefined ? noFailpoint : armFailpoint(armed, () => process.kill(process.pid, 'SIGKILL'))
  return { config, log, clock, closers, metrics, failpoint, url, pool, key, vapid, cache: new WatchCache() }
}

async function startEmbeddedDatabase(config: Config, log: Log, closers: Closers): Promise<string> {
  const server = await startEmbeddedServer({
    dataDir: path.resolve(ROOT, config.MENSHEN_DATA_DIR, 'postgres'),
    port: config.MENSHEN_DATABASE_PORT,
    fsync: config.MENSHEN_FSYNC,
    log,
  })
  closers.add('embedded database', () => server.stop())
  return server.url
}

/** Before anything is judged, an outage that ends with this start is noticed. Returns what is awaited before judging. */
async function startPulse({ pool, clock, log, metrics, closers }: Parts): Promise<(now: Instant) => Promise<void>> {
  const pulse = new Pulse({ pool, clock, log, metrics })
  await pulse.start()
  closers.add('pulse', () => pulse.stop())
  return (now) => pulse.ensure(now)
}

type AlertParts = Parts & Required<Pick<ServiceOptions, 'outboxTimes'>> & { readonly publicUrl: string }

async function startAlerts(parts: AlertParts, ensurePulse: (now: Instant) => Promise<void>): Promise<void> {
  const { config, log, clock, closers, metrics, failpoint, url, pool, key, vapid, cache, publicUrl } = parts
  const contactKey = deriveKey(key, 'contact')
  const escalator = startEscalator({ pool, clock, log, metrics, failpoint })
  closers.add('escalator', () => escalator.stop())
  const outbox = startOutbox({
    pool,
    channels: await createChannels(config, { pool, vapid }),
    ...{ worker: WORKER, clock, random: Math.random, log, metrics, failpoint, ...parts.outboxTimes },
    linkOf: createLinkOf({ publicUrl, key: deriveKey(key, 'acknowledge_link'), clock }),
    residentLinkOf: createResidentLinkOf({ publicUrl, key: deriveKey(key, 'resident_link'), pool, clock }),
    openTarget: (household, target) => openTarget(contactKey, household, target),
    createClient: () => listeningClient(url),
    onWake: escalator.wake,
  })
  closers.add('outbox', () => outbox.stop())
  const given = { pool, cache, clock, log, ensurePulse, escalateDue: escalator.run }
  const sweep = startSweep({ ...given, everyMs: SWEEP_EVERY_MS })
  closers.add('sweep', () => sweep.stop())
}

async function startHttp(parts: Parts, intake: Intake, canaryArrived: () => void): Promise<string> {
  const { config, log, clock, closers, metrics, url, pool, key, vapid } = parts
  const backTests = startBackTests({ pool, url, clock, log })
  closers.add('back-tests', () => backTests.stop())
  const api = await createApi({
    ...{ pool, clock, log, metrics },
    createClient: () => listeningClient(url),
    problems: async () => {
      await pool.query('select 1 from watch limit 1')
      return intake.isConnected() ? [] : ['the broker cannot be reached']
    },
    disconnectDevice: (id) => intake.disconnect(id),
    tellSensor: (id) => intake.tell(id),
    ...{ doorsOf: viewDoors, wakeBackTests: backTests.wake },
    canaryArrived: config.MENSHEN_CANARY ? canaryArrived : null,
    webPush: { publicKey: vapid.publicKey, furtherHosts: config.MENSHEN_WEB_PUSH_HOSTS },
    ...{ contactKey: deriveKey(key, 'contact'), linkKey: deriveKey(key, 'acknowledge_link') },
    consoleFolder: path.join(ROOT, 'console/dist'),
    resident: { key: deriveKey(key, 'resident_link'), retentionDays: config.MENSHEN_RETENTION_DAYS },
    receipts: { key: deriveKey(key, 'receipts'), publicUrl: config.MENSHEN_HTTP_PUBLIC_URL ?? null },
    secure: config.MENSHEN_HTTP_PUBLIC_URL?.startsWith('https:') ?? false,
    trustProxy: config.MENSHEN_HTTP_PUBLIC_URL !== undefined,
  })
  closers.add('http', () => api.close())
  return api.listen({ host: config.MENSHEN_HTTP_HOST, port: config.MENSHEN_HTTP_PORT })
}

/** Last, because it goes the whole way from the broker to the outbox's receiver. */
async function startSelfTest(
  { config, log, clock, closers, metrics, pool }: Parts,
  httpUrl: string,
  brokerUrl: string,
  times: Partial<CanaryTimes>,
): Promise<RunningCanary> {
  const running = await startCanary({
    ...{ pool, clock, log, metrics, worker: WORKER, times },
    ...{ httpUrl, brokerUrl },
    alarm: createAlarm(alarmOf(config, log)),
    deadManUrl: config.MENSHEN_DEAD_MAN_URL ?? null,
  })
  closers.add('canary', () => running.stop())
  return running
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { demo: { type: 'boolean', default: false }, seed: { type: 'string', default: '1' } },
  })
  const config = readConfig(process.env)
  const log = createLog(values.demo ? 'warn' : config.MENSHEN_LOG_LEVEL)
  const service = await startService({ config, log, demoPassword: values.demo ? DEMO_PASSWORD : null })
  sayWhere(service)
  const { mqttUrl, pool } = service
  const demo = { password: DEMO_PASSWORD, print: say }
  const stopDemo = values.demo
    ? await startDemo({ pool, clock: systemClock, log, brokerUrl: mqttUrl, seed: Number(values.seed), ...demo })
    : null
  await untilTold()
  say('Stopping: what is in hand is stored first.')
  const force = setTimeout(() => process.exit(1), SHUTDOWN_MS_MAX)
  await stopDemo?.()
  await service.close()
  clearTimeout(force)
  say('Stopped. The data is kept; the next start finds it.')
}

function sayWhere({ httpUrl, mqttUrl, admin }: Service): void {
  say(`Menshen 门神 is running: ${httpUrl} (API documentation at ${httpUrl}/api/docs), sensors at ${mqttUrl}`)
  if (admin !== null) say(`Sign in as ${admin.username} with the password ${admin.password}`)
}

function say(line: string): void {
  console.log(line)
}

async function untilTold(): Promise<void> {
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
}

if (import.meta.main) {
  main().catch((error: unknown) => {
    if (!(error instanceof Failure)) throw error
    console.error(`${error.code}: ${error.message}`)
    console.error(JSON.stringify(error.details, null, 2))
    process.exit(1)
  })
}
