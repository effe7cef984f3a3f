import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { startEmbeddedServer } from '../store/embedded-server.ts'
import { migrate } from '../store/migrate.ts'
import { createPool } from '../store/pool.ts'
import { Child } from './child.ts'
import { type Arrival, startNotifiedReceiver } from './notified-receiver.ts'
import { measureBurst, mixed } from './outbox-burst.ts'
import { load, raise, type Setting, say, settled, spread } from './outbox-load.ts'
import { furnishCity } from './outbox-setting.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    rate: { type: 'string', default: '100' },
    burst: { type: 'string', default: '10000' },
    communities: { type: 'string', default: '100' },
    help: { type: 'boolean', default: false },
  },
})

const HELP = `npm run bench:outbox -- [--seconds 60] [--rate 100] [--burst 10000] [--communities 100]

Two whole Menshen processes on one database send to receivers in this process over HTTP. First plain POSTs with nothing
behind them, as a ceiling; then alerts at a rate, written as ingest writes them: how long after its commit the first message is
handed over; then a burst within one second: how long it takes to drain, whether critical ones go first, and memory.`

const WORKERS = 2
/** Written in one transaction. */
const BATCH = 250

async function measurePlain({ receiver }: Setting): Promise<number> {
  const children = Array.from(
    { length: WORKERS },
    () => new Child('plain-post.ts', ['--url', receiver.url, '--perSecond', String(Number(values.rate) / WORKERS)]),
  )
  const said = await Promise.all(children.map((it) => it.says()))
  await Promise.all(children.map((it) => it.end()))
  const perSecond = said.reduce<number>((sum, it) => sum + z.object({ perSecond: z.number() }).parse(it).perSecond, 0)
  say(`Plain POSTs: ${spread(receiver.plainMs)} on the way at ${values.rate}/s; ${Math.round(perSecond)}/s at most`)
  return perSecond
}

/** The first message to each contact point, which shows that it receives and is written down, is not what is measured. */
async function warmUp(setting: Setting): Promise<void> {
  const all = setting.homes.length
  for (let n = 0; n < all; n += BATCH) {
    const severities = Array.from({ length: BATCH }, () => 'critical' as const)
    await raise(setting, severities, n)
  }
  await settled(setting.pool)
  setting.receiver.forget()
}

async function measureSteady(setting: Setting): Promise<void> {
  const { receiver } = setting
  const total = Number(values.rate) * Number(values.seconds)
  const startedAt = performance.now()
  const committed = await raiseAtRate(setting, total)
  const tookMs = performance.now() - startedAt
  await settled(setting.pool)
  const { arrivals } = receiver
  say(`${committed.size} alerts in ${(tookMs / 1000).toFixed(1)} s; ${arrivals.length} messages; load ${load()}`)
  say(`  commit to the first message at its provider: ${spread(delays(arrivals, committed))}`)
  const steps = arrivals.filter((it) => it.reason === 'step/grid_worker')
  say(`  commit to the grid worker's message:         ${spread(delays(steps, committed))}`)
  say(`  keys that came more than once: ${arrivals.length - new Set(arrivals.map((it) => it.key)).size}`)
}

/** As ingest does it: two writers, each with one transaction at a time for what has come up meanwhile. */
async function raiseAtRate(setting: Setting, total: number): Promise<ReadonlyMap<number, number>> {
  const committed = new Map<number, number>()
  const startedAt = performance.now()
  let written = 0
  const write = async (): Promise<void> => {
    while (written < total) {
      const due = Math.min(total, Math.floor(((performance.now() - startedAt) * Number(values.rate)) / 1000)) - written
      if (due > 0) {
        written += due
        for (const [id, at] of await raise(
          setting,
          Array.from({ length: due }, () => 'critical'),
        ))
          committed.set(id, at)
      } else await sleep(1)
    }
  }
  const progress = setInterval(
    () => say(`  ${written} of ${total} alerts, ${setting.receiver.arrivals.length} messages, load ${load()}`),
    10_000,
  )
  await Promise.all([write(), write()])
  clearInterval(progress)
  return committed
}

/** Of each alert's first arrival. */
function delays(arrivals: readonly Arrival[], committed: ReadonlyMap<number, number>): readonly number[] {
  const first = new Map<number, number>()
  for (const { alert, at } of arrivals) if (alert !== null) first.set(alert, Math.min(at, first.get(alert) ?? at))
  return [...committed].map(([id, at]) => (first.get(id) ?? Number.POSITIVE_INFINITY) - at)
}

async function startWorkers(url: string): Promise<readonly Child[]> {
  const env = {
    DATABASE_URL: url,
    MENSHEN_KEY: 'A'.repeat(43),
    MENSHEN_HTTP_PORT: '0',
    MENSHEN_MQTT_PORT: '0',
    MENSHEN_LOG_LEVEL: 'warn',
    MENSHEN_CANARY: 'false',
  }
  const workers: Child[] = []
  for (let n = 0; n < WORKERS; n += 1) {
    const worker = new Child('menshen.ts', [], env)
    await worker.says()
    workers.push(worker)
  }
  return workers
}

async function run(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'menshen-bench-'))
  await chmod(folder, 0o755)
  const server = await startEmbeddedServer({ dataDir: folder, port: 0 })
  await migrate(server.url)
  const pool = createPool({ url: server.url, max: 8, applicationName: 'bench', onError: (error) => say(error.message) })
  const receiver = await startNotifiedReceiver()
  let workers: readonly Child[] = []
  try {
    const given = { communities: Number(values.communities), households: 2000, receiver: receiver.url }
    const homes = await furnishCity(pool, given)
    workers = await startWorkers(server.url)
    const setting: Setting = { pool, homes, receiver, workers }
    say(`Measuring; this takes about ${Math.ceil(Number(values.seconds) / 60) + 2} minutes. Load before: ${load()}`)
    const plainPerSecond = await measurePlain(setting)
    await warmUp(setting)
    await measureSteady(setting)
    const alerts = Number(values.burst)
    for (const burst of [
      { what: 'A tenth of the burst', alerts: alerts / 10, severityOf: mixed },
      { what: 'The burst, a tenth of it critical', alerts, severityOf: mixed },
      { what: 'The burst, all critical', alerts, severityOf: () => 'critical' as const },
    ]) {
      await measureBurst(setting, burst, plainPerSecond)
    }
    say('A delay is from the moment at which the commit was asked for to the arrival of the whole request.')
  } finally {
    await Promise.all(workers.map((it) => it.end()))
    await receiver.close()
    await pool.end()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

if (values.help) say(HELP)
else await run()
