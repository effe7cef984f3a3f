import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { liveDays } from './live-days.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())

const MINUTE_MS = 60_000

/** Heartbeats come seldom, and silence is expected for as long: what remains are some seven thousand messages. */
test('three days of 40 households, lived, replayed from the database and told by the simulator, are the same days', async () => {
  const lived = await liveDays({
    pool: database.pool,
    ...{ seed: 1, days: 3, scenario: 'breaches' },
    ...{ heartbeatMs: 30 * MINUTE_MS, reportingLimitSeconds: 65 * 60 },
  })
  expect(lived.replayDifferences).toEqual([])
  expect(lived.accountDifferences).toEqual([])
  expect(lived.households).toBe(40)
  expect(lived.events).toBeGreaterThan(5000)
  expect(lived.openings).toBeGreaterThan(900)
  expect(lived.permits).toBeGreaterThan(300)
  expect(lived.toldAnew).toBeGreaterThan(5)
  for (const kind of ['unpermitted_opening', 'left_open', 'sensor_silent', 'sensor_tamper'])
    expect(lived.alerts[kind], kind).toBeGreaterThan(0)
}, 600_000)
