import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type SensorUid, sensorUid } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import { createLog } from '../../base/log.ts'
import { passTimeWhereDue } from '../../evaluator/pass-time.ts'
import { reconsider } from '../../evaluator/reconsider.ts'
import { viewDoors } from '../../evaluator/view-doors.ts'
import { WatchCache } from '../../evaluator/watch-cache.ts'
import { keepHouse } from '../../registry/housekeeping.ts'
import { superviseSensors } from '../../registry/supervise-sensors.ts'
import { insertDoorEvents } from '../../store/door-event.ts'
import { writeSensorSetting } from '../../store/sensor-setting.ts'
import { readSupervision } from '../../store/supervision.ts'
import { inTransaction } from '../../store/transaction.ts'
import { furnish, type Home } from '../evaluator/homes.ts'
import { DAY_MS, doorEvent } from '../store/recorded-order.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { facts, fitting, T0 } from '../watch/stories.ts'

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())
beforeEach(() =>
  database.pool.query(`truncate outage, reporting_limit, battery_forecast, sensor_supervision, door_event, sensor_reading,
    alert, alert_log, notification, opening, watch, watch_facts, quarantine_order, fitting, sensor cascade`),
)

let homes = 0
async function home(more: { endsAt?: Instant; model?: string } = {}): Promise<Home & { sensor: SensorUid }> {
  homes += 1
  const sensor = sensorUid.parse(`door-${homes}`)
  const given = facts({ fittings: [fitting(sensor)] })
  const endsAt = more.endsAt ?? given.order.endsAt
  const made = await furnish(database.pool, { ...given, order: { ...given.order, endsAt } }, T0)
  if (more.model) await database.pool.query('update sensor set model = $2 where uid = $1', [sensor, more.model])
  return { ...made, sensor }
}

/** Heartbeats every so often; `skip` names those that never came. */
async function heartbeats(
  { household, order, sensor }: Home & { sensor: SensorUid },
  from: Instant,
  until: Instant,
  everyMs: number,
  { boot = 'b1', skip = (i: number): boolean => i < 0 } = {},
): Promise<void> {
  const events = Array.from({ length: Math.floor((until - from) / everyMs) }, (_, i) => ({
    household,
    order,
    event: {
      ...doorEvent(sensor, from + i * everyMs, i + 1),
      kind: 'heartbeat' as const,
      contact: 'closed' as const,
      boot,
    },
  }))
  await insertDoorEvents(
    database.pool,
    events.filter((_, i) => !skip(i)),
  )
}

async function readings(sensor: SensorUid, from: Instant, days: number, percentAt: (day: number) => number) {
  const hours = Array.from({ length: days * 24 }, (_, hour) => hour)
  await database.pool.query(
    `insert into sensor_reading (read_at, sensor_uid, battery_percent)
     select to_timestamp(at / 1000.0), $1, percent from unnest($2::float8[], $3::real[]) as r (at, percent)`,
    [sensor, hours.map((it) => from + it * HOUR_MS), hours.map((it) => Math.round(percentAt(it / 24)))],
  )
}

const supervise = (now: Instant) => superviseSensors({ pool: database.pool, clock: () => now, isStopping: () => false })
const limitsOf = async (sensor: SensorUid) =>
  (
    await database.pool.query(
      'select from_at, limit_seconds, gaps, quantile_seconds from reporting_limit where sensor_uid = $1 order by from_at',
      [sensor],
    )
  ).rows
const forecastsOf = async (sensor: SensorUid) =>
  (
    await database.pool.query('select at, empty_at, readings from battery_forecast where sensor_uid = $1 order by at', [
      sensor,
    ])
  ).rows
const alertsOf = async ({ order }: Home) =>
  (
    await database.pool.query('select kind, condition, cleared_reason from alert where order_id = $1 order by id', [
      order,
    ])
  ).rows

const judge = ({ household }: Home, now: Instant) =>
  inTransaction(database.pool, (tx) => reconsider(tx, household, now))
