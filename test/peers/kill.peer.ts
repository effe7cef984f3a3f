import { afterAll, beforeAll, expect, test } from 'vitest'
import { killRun } from '../fault/kill-run.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { type Mosquitto, startMosquitto } from './mosquitto.ts'

let database: TestDatabase
let mosquitto: Mosquitto
beforeAll(async () => {
  database = await freshDatabase()
  mosquitto = await startMosquitto()
})
afterAll(async () => {
  await mosquitto.stop()
  await database.close()
})

/** `npm run faults -- --only peers` does the same for two minutes, with 500 sensors and ten seeds. */
test('two workers on mosquitto, one killed every few seconds: nothing lost, doubled, unnotified or different', async () => {
  const shared = { brokerUrl: mosquitto.url, forMs: 18_000, everyMs: 3000 }
  const report = await killRun({ url: database.url, pool: database.pool, sensors: 40, seed: 1, shared })
  expect(report).toMatchObject({ lost: [], doubled: [], unnotified: [], different: [] })
  expect(report.kills).toBeGreaterThanOrEqual(2)
  expect(report.alerts).toBeGreaterThan(0)
}, 180_000)
