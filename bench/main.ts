import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Pool } from 'pg'
import { startEmbeddedServer } from '../store/embedded-server.ts'
import { migrate } from '../store/migrate.ts'
import { createPool } from '../store/pool.ts'
import { postgresCeiling, prepareCeiling } from './ceiling.ts'
import { chart } from './chart.ts'
import { Child } from './child.ts'
import { foldCost } from './fold.ts'
import { watchStream } from './live-stream.ts'
import { type Figures, LOADS, type Load, listening, load } from './measure.ts'
import { registerHouseholds } from './prepare.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    households: { type: 'string', default: '100000' },
    sensors: { type: 'string', default: '10000' },
    help: { type: 'boolean', default: false },
  },
})

const HELP = `npm run bench -- [--seconds 10] [--households 100000] [--sensors 10000]

Measures in one run, on the same loads: bare aedes with nothing stored, the whole of Menshen, and PostgreSQL alone for the
same rows; then the delays to a live stream at 2,000 events a second, the memory of idle sensors, and the throughput with
many households. Prints tables, and writes bench/results/results.json and bench/results/results.svg.`

/** One opening and its closing in every twenty messages: ten times as many as a household's day of one-minute heartbeats. */
const DAY_LIKE = 20
const EDGES_ONLY = 2
const RATE = 2000

interface Row {
  readonly what: string
  readonly load: string
  readonly figures: Figures
  readonly residentMb: number
}

const rows: Row[] = []
const notes: Record<string, number> = {}
let boots = 0
const nextBoot = (): string => `b${String(++boots).padStart(7, '0')}`

async function measureBare(): Promise<void> {
  for (const each of LOADS) {
    const child = new Child('bare-aedes.ts')
    const { port } = listening.parse(await child.says())
    await record('bare aedes', each, child, port, DAY_LIKE)
    await child.end()
  }
}

async function record(what: string, each: Load, child: Child, port: number, every: number): Promise<void> {
  let residentMb = 0
  const { name, connections, window } = each
  const measured = await load(
    { port, connections, window, seconds: Number(values.seconds), every, boot: nextBoot() },
    async () => {
      residentMb = await child.residentMb()
    },
  )
  rows.push({ what, load: name, figures: measured, residentMb: Math.max(residentMb, await child.residentMb()) })
  say(`${what}, ${name}: ${Math.round(measured.perSecond)} messages/s`)
}

async function measureMenshen(url: string, what: string, every: number): Promise<void> {
  for (const each of LOADS) {
    const { child, port } = await startMenshen(url)
    await record(what, each, child, port, every)
    await child.end()
  }
}

async function startMenshen(url: string): Promise<{ child: Child; port: number; http: string }> {
  const child = new Child('menshen.ts', [], {
    DATABASE_URL: url,
    MENSHEN_KEY: 'A'.repeat(43),
    MENSHEN_HTTP_PORT: '0',
    MENSHEN_MQTT_PORT: '0',
    MENSHEN_LOG_LEVEL: 'warn',
    MENSHEN_MQTT_CONNECTIONS_PER_SECOND: '100000',
    MENSHEN_MQTT_SENSOR_MESSAGES_PER_SECOND: '100000',
  })
  const { port, http } = listening.parse(await child.says())
  return { child, port, http: http ?? '' }
}

function measureFold(): void {
  const { foldMicroseconds, parseMicroseconds } = foldCost()
  notes['fold, microseconds an event'] = foldMicroseconds
  notes['JSON parse of the same, microseconds'] = parseMicroseconds
}

async function measureDelays(url: string): Promise<void> {
  const { child, port, http } = await startMenshen(url)
  const stop = new AbortController()
  const stream = watchStream(http, stop.signal)
  const measured = await load({
    port,
    connections: 1000,
    window: 1,
    seconds: 20,
    every: DAY_LIKE,
    boot: nextBoot(),
    rate: RATE,
  })
  stop.abort()
  const delays = [...(await stream)].sort((a, b) => a - b)
  notes['PUBACK p99 ms at 2000/s'] = measured.p99Ms
  notes['opening to stream p50 ms'] = delays[Math.floor(delays.length / 2)] ?? Number.NaN
  notes['opening to stream p99 ms'] = delays[Math.floor(delays.length * 0.99)] ?? Number.NaN
  notes['openings seen on the stream'] = delays.length
  await child.end()
}