const passTime = (now: Instant) => inTransaction(database.pool, (tx) => passTimeWhereDue(tx, new WatchCache(), now))
const SILENT = { kind: 'sensor_silent', condition: 'active', cleared_reason: null }

describe('reporting limits', () => {
  test('a sensor that speaks every five minutes is granted 16 once that has lasted; the past stays as it was', async () => {
    const it = await home()
    await heartbeats(it, T0, T0 + 2 * DAY_MS, 5 * MINUTE_MS)
    expect(await supervise(T0 + DAY_MS)).toEqual({ sensors: 1, limits: 0, forecasts: 0 })
    expect(await supervise(T0 + 2 * DAY_MS)).toEqual({ sensors: 1, limits: 1, forecasts: 0 })
    expect(await limitsOf(it.sensor)).toEqual([
      { from_at: T0 + 2 * DAY_MS, limit_seconds: 975, gaps: 575, quantile_seconds: 300 },
    ])
    await heartbeats(it, T0 + 2 * DAY_MS, T0 + 3 * DAY_MS, 5 * MINUTE_MS, { boot: 'b2' })
    expect(await supervise(T0 + 3 * DAY_MS)).toEqual({ sensors: 1, limits: 0, forecasts: 0 })
    await judge(it, T0 + 3 * DAY_MS)

    const [door] = (await viewDoors(database.pool, [it.household], T0 + 3 * DAY_MS)).get(it.household) ?? []
    expect(door?.state).toBe('closed')
    expect(door?.coverage).toBeGreaterThan(0.3)
    expect(door?.coverage).toBeLessThan(0.34)
    const shown = (await readSupervision(database.pool, [it.sensor], T0 + 3 * DAY_MS)).get(it.sensor)
    expect(shown).toMatchObject({
      registeredLimitSeconds: 180,
      learned: { limitSeconds: 975, gaps: 575, usualSeconds: 300 },
    })
    const before = (await readSupervision(database.pool, [it.sensor], T0 + DAY_MS)).get(it.sensor)
    expect(before).toMatchObject({ registeredLimitSeconds: 180, learned: null, forecast: null })
  })

  test('a sensor that was told to speak more seldom is not held to what it did before', async () => {
    const it = await home()
    await database.pool.query('update sensor set reporting_limit_seconds = 1300 where uid = $1', [it.sensor])
    await heartbeats(it, T0, T0 + 2 * DAY_MS, MINUTE_MS)
    const never = { led: null, reportClosings: null }
    await writeSensorSetting(database.pool, { ...never, sensor: it.sensor, heartbeatSeconds: 400 }, T0 + 2 * DAY_MS)
    expect(await supervise(T0 + 2 * DAY_MS)).toMatchObject({ sensors: 1, limits: 0 })
    await writeSensorSetting(database.pool, { ...never, sensor: it.sensor, heartbeatSeconds: 60 }, T0 + 2 * DAY_MS)
    expect(await supervise(T0 + 3 * DAY_MS)).toMatchObject({ sensors: 1, limits: 1 })
    expect(await limitsOf(it.sensor)).toMatchObject([{ limit_seconds: 195 }])
  })

  test('a patient profile is tightened at once, and silence is then noticed hours earlier', async () => {
    const it = await home({ model: 'SNZB-04' })
    await database.pool.query('update sensor set reporting_limit_seconds = 90000 where uid = $1', [it.sensor])
    await heartbeats(it, T0, T0 + DAY_MS, HOUR_MS)
    expect(await supervise(T0 + DAY_MS)).toMatchObject({ limits: 1 })
    expect(await limitsOf(it.sensor)).toMatchObject([{ limit_seconds: 11_700, gaps: 23, quantile_seconds: 3600 }])
    const heard = T0 + DAY_MS + MINUTE_MS
    await heartbeats(it, heard, heard + HOUR_MS, HOUR_MS, { boot: 'b2' })
    await judge(it, heard + 3 * HOUR_MS)
    expect(await alertsOf(it)).not.toContainEqual(SILENT)
    await judge(it, heard + 4 * HOUR_MS)
    expect(await alertsOf(it)).toContainEqual(SILENT)
  })

  test('a sensor whose messages are known to be lost, and one that restarts again and again, teach no patience', async () => {
    const [lossy, restarting] = [await home(), await home()]
    await heartbeats(lossy, T0, T0 + 2 * DAY_MS, MINUTE_MS, { skip: (i) => i % 5 !== 0 })
    for (let run = 0; run < 576; run += 1) {
      const at = T0 + run * 5 * MINUTE_MS
      await heartbeats(restarting, at, at + 1000, 1000, { boot: `b${run}` })
    }
    await supervise(T0 + DAY_MS)
    expect(await supervise(T0 + 2 * DAY_MS)).toMatchObject({ sensors: 2, limits: 0 })
  })

  test('a sensor that is not believed teaches nothing meanwhile', async () => {
    const it = await home()
    await database.pool.query('update sensor set reporting_limit_seconds = 7200 where uid = $1', [it.sensor])
    const madAt = T0 + 7 * HOUR_MS
    await heartbeats(it, T0, madAt, MINUTE_MS)
    await heartbeats(it, madAt, madAt + HOUR_MS, 20_000, { boot: 'b2' })
    const learned = async () => {
      await database.pool.query('truncate sensor_supervision, reporting_limit')
      await supervise(madAt + HOUR_MS)
      return limitsOf(it.sensor)
    }
    expect(await learned()).not.toMatchObject([{ gaps: 419 }])
    await database.pool.query(
      `insert into sensor_distrust (sensor_uid, from_at, cause, begun_by)
       values ($1, to_timestamp($2 / 1000.0), 'unreadable', 'menshen')`,
      [it.sensor, madAt],
    )
    expect(await learned()).toMatchObject([{ gaps: 419, quantile_seconds: 60 }])
  })

  test('what was not heard during an outage of our own teaches nothing', async () => {
    const it = await home()
    await database.pool.query('update sensor set reporting_limit_seconds = 7200 where uid = $1', [it.sensor])
    // Six hours of heartbeats, and in the outage a day of which every thirtieth came through.
    await heartbeats(it, T0, T0 + 6 * HOUR_MS, MINUTE_MS)
    await heartbeats(it, T0 + 6 * HOUR_MS, T0 + 30 * HOUR_MS, 30 * MINUTE_MS, { boot: 'b2' })
    await supervise(T0 + 30 * HOUR_MS)
    expect(await limitsOf(it.sensor)).toEqual([])
    await database.pool.query(
      'insert into outage (from_at, until_at) values (to_timestamp($1 / 1000.0), to_timestamp($2 / 1000.0))',
      [T0 + 6 * HOUR_MS, T0 + 30 * HOUR_MS],
    )
    await heartbeats(it, T0 + 30 * HOUR_MS, T0 + 31 * HOUR_MS, MINUTE_MS, { boot: 'b3' })
    await database.pool.query('truncate sensor_supervision')
    await supervise(T0 + 31 * HOUR_MS)
    expect(await limitsOf(it.sensor)).toMatchObject([{ limit_seconds: 195, quantile_seconds: 60 }])
  })

  test('with a battery about to end no patience is granted', async () => {
    const it = await home()
    await heartbeats(it, T0, T0 + 2 * DAY_MS, 5 * MINUTE_MS)
    await readings(it.sensor, T0, 2, (day) => 40 - 10 * day)
    await supervise(T0 + DAY_MS)
    expect(await supervise(T0 + 2 * DAY_MS)).toMatchObject({ limits: 0 })
    expect(await limitsOf(it.sensor)).toEqual([])
  })
})

