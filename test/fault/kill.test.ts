import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { killRun } from './kill-run.ts'
import { PLACES } from './victims.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())

/** `npm run faults` does the same with 500 sensors and ten seeds. */
test('killed before the commit, after it and before the acknowledgement: nothing lost, doubled, unnotified or different', async () => {
  const report = await killRun({ url: database.url, pool: database.pool, sensors: 40, seed: 1 })
  expect(report).toMatchObject({ kills: PLACES.length, lost: [], doubled: [], unnotified: [], different: [] })
  expect(report.alerts).toBeGreaterThan(0)
}, 180_000)
