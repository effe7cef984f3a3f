import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { householdId, orderId, sensorUid } from '../../base/id.ts'
import { insertDoorEvents } from '../../store/door-event.ts'
import { migrate, migrateDown } from '../../store/migrate.ts'
import { createPool } from '../../store/pool.ts'
import { insertReadings } from '../../store/sensor-reading.ts'
import { HOURLY_PLAIN } from '../../store/timescale.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { freshTimescale } from '../support/timescale.ts'
import { DAY_MS, doorEvent } from './recorded-order.ts'

const FROM = Date.parse('2026-03-01T00:00:00Z')
const HOME = { household: householdId.parse(1), order: orderId.parse(1) }
const SENSOR = sensorUid.parse('s1')

let plain: TestDatabase
let timescale: TestDatabase
beforeAll(async () => {
  plain = await freshDatabase()
  timescale = await freshTimescale()
})
afterAll(async () => {
  await timescale.close()
  await plain.close()
})
beforeEach(async () => {
  for (const { pool } of [plain, timescale]) await pool.query('truncate door_event, sensor_reading')
  await refresh()
})

const rows = async ({ pool }: TestDatabase, text: string) => (await pool.query(text)).rows
const HOURLY = 'select * from door_event_hourly order by bucket, household_id, order_id, sensor_uid'
const refresh = () => timescale.pool.query("call refresh_continuous_aggregate('door_event_hourly', null, null)")
const compress = () => timescale.pool.query("select compress_chunk(c, true) from show_chunks('door_event') c")

test('the same migrations make hypertables of a day, compressed after a month and dropped after four', async () => {
  expect(
    await rows(
      timescale,
      `select hypertable_name as table, column_name as time, time_interval::text as chunk
       from timescaledb_information.dimensions where hypertable_schema = 'public' order by 1`,
    ),
  ).toEqual([
    { table: 'door_event', time: 'occurred_at', chunk: '1 day' },
    { table: 'sensor_reading', time: 'read_at', chunk: '1 day' },
  ])
  expect(
    await rows(
      timescale,
      `select hypertable_name as table, coalesce(config ->> 'compress_after', config ->> 'drop_after', config ->> 'start_offset') as after
       from timescaledb_information.jobs where proc_name ~ '^policy_(comp|ret|refresh)' order by 1, 2`,
    ),
  ).toEqual([
    { table: 'door_event', after: '120 days' },
    { table: 'door_event', after: '31 days' },
    { table: 'door_event_hourly', after: '31 days' },
    { table: 'sensor_reading', after: '120 days' },
    { table: 'sensor_reading', after: '31 days' },
  ])
})

test('batches go in, also into a chunk that is compressed, and come out to the millisecond', async () => {
  const at = (i: number) => FROM + i * 3_600_007
  const batch = (from: number) =>
    Array.from({ length: 100 }, (_, i) => ({ ...HOME, event: doorEvent(SENSOR, at(from + i), from + i) }))
  await insertDoorEvents(timescale.pool, batch(0))
  await insertReadings(timescale.pool, [doorEvent(SENSOR, FROM, 1)])
  await compress()
  await insertDoorEvents(timescale.pool, batch(50))
  const found = await rows(timescale, 'select occurred_at as at from door_event order by seq, at')
  const expected = [...batch(0), ...batch(50)].map((it) => it.event.occurredAt).toSorted((a, b) => a - b)
  expect(found.map((it) => it.at)).toEqual(expected)
  expect(
    await rows(timescale, 'select count(*) as n from timescaledb_information.chunks where is_compressed'),
  ).not.toEqual([{ n: 0 }])
})

test('the hourly counts are those of the plain view, whatever came late and whatever is compressed', async () => {
  const event = fc.record({
    household: fc.integer({ min: 1, max: 2 }),
    order: fc.integer({ min: 1, max: 2 }),
    minute: fc.integer({ min: 0, max: 3 * 24 * 60 }),
    millisecond: fc.constantFrom(0, 1, 59_999),
    seq: fc.nat(3),
  })
  const batch = fc.array(event, { minLength: 1, maxLength: 60 })
  await fc.assert(
    fc.asyncProperty(batch, batch, async (early, late) => {
      for (const { pool } of [plain, timescale]) await pool.query('truncate door_event')
      await refresh()
      const insert = async (all: typeof early) => {
        const events = all.map((it) => ({
          household: householdId.parse(it.household),
          order: orderId.parse(it.order),
          event: doorEvent(sensorUid.parse(`s${it.household}`), FROM + it.minute * 60_000 + it.millisecond, it.seq),
        }))
        for (const { pool } of [plain, timescale]) await insertDoorEvents(pool, events)
      }
      const same = async () => {
        const expected = await rows(plain, HOURLY)
        expect(await rows(timescale, HOURLY)).toEqual(expected)
        expect(await rows(timescale, `${HOURLY_PLAIN} order by 1, 2, 3, 4`)).toEqual(expected)
      }
      await insert(early)
      await refresh()
      await same()
      await compress()
      await insert(late)
      await refresh()
      await same()
    }),
    { numRuns: 10 },
  )
})

test('what is newer than the last refresh is counted at once, what came late at the next', async () => {
  const newest = FROM + 100 * DAY_MS
  const insert = (at: number) => insertDoorEvents(timescale.pool, [{ ...HOME, event: doorEvent(SENSOR, at, 0) }])
  const counted = async () => (await rows(timescale, HOURLY)).map((it) => it.bucket)
  await insert(newest)
  expect(await counted()).toEqual([newest])
  await refresh()
  await insert(newest - DAY_MS)
  expect(await counted()).toEqual([newest])
  await refresh()
  expect(await counted()).toEqual([newest - DAY_MS, newest])
})

test('migrating again changes nothing, and down and up leaves it whole', async () => {
  const other = await freshTimescale()
  const inTables = `select (select count(*) from timescaledb_information.hypertables) as hypertables,
    (select count(*) from timescaledb_information.jobs where proc_name ~ '^policy_(comp|ret|refresh)') as policies,
    (select count(*) from door_event_hourly) as hours`
  const whole = [{ hypertables: 2, policies: 5, hours: 0 }]
  // The engine takes one connection at a time, and the pool's would be it.
  const look = async () => {
    const pool = createPool({ url: other.url, max: 1, applicationName: 'test', onError: () => undefined })
    const found = await pool.query(inTables)
    await pool.end()
    return found.rows
  }
  await migrate(other.url)
  expect(await look()).toEqual(whole)
  await migrateDown(other.url)
  await migrate(other.url)
  expect(await look()).toEqual(whole)
  await other.close()
})