describe('batteries', () => {
  test('a battery that does not last to the order’s end is an alert, and a fresh one is the end of it', async () => {
    const it = await home()
    await readings(it.sensor, T0, 2, (day) => 50 - 6 * day)
    expect(await supervise(T0 + 2 * DAY_MS)).toEqual({ sensors: 1, limits: 0, forecasts: 1 })
    const [forecast] = await forecastsOf(it.sensor)
    expect(forecast).toMatchObject({ at: T0 + 2 * DAY_MS, readings: 48 })
    expect(Math.abs((forecast?.empty_at - T0) / DAY_MS - 50 / 6)).toBeLessThan(0.3)
    await passTime(T0 + 2 * DAY_MS + 1000)
    expect(await alertsOf(it)).toContainEqual({ kind: 'sensor_battery', condition: 'active', cleared_reason: null })

    expect(await supervise(T0 + 3 * DAY_MS)).toMatchObject({ forecasts: 0 })
    await readings(it.sensor, T0 + 3 * DAY_MS, 1, () => 100)
    expect(await supervise(T0 + 4 * DAY_MS)).toMatchObject({ forecasts: 1 })
    expect(await forecastsOf(it.sensor)).toMatchObject([{}, { at: T0 + 4 * DAY_MS, empty_at: null }])
    await passTime(T0 + 4 * DAY_MS + 1000)
    expect(await alertsOf(it)).toContainEqual({
      kind: 'sensor_battery',
      condition: 'cleared',
      cleared_reason: 'battery_lasts',
    })
  })

  test('nothing is written of a battery of which nothing can be said', async () => {
    const it = await home()
    await readings(it.sensor, T0, 2, () => 100)
    expect(await supervise(T0 + 2 * DAY_MS)).toEqual({ sensors: 1, limits: 0, forecasts: 0 })
    expect(await forecastsOf(it.sensor)).toEqual([])
  })
})

