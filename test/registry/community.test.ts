import { afterAll, beforeAll, expect, test } from 'vitest'
import { authenticateDevice } from '../../registry/authenticate-device.ts'
import { seedCommunity } from '../../registry/community.ts'
import { freshDatabase } from '../support/database.ts'

let database: Awaited<ReturnType<typeof freshDatabase>>
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())

const DAY_MS = 24 * 3600 * 1000
const counts = async () => {
  const { rows } = await database.pool.query(
    `select (select count(*)::int from area) as areas, (select count(*)::int from household) as households,
       (select count(*)::int from sensor where state = 'fitted') as sensors,
       (select count(*)::int from fitting) as fittings, (select count(*)::int from quarantine_order) as orders`,
  )
  return rows[0]
}

test('the community is made once, its secrets at every run, its orders when the last are over', async () => {
  let now = Date.parse('2026-03-02T04:00:00Z')
  const first = await seedCommunity(database.pool, () => now)
  const once = { areas: 10, households: 40, sensors: 40, fittings: 40, orders: 40 }
  expect(await counts()).toEqual(once)
  expect(new Set(first.map((it) => it.uid)).size).toBe(40)
  expect(first[0]).toMatchObject({ uid: 'door-1-1-0101', place: '1号楼 1单元 0101' })

  now += DAY_MS
  const second = await seedCommunity(database.pool, () => now)
  expect(await counts()).toEqual(once)
  for (const { uid, secret } of [second[0], second[39]].filter((it) => it !== undefined)) {
    const login = { clientId: uid, username: uid, password: Buffer.from(secret), certificateId: null }
    expect(await authenticateDevice(database.pool, login)).toMatchObject({ id: uid })
  }

  now += 14 * DAY_MS
  await seedCommunity(database.pool, () => now)
  expect(await counts()).toEqual({ ...once, orders: 80 })
})
