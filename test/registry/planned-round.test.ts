import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AreaId } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import { createArea } from '../../registry/area.ts'
import { createOrder } from '../../registry/order.ts'
import { grantPermit, type NewPermit, revokePermit } from '../../registry/permit.ts'
import { eraseAreaPermits, eraseExpired } from '../../store/retention.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { until } from '../support/until.ts'
import { type Building, type BuildingHome, HOUR_MS, makeBuilding, NOW } from './building.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * HOUR_MS
const WAITING = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())

let buildings = 0
const build = () => makeBuilding(database.pool, `building ${++buildings}`)

const order = (b: Building, home: BuildingHome, now: Instant = NOW) =>
  b.inDb((tx) => {
    const term = { startsAt: now, endsAt: NOW + 100 * HOUR_MS, basis: 'test', issuedBy: 'desk', policy: 'default' }
    const override = { reason: 'test' }
    return createOrder(tx, [b.root], { householdId: home.household, ...term, override }, now)
  })

/** The test team comes from one hour after `NOW` for two hours, one opening each. */
const roundOf = (areaId: AreaId): NewPermit => {
  const window = { from: NOW + HOUR_MS, until: NOW + 3 * HOUR_MS, openingsMax: 1, goingOut: false, note: '' }
  return { householdId: null, areaId, ...window, reason: 'nucleic_acid_test', grantedBy: 'desk' }
}
const round = (b: Building, now: Instant = NOW) => b.inDb((tx) => grantPermit(tx, [b.root], roundOf(b.area), now))

const opens = async (b: Building, home: BuildingHome, at: Instant) => {
  await b.say(home, 'opened', at)
  await b.say(home, 'closed', at + 1000)
}

/** Of each opening of the home, in time, whether a permit covers it. */
const covered = async (home: BuildingHome) => {
  const { rows } = await database.pool.query<{ it: boolean }>(
    'select permit_id is not null as it from opening where household_id = $1 order by opened_at',
    [home.household],
  )
  return rows.map(({ it }) => it)
}

test('is for every household of its area, each with its own openings', async () => {
  const b = await build()
  const homes = [await b.addHome(), await b.addHome()]
  for (const home of homes) await order(b, home)
  await round(b)
  await b.passTime(NOW + 1)
  for (const home of homes) {
    await opens(b, home, NOW + HOUR_MS)
    await opens(b, home, NOW + 2 * HOUR_MS)
    expect(await covered(home)).toEqual([true, false])
  }
})

test('is for households that get their order later, and for none outside its area', async () => {
  const [b, other] = [await build(), await build()]
  const [home, stranger] = [await b.addHome(), await other.addHome()]
  await round(b)
  await order(b, home, NOW + MINUTE_MS)
  await order(other, stranger)
  for (const [where, who] of [[b, home] as const, [other, stranger] as const]) await opens(where, who, NOW + HOUR_MS)
  expect([await covered(home), await covered(stranger)]).toEqual([[true], [false]])
})

test('granted afterwards clears the alerts of the building; revoked in the middle it covers what came before', async () => {
  const b = await build()
  const [early, late] = [await b.addHome(), await b.addHome()]
  for (const home of [early, late]) await order(b, home)
  await opens(b, early, NOW + HOUR_MS + MINUTE_MS)
  expect(await covered(early)).toEqual([false])
  const permit = await round(b, NOW + HOUR_MS + 2 * MINUTE_MS)
  await b.passTime(NOW + HOUR_MS + 3 * MINUTE_MS)
  expect(await covered(early)).toEqual([true])
  const alerts = await database.pool.query(
    "select condition, cleared_reason from alert where household_id = $1 and kind = 'unpermitted_opening'",
    [early.household],
  )
  expect(alerts.rows).toEqual([{ condition: 'cleared', cleared_reason: 'permitted' }])

  const revoked = await b.inDb((tx) => revokePermit(tx, [b.root], permit, 'desk', NOW + HOUR_MS + 4 * MINUTE_MS))
  expect(revoked).toMatchObject({ householdId: null, areaId: b.area })
  await b.passTime(NOW + HOUR_MS + 5 * MINUTE_MS)
  await opens(b, late, NOW + HOUR_MS + 6 * MINUTE_MS)
  expect([await covered(early), await covered(late)]).toEqual([[true], [false]])
})

test('what was committed and not yet judged is judged by the next sweep, whatever ended between', async () => {
  const b = await build()
  const homes = await Promise.all(Array.from({ length: 3 }, () => b.addHome()))
  for (const home of homes) {
    await order(b, home)
    await opens(b, home, NOW + HOUR_MS + MINUTE_MS)
  }
  await round(b, NOW + HOUR_MS + 2 * MINUTE_MS)
  const { rows } = await database.pool.query(
    'select count(*) as n from watch where household_id = any($1) and facts_stale_from is not null',
    [homes.map((it) => it.household)],
  )
  expect(rows).toEqual([{ n: 3 }])
  await b.passTime(NOW + HOUR_MS + 3 * MINUTE_MS)
  for (const home of homes) expect(await covered(home)).toEqual([true])
})

test('that is being granted while a household gets its first order is known to it', async () => {
  const b = await build()
  const home = await b.addHome()
  const made: { order?: boolean } = {}
  const ordering = await b.inDb(async (tx) => {
    await grantPermit(tx, [b.root], roundOf(b.area), NOW)
    const ordering = order(b, home).then(() => {
      made.order = true
    })
    await until('the order waits for the permit, or is made without it', async () => {
      const { rows } = await database.pool.query(WAITING)
      return made.order === true || rows.length > 0
    })
    return { ordering }
  })
  await ordering.ordering
  await opens(b, home, NOW + HOUR_MS)
  expect(await covered(home)).toEqual([true])
})

test('only staff who hold the whole area may grant and revoke it', async () => {
  const b = await build()
  const unit = await b.inDb((tx) =>
    createArea(tx, [b.root], { parentId: b.area, kind: 'unit', name: '1', timeZone: null }),
  )
  const permit = await round(b)
  const revoke = (scope: readonly AreaId[]) =>
    b.inDb((tx) => revokePermit(tx, scope, permit, 'somebody', NOW + MINUTE_MS))
  await expect(revoke([unit])).rejects.toMatchObject({ code: 'record.not_found' })
  await expect(revoke([(await build()).area])).rejects.toMatchObject({ code: 'record.not_found' })
  await revoke([b.area])
  await expect(revoke([b.area])).rejects.toMatchObject({ code: 'record.conflict' })
})

test('goes when its days are over and no order that is kept needs it', async () => {
  const b = await build()
  const home = await b.addHome()
  await order(b, home)
  const permit = await round(b)
  const kept = async () =>
    (await database.pool.query('select id from permit where id = $1', [permit])).rows.length === 1
  const at = NOW + 40 * DAY_MS
  await eraseAreaPermits(database.pool, at - 30 * DAY_MS)
  expect(await kept()).toBe(true)
  await eraseExpired(database.pool, at, { retentionDays: 30, limit: 100 })
  expect(await kept()).toBe(true)
  await eraseAreaPermits(database.pool, NOW)
  expect(await kept()).toBe(true)
  await eraseAreaPermits(database.pool, at - 30 * DAY_MS)
  expect(await kept()).toBe(false)
})
