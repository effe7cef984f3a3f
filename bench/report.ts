import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import type { Pool } from 'pg'
import { dailyDocument } from '../api/report/daily-document.ts'
import { reportPdf } from '../api/report/report-pdf.ts'
import { reportXlsx } from '../api/report/report-xlsx.ts'
import { type AreaId, areaId, type HouseholdId } from '../base/id.ts'
import { COVERAGE_HOUSEHOLDS_MAX } from '../registry/report/coverage.ts'
import { readDailyReport } from '../registry/report/daily-report.ts'
import { reportDay } from '../registry/report/day.ts'
import { startEmbeddedServer } from '../store/embedded-server.ts'
import { migrate } from '../store/migrate.ts'
import { createPool } from '../store/pool.ts'
import { chooseWatchedHouseholds } from '../store/report/households.ts'

// npm run bench:report: how long the day's report of a district of 100,000 households takes, and of one of its communities.

const DAY = '2026-03-02'
const NOW = Date.UTC(2026, 2, 3, 4)
const day = reportDay(DAY, 'Asia/Shanghai', NOW)
const STARTS = `to_timestamp(${(day.from - 3 * 86_400_000) / 1000})`
const ENDS = `to_timestamp(${(day.from + 11 * 86_400_000) / 1000})`
const COMMUNITIES = 100
const BUILDINGS = 1000
const HOUSEHOLDS = 100_000
const ROUNDS = 3
/** As long as the watch's own are. */
const EXPLANATION = JSON.stringify({
  verdict: 'alerted',
  sentence: { zh: '门被打开，没有有效报备', en: 'x'.repeat(60) },
  permits: [],
})

/** A district under order: five openings a day and home, one alert in five homes a day, one sensor in 200 silent. */
async function settle(pool: Pool): Promise<AreaId> {
  await pool.query(`
    insert into area (kind, name) values ('city', 'c');
    insert into area (parent_id, kind, name) values (1, 'district', 'd');
    insert into area (parent_id, kind, name) select 2, 'community', n from generate_series(1, ${COMMUNITIES}) n;
    insert into area (parent_id, kind, name)
      select 3 + n % ${COMMUNITIES}, 'building', n from generate_series(0, ${BUILDINGS} - 1) n;
    insert into household (area_id, room)
      select ${COMMUNITIES} + 3 + n % ${BUILDINGS}, n from generate_series(0, ${HOUSEHOLDS} - 1) n;
    insert into sensor (uid, state, reporting_limit_seconds) select 'bench-' || id, 'fitted', 180 from household;
    insert into fitting (sensor_uid, household_id, fitted_from) select 'bench-' || id, id, ${STARTS} from household;
    insert into quarantine_order (household_id, starts_at, ends_at, activated_at, basis, issued_by)
      select id, ${STARTS}, ${ENDS}, ${STARTS}, '', '' from household order by id`)
  await pool.query(
    `insert into opening (order_id, household_id, sensor_uid, opened_at, closed_at, explanation)
     select id, household_id, 'bench-' || household_id, at, at + interval '1 minute', $1::json from quarantine_order
     cross join generate_series(0, 14) n cross join lateral (
       select starts_at + interval '2 days' + n * interval '4.8 hours' + id % 3600 * interval '1 s' as at) t`,
    [EXPLANATION],
  )
  await pool.query(`
    insert into alert (order_id, household_id, sensor_uid, kind, episode, severity, condition, started_at, last_at, raised_at,
        count, late, explanation, handling, acknowledged_at, resolved_at, outcome)
      select o.id, o.household_id, 'bench-' || o.id, case when o.id % 200 = 0 then 'sensor_silent' else 'unpermitted_opening' end,
        n, 'critical', 'active', at, at, at, 1, false, '{}', 'resolved', at + interval '1 minute', at + interval '9 minutes', 'false_alarm'
      from quarantine_order o cross join generate_series(0, 3) n cross join lateral (
        select starts_at + n * interval '1 day' + o.id % 86400 * interval '1 s' as at) t
      where o.id % 5 = 0;
    insert into alert_log (alert_id, at, what) select id, raised_at, 'raised' from alert;
    insert into alert_log (alert_id, at, what) select id, acknowledged_at, 'acknowledged' from alert;
    insert into alert_log (alert_id, at, what) select id, resolved_at, 'resolved' from alert;
    insert into contact_point (area_id, channel, target) values (2, 'webhook', 'x');
    insert into notification (alert_id, contact_point_id, reason, due_at, sent_at)
      select id, 1, 'raised', raised_at, raised_at + interval '2 s' from alert`)
  return areaId.parse(2)
}

/** Of the households whose messages are read, a heartbeat a minute. */
async function speak(pool: Pool, households: readonly HouseholdId[]): Promise<void> {
  await pool.query({
    text: `insert into door_event (occurred_at, received_at, household_id, order_id, sensor_uid, boot, seq, kind, contact, time_source, origin)
      select at, at, h, h, 'bench-' || h, 'b', n, 'heartbeat', 'closed', 'age', 'live'
      from generate_series(0, 1440) n cross join unnest($1::bigint[]) h
      cross join lateral (select to_timestamp($2 / 1000.0) + n * interval '1 minute' as at) t`,
    values: [households, day.from],
  })
}

async function chosen(pool: Pool, area: AreaId): Promise<readonly HouseholdId[]> {
  const stretch = { area, from: day.from, until: day.asOf }
  return (await chooseWatchedHouseholds(pool, stretch, COVERAGE_HOUSEHOLDS_MAX)).chosen.map((it) => it.id)
}

async function measure(pool: Pool, name: string, area: AreaId): Promise<void> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const began = performance.now()
    const report = await readDailyReport(pool, area, day)
    times.push(performance.now() - began)
    if (round > 0) continue
    const { households, coverage, blind, openings } = report
    const opened = openings.hours.reduce((sum, it) => sum + it.unpermitted, 0)
    console.log(
      `${name}: ${households.watched} households, ${opened} openings, coverage ${coverage.share?.toFixed(4)} of ${coverage.households}, ${blind.households} blind`,
    )
    for (const write of [reportPdf, reportXlsx]) {
      const from = performance.now()
      const bytes = await write(dailyDocument(report, name, 'zh'))
      console.log(`  ${write.name}: ${(performance.now() - from).toFixed(0)} ms, ${Math.round(bytes.length / 1024)} KB`)
    }
  }
  console.log(`  reckoned in ${times.map((it) => it.toFixed(0)).join(', ')} ms`)
}

const folder = await mkdtemp(path.join(tmpdir(), 'menshen-bench-'))
await chmod(folder, 0o755)
const server = await startEmbeddedServer({ dataDir: folder, port: 0 })
try {
  await migrate(server.url)
  const statementMsMax = 600_000
  const options = { url: server.url, max: 4, applicationName: 'bench', statementMsMax, onError: () => undefined }
  const pool = createPool(options)
  const district = await settle(pool)
  const community = areaId.parse(3)
  const speaking = new Set([...(await chosen(pool, district)), ...(await chosen(pool, community))])
  await speak(pool, [...speaking])
  await pool.query('vacuum analyze')
  await measure(pool, 'a district', district)
  await measure(pool, 'a community', community)
  await pool.end()
} finally {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}
