import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Pool } from 'pg'
import { backTest } from '../evaluator/back-test/back-test.ts'
import { copyOut } from '../store/copy-out.ts'
import { startEmbeddedServer } from '../store/embedded-server.ts'
import { migrate } from '../store/migrate.ts'
import { createPool } from '../store/pool.ts'
import { inSnapshot } from '../store/transaction.ts'
import { policySettings } from '../watch/policy.ts'
import { serverCpuSeconds } from './server-cpu.ts'

const { values } = parseArgs({
  options: {
    households: { type: 'string', default: '500' },
    minutes: { type: 'string', default: '2880' },
    help: { type: 'boolean', default: false },
  },
})

const HELP = `npm run bench:back-test -- [--households 500] [--minutes 2880]

Records a heartbeat a minute for every household, and an opening every eight hours, in the order of their time; then
measures, on the embedded database, a back-test over all of it beside a count and a plain copy of the same rows.`

const STARTS_AT = Date.UTC(2026, 2, 2)
const ORDER_MS = 14 * 86_400_000
const STATEMENT_MS_MAX = 600_000
const MB = 1024 * 1024

async function record(pool: Pool, households: number, minutes: number): Promise<void> {
  await pool.query("insert into area (kind, name) values ('building', '1号楼')")
  await pool.query({
    text: `
      with home as (
        insert into household (area_id, room) select 1, lpad(n::text, 6, '0') from generate_series(1, $1::int) n returning id, room
      ), sensors as (
        insert into sensor (uid, state, reporting_limit_seconds) select 'bench-' || room, 'fitted', 180 from home
      ), fittings as (
        insert into fitting (sensor_uid, household_id, fitted_from)
        select 'bench-' || room, id, to_timestamp($2 / 1000.0) from home
      )
      insert into quarantine_order (household_id, starts_at, ends_at, basis, issued_by, policy_id, contacts_at_start, activated_at)
      select id, to_timestamp($2 / 1000.0), to_timestamp($3 / 1000.0), 'bench', 'bench', 1, '{}', to_timestamp($2 / 1000.0) from home`,
    values: [households, STARTS_AT, STARTS_AT + ORDER_MS],
  })
  await pool.query({
    text: `
      insert into door_event (occurred_at, received_at, household_id, order_id, sensor_uid, boot, seq, kind, contact,
        time_source, origin, openings, tamper)
      select t, t + interval '20 ms', o.household_id, o.id, f.sensor_uid, 'a1b2c3d4', n,
        case n % 480 when 7 then 'opened' when 8 then 'closed' else 'heartbeat' end,
        case n % 480 when 7 then 'open' else 'closed' end, 'age', 'live', (n + 473) / 480, false
      from generate_series(1, $1::int) n, quarantine_order o join fitting f on f.household_id = o.household_id,
        lateral (select o.starts_at + n * interval '1 minute' + o.id * interval '17 ms' as t) x
      order by n, o.id`,
    values: [minutes],
  })
  await pool.query('vacuum analyze')
}

interface Measured {
  readonly what: string
  readonly events: number
  readonly seconds: number
  /** Processor time, ours and the server's: what a busy machine does not blur as much. */
  readonly ownMicroseconds: number
  readonly serverMicroseconds: number
  readonly heapMb: number
  readonly peakMb: number
}

/** Runs `work`, which returns how many rows it read, and looks at the memory all the while. */
async function measure(postmaster: number, what: string, work: () => Promise<number>): Promise<Measured> {
  globalThis.gc?.()
  const before = process.memoryUsage()
  let peak = before.rss
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 20)
  const cpu = { own: process.cpuUsage(), server: await serverCpuSeconds(postmaster) }
  const begunAt = performance.now()
  const events = await work()
  const seconds = (performance.now() - begunAt) / 1000
  clearInterval(timer)
  const own = process.cpuUsage(cpu.own)
  const ownMicroseconds = (own.user + own.system) / events
  const serverMicroseconds = ((await serverCpuSeconds(postmaster)) - cpu.server) * (1e6 / events)
  globalThis.gc?.()
  const heapMb = (process.memoryUsage().heapUsed - before.heapUsed) / MB
  return { what, events, seconds, ownMicroseconds, serverMicroseconds, heapMb, peakMb: (peak - before.rss) / MB }
}

const countAll = async (pool: Pool): Promise<number> =>
  (await pool.query<{ n: number }>('select count(*) as n from door_event')).rows[0]?.n ?? 0

async function copyAll(pool: Pool): Promise<number> {
  let rows = 0
  const text = `copy (select order_id, sensor_uid, kind, contact, occurred_at, received_at, boot, seq, openings, tamper
    from door_event) to stdout (format binary)`
  await inSnapshot(pool, (tx) =>
    copyOut(tx, text, () => {
      rows += 1
    }),
  )
  return rows
}

async function testAll(pool: Pool): Promise<number> {
  const { events } = await backTest({
    pool,
    span: { area: null, from: STARTS_AT, until: STARTS_AT + ORDER_MS },
    settings: policySettings.parse({ graceSeconds: 30 }),
    now: STARTS_AT + ORDER_MS,
    elapsed: () => performance.now(),
    signal: new AbortController().signal,
    onProgress: () => undefined,
  })
  return events
}

function say(line: string): void {
  console.log(line)
}

function printTable(all: readonly Measured[]): void {
  const perSecond = ({ events, seconds }: Measured): number => events / seconds
  const copied = all.find((it) => it.what === 'plain copy')
  say('what               events   seconds  events/s   to copy  own CPU µs  server CPU µs   heap MB   peak RSS MB')
  for (const it of all) {
    const ratio = copied === undefined ? Number.NaN : perSecond(it) / perSecond(copied)
    say(
      [
        it.what.padEnd(14),
        String(it.events).padStart(10),
        it.seconds.toFixed(2).padStart(9),
        String(Math.round(perSecond(it))).padStart(9),
        ratio.toFixed(2).padStart(9),
        it.ownMicroseconds.toFixed(2).padStart(11),
        it.serverMicroseconds.toFixed(2).padStart(14),
        it.heapMb.toFixed(1).padStart(9),
        it.peakMb.toFixed(0).padStart(13),
      ].join(' '),
    )
  }
}

async function run(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'menshen-bench-'))
  await chmod(folder, 0o755)
  const server = await startEmbeddedServer({ dataDir: folder, port: 0 })
  const limits = { max: 3, statementMsMax: STATEMENT_MS_MAX }
  const onError = (error: Error): void => say(error.message)
  const pool = createPool({ url: server.url, applicationName: 'bench', onError, ...limits })
  try {
    await migrate(server.url)
    say('Recording the history.')
    await record(pool, Number(values.households), Number(values.minutes))
    await countAll(pool)
    const postmaster = Number.parseInt(await readFile(path.join(folder, 'data', 'postmaster.pid'), 'utf8'), 10)
    printTable([
      await measure(postmaster, 'count', () => countAll(pool)),
      await measure(postmaster, 'plain copy', () => copyAll(pool)),
      await measure(postmaster, 'back-test', () => testAll(pool)),
      await measure(postmaster, 'back-test again', () => testAll(pool)),
    ])
  } finally {
    await pool.end()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

if (values.help) say(HELP)
else await run()
