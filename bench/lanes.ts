import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import type { Pool } from 'pg'
import { householdId } from '../base/id.ts'
import { readLanes } from '../registry/lanes.ts'
import { ensureRootArea } from '../registry/root-area.ts'
import { startEmbeddedServer } from '../store/embedded-server.ts'
import { migrate } from '../store/migrate.ts'
import { createPool } from '../store/pool.ts'
import { inTransaction } from '../store/transaction.ts'

// npm run bench:lanes: how long a household's timeline takes to answer, over its whole order and nearer.

export const STARTS_AT = Date.UTC(2026, 2, 2)
const DAY_MS = 86_400_000
export const DAYS = 14
export const EVENTS = 20_000
const PIXELS = 1000
const ROUNDS = 20
const SPANS_MS = [
  ['14 days', DAYS * DAY_MS],
  ['1 day', DAY_MS],
  ['1 hour', DAY_MS / 24],
  ['1 minute', 60_000],
] as const

/** Every event is an edge, the worst there is to draw; beside it as many of another household's. `lateMs` after the start. */
export async function recordHousehold(pool: Pool, lateMs = 0): Promise<number> {
  const parent = await inTransaction(pool, ensureRootArea)
  const stepS = (DAYS * DAY_MS) / 1000 / EVENTS
  const startS = (STARTS_AT + lateMs) / 1000
  const { rows } = await pool.query<{ id: number }>(`
    with place as (insert into area (parent_id, kind, name) values (${parent}, 'building', '9号楼') returning id)
    insert into household (area_id, room) select id, room from place, (values ('0101'), ('0102')) v (room) returning id`)
  await pool.query(`
    insert into sensor (uid, state, reporting_limit_seconds)
      select 'bench-' || id, 'fitted', 180 from household where room in ('0101', '0102');
    insert into fitting (sensor_uid, household_id, fitted_from)
      select 'bench-' || id, id, to_timestamp(${startS}) from household where room in ('0101', '0102');
    insert into quarantine_order (household_id, starts_at, ends_at, activated_at, basis, issued_by)
      select id, to_timestamp(${startS}), to_timestamp(${startS + (DAYS * DAY_MS) / 1000}), to_timestamp(${startS}), '', ''
      from household where room in ('0101', '0102');
    insert into door_event (occurred_at, received_at, household_id, order_id, sensor_uid, boot, seq, kind, contact, time_source, origin)
      select at, at, o.household_id, o.id, 'bench-' || o.household_id, 'b', n, case n % 2 when 0 then 'opened' else 'closed' end,
        null, 'age', 'live'
      from generate_series(1, ${EVENTS}) n cross join quarantine_order o
      cross join lateral (select to_timestamp(${startS} + n * ${stepS}) as at) t;
    insert into opening (order_id, household_id, sensor_uid, opened_at, closed_at, explanation)
      select order_id, household_id, sensor_uid, occurred_at, occurred_at + interval '1 minute', '{"verdict":"alerted"}'
      from door_event where kind = 'opened';
    analyze`)
  return rows[0]?.id ?? 0
}

async function measure(pool: Pool, id: number): Promise<void> {
  for (const [name, spanMs] of SPANS_MS) {
    const times: number[] = []
    let bytes = 0
    for (let round = 0; round < ROUNDS; round++) {
      const from = STARTS_AT + ((DAYS * DAY_MS - spanMs) * round) / ROUNDS
      const window = { household: householdId.parse(id), from, until: from + spanMs, now: STARTS_AT + DAYS * DAY_MS }
      const began = performance.now()
      bytes = JSON.stringify(await readLanes(pool, window, PIXELS)).length
      times.push(performance.now() - began)
    }
    times.sort((a, b) => a - b)
    const figure = (share: number) => (times[Math.floor((times.length - 1) * share)] ?? 0).toFixed(0)
    console.log(`${name}: median ${figure(0.5)} ms, worst ${figure(1)} ms, ${Math.round(bytes / 1024)} KB of JSON`)
  }
}

async function main(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'menshen-bench-'))
  await chmod(folder, 0o755)
  const server = await startEmbeddedServer({ dataDir: folder, port: 0 })
  try {
    await migrate(server.url)
    const pool = createPool({ url: server.url, max: 2, applicationName: 'bench', onError: () => undefined })
    const id = await recordHousehold(pool)
    console.log(`${EVENTS} events in ${DAYS} days, ${PIXELS} pixels`)
    await measure(pool, id)
    await pool.end()
  } finally {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

if (import.meta.main) await main()