describe('whose turn it is', () => {
  test('every sensor once a day, more than one batch of them in one run, and only under a current order', async () => {
    for (let i = 0; i < 60; i += 1) await home()
    await home({ endsAt: T0 + HOUR_MS })
    expect(await supervise(T0 + DAY_MS)).toMatchObject({ sensors: 60 })
    expect(await supervise(T0 + 2 * DAY_MS - 1)).toMatchObject({ sensors: 0 })
    expect(await supervise(T0 + 2 * DAY_MS)).toMatchObject({ sensors: 60 })
  })

  test('of two processes one looks at a sensor, and what it finds is written once', async () => {
    const all = [await home(), await home(), await home()]
    for (const it of all) await readings(it.sensor, T0, 2, (day) => 50 - 6 * day)
    const both = await Promise.all([supervise(T0 + 2 * DAY_MS), supervise(T0 + 2 * DAY_MS)])
    expect(both.reduce((sum, it) => sum + it.sensors, 0)).toBe(3)
    for (const it of all) expect(await forecastsOf(it.sensor)).toHaveLength(1)
  })

  test('one that is told to stop begins nothing', async () => {
    await home()
    const stopped = { pool: database.pool, clock: () => T0 + DAY_MS, isStopping: () => true }
    expect(await superviseSensors(stopped)).toEqual({ sensors: 0, limits: 0, forecasts: 0 })
  })
})

test('limits and forecasts go after 120 days, but for those that hold for a sensor on a door', async () => {
  const [fitted, taken] = [await home(), await home()]
  await database.pool.query('update fitting set fitted_until = $2 where sensor_uid = $1', [taken.sensor, new Date(T0)])
  for (const { sensor } of [fitted, taken]) {
    for (const days of [0, 1, 2, 130]) {
      const at = new Date(T0 + days * DAY_MS)
      await database.pool.query('insert into reporting_limit values ($1, $2, 300, 20, 100)', [sensor, at])
      await database.pool.query('insert into battery_forecast values ($1, $2, null, 20)', [sensor, at])
    }
  }
  const options = { pool: database.pool, log: createLog('silent'), retentionDays: 3650 }
  await keepHouse({ ...options, clock: () => T0 + 140 * DAY_MS })
  const left = [T0 + 2 * DAY_MS, T0 + 130 * DAY_MS]
  expect((await limitsOf(fitted.sensor)).map((it) => it.from_at)).toEqual(left)
  expect((await forecastsOf(fitted.sensor)).map((it) => it.at)).toEqual(left)
  expect((await limitsOf(taken.sensor)).map((it) => it.from_at)).toEqual(left.slice(1))
  expect((await forecastsOf(taken.sensor)).map((it) => it.at)).toEqual(left.slice(1))
})