async function measureRowDelay(pool: Pool): Promise<void> {
  const { rows: found } = await pool.query<{ p50: number; p99: number }>(`
    select percentile_cont(0.5) within group (order by d) as p50, percentile_cont(0.99) within group (order by d) as p99
    from (select extract(epoch from l.at - a.started_at) * 1000 as d from alert a join alert_log l on l.alert_id = a.id
      where l.what = 'raised' and a.kind = 'unpermitted_opening' and not a.late) t`)
  notes['opening to alert row p50 ms'] = Number(found[0]?.p50)
  notes['opening to alert row p99 ms'] = Number(found[0]?.p99)
}

async function measureIdle(url: string): Promise<void> {
  const { child, port } = await startMenshen(url)
  const connections = Number(values.sensors)
  const before = await child.residentMb()
  await load({ port, connections, window: 1, seconds: 10, every: 0, boot: nextBoot() }, async () => {
    await new Promise((resolve) => setTimeout(resolve, 9000))
    notes[`MB for ${connections} idle sensors`] = (await child.residentMb()) - before
    notes['MB in all with them'] = await child.residentMb()
  })
  await child.end()
}

function ratio(what: string, name: string, base = 'bare aedes'): number {
  const of = (it: string): number =>
    rows.find((row) => row.what === it && row.load === name)?.figures.perSecond ?? Number.NaN
  return of(what) / of(base)
}

function printTable(): void {
  say('')
  say(
    [
      'what'.padEnd(34),
      'load'.padEnd(10),
      'messages/s'.padStart(11),
      'ratio'.padStart(7),
      'p50 ms'.padStart(8),
      'p99 ms'.padStart(8),
      'MB'.padStart(6),
    ].join(' '),
  )
  for (const { what, load: name, figures: it, residentMb } of rows) {
    say(
      [
        what.padEnd(34),
        name.padEnd(10),
        String(Math.round(it.perSecond)).padStart(11),
        ratio(what, name).toFixed(2).padStart(7),
        it.p50Ms.toFixed(1).padStart(8),
        it.p99Ms.toFixed(1).padStart(8),
        String(Math.round(residentMb)).padStart(6),
      ].join(' '),
    )
  }
  for (const [name, value] of Object.entries(notes)) say(`${name.padEnd(45)} ${value.toFixed(1)}`)
}

function say(line: string): void {
  console.log(line)
}

async function run(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'menshen-bench-'))
  await chmod(folder, 0o755)
  const server = await startEmbeddedServer({ dataDir: folder, port: 0 })
  await migrate(server.url)
  const pool = createPool({ url: server.url, max: 4, applicationName: 'bench', onError: (error) => say(error.message) })
  try {
    await registerHouseholds(pool, 1000)
    say('Measuring; this takes a few minutes.')
    measureFold()
    await measureBare()
    await measureMenshen(server.url, 'Menshen', DAY_LIKE)
    await measureMenshen(server.url, 'Menshen, edges only', EDGES_ONLY)
    await prepareCeiling(pool)
    notes['PostgreSQL alone, events/s'] = await postgresCeiling(pool, Number(values.seconds))
    await measureDelays(server.url)
    await measureRowDelay(pool)
    // What came before has filled the tables; more households are compared with this.
    await measureMenshen(server.url, 'Menshen, the same again', DAY_LIKE)
    await registerHouseholds(pool, Number(values.households))
    await measureMenshen(server.url, `Menshen, ${values.households} households`, DAY_LIKE)
    await measureIdle(server.url)
    printTable()
    await mkdir(path.join(import.meta.dirname, 'results'), { recursive: true })
    await writeFile(path.join(import.meta.dirname, 'results', 'results.json'), JSON.stringify({ rows, notes }, null, 2))
    await writeFile(path.join(import.meta.dirname, 'results', 'results.svg'), chart(rows))
    say('Written to bench/results. The ratio is to bare aedes at the same load in this run.')
  } finally {
    await pool.end()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

if (values.help) say(HELP)
else await run()
