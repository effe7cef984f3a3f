import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import type { Pool } from 'pg'
import { householdId } from '../base/id.ts'
import { readLanes } from '../registry/lanes.ts'
import { startEmbeddedServer } from '../store/embedded-server.ts'
import { migrate } from '../store/migrate.ts'
import { createPool } from '../store/pool.ts'

// npm run bench:lanes: how long a household's timeline takes to answer, over its whole order and nearer.

const STARTS_AT = Date.UTC(2026, 2, 2)
const DAY_MS = 86_400_000
const DAYS = 14
const EVENTS = 20_000
const PIXELS = 1000
const ROUNDS = 20
const SPANS_MS = [
  ['14 days', DAYS * DAY_MS],
  ['1 day', DAY_MS],
  ['1 hour', DAY_MS / 24],
  ['1 minute', 60_000],
] as const

/** Every event is an edge, the worst there is to draw; beside it as many of another household's. */
async function record(pool: Pool): Promise<void> {
  const stepS = (DAYS * DAY_MS) / 1000 / EVENTS
  await pool.query(`
    insert into area (kind, name) values ('building', '1号楼');
    insert into household (area_id, room) values (1, '0101'), (1, '0102');
    insert into sensor (uid, state, reporting_limit_seconds) values ('bench-1', 'fitted', 180), ('bench-2', 'fitted', 180);
    insert into fitting (sensor_uid, household_id, fitted_from)
      select 'bench-' || n, n, to_timestamp(${STARTS_AT / 1000}) from generate_series(1, 2) n;
    insert into quarantine_order (household_id, starts_at, ends_at, activated_at, basis, issued_by)
      select n, to_timestamp(${STARTS_AT / 1000}), to_timestamp(${(STARTS_AT + DAYS * DAY_MS) / 1000}),
        to_timestamp(${STARTS_AT / 1000}), '', '' from generate_series(1, 2) n;
    insert into door_event (occurred_at, received_at, household_id, order_id, sensor_uid, boot, seq, kind, contact, time_source, origin)
      select at, at, h, h, 'bench-' || h, 'b', n, case n % 2 when 0 then 'opened' else 'closed' end, null, 'age', 'live'
      from generate_series(1, ${EVENTS}) n cross join generate_series(1, 2) h
      cross join lateral (select to_timestamp(${STARTS_AT / 1000} + n * ${stepS}) as at) t;
    insert into opening (order_id, household_id, sensor_uid, opened_at, closed_at, explanation)
      select order_id, household_id, sensor_uid, occurred_at, occurred_at + interval '1 minute', '{"verdict":"alerted"}'
      from door_event where kind = 'opened';
    analyze`)
}

async function measure(pool: Pool): Promise<void> {
  for (const [name, spanMs] of SPANS_MS) {
    const times: number[] = []
    let bytes = 0
    for (let round = 0; round < ROUNDS; round++) {
      const from = STARTS_AT + ((DAYS * DAY_MS - spanMs) * round) / ROUNDS
      const window = { household: householdId.parse(1), from, until: from + spanMs, now: STARTS_AT + DAYS * DAY_MS }
      const began = performance.now()
      bytes = JSON.stringify(await readLanes(pool, window, PIXELS)).length
      times.push(performance.now() - began)
    }
    times.sort((a, b) => a - b)
    const figure = (share: number) => (times[Math.floor((times.length - 1) * share)] ?? 0).toFixed(0)
    console.log(`${name}: median ${figure(0.5)} ms, worst ${figure(1)} ms, ${Math.round(bytes / 1024)} KB of JSON`)
  }
}

const folder = await mkdtemp(path.join(tmpdir(), 'menshen-bench-'))
await chmod(folder, 0o755)
const server = await startEmbeddedServer({ dataDir: folder, port: 0 })
try {
  await migrate(server.url)
  const pool = createPool({ url: server.url, max: 2, applicationName: 'bench', onError: () => undefined })
  await record(pool)
  console.log(`${EVENTS} events in ${DAYS} days, ${PIXELS} pixels`)
  await measure(pool)
  await pool.end()
} finally {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}
