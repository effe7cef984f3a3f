import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { orderId } from '../../../base/id.ts'
import type { Instant } from '../../../base/instant.ts'
import type { PolicySettings } from '../../../watch/policy.ts'
import { freshDatabase, type TestDatabase } from '../../support/database.ts'
import { facts, MINUTE, policy, speaker, story, T0 } from '../../watch/stories.ts'
import { backTested, DAY_MS, type LivedHome, lived } from './lived-history.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())

const HOUR = 60 * MINUTE
/** The day begins at the order's start: midnight in Shanghai. */
const order = { id: orderId.parse(1), startsAt: T0, endsAt: T0 + 3 * DAY_MS }

/** Openings of so many seconds, each with a closing, under the default policy. */
function openings(...all: readonly (readonly [Instant, number])[]): Promise<LivedHome> {
  return openingsUnder({}, ...all)
}

async function openingsUnder(
  settings: Partial<PolicySettings>,
  ...all: readonly (readonly [Instant, number])[]
): Promise<LivedHome> {
  const say = speaker()
  const events = all.flatMap(([at, seconds]) => [say('opened', at), say('closed', at + seconds * 1000)])
  const hello = say('hello', T0 + 1, { contact: 'closed', seq: 0 })
  const policies = [{ from: T0, policy: policy(settings) }] as const
  return lived(database.pool, facts({ order, policies }), [hello, ...events], order.endsAt + 1)
}

const three = () => openings([T0 + HOUR, 20], [T0 + 5 * HOUR, 40], [T0 + DAY_MS + 5 * HOUR, 20])

async function confirm(home: LivedHome, startedAt: Instant): Promise<number> {
  const { rows } = await database.pool.query(
    `update alert set outcome = 'breach_confirmed' where order_id = $1 and kind = 'unpermitted_opening'
       and started_at = to_timestamp($2 / 1000.0) returning id`,
    [home.order, startedAt],
  )
  return rows[0]?.id
}

test('a draft equal to the policy in force gives what live operation gave, for any household', async () => {
  let alerts = 0
  await fc.assert(
    fc.asyncProperty(story(), async (generated) => {
      const arriving = generated.events.toSorted((a, b) => a.receivedAt - b.receivedAt)
      const [first] = generated.facts.policies
      const { area } = await lived(database.pool, { ...generated.facts, policies: [first] }, arriving, generated.end)
      const settings = first.policy
      const result = await backTested(database.pool, { area, settings, now: generated.end + 1 })
      const pairs = [result.alerts, result.notices, result.householdsAffected]
      for (const it of [
        ...pairs,
        ...result.byDay,
        ...result.byDayAndKind,
        ...result.byHour,
        ...result.byKind,
        ...result.byBuilding,
      ])
        expect(it.after).toBe(it.before)
      alerts += result.alerts.before
    }),
    { numRuns: 50 },
  )
  expect(alerts).toBeGreaterThan(5)
}, 120_000)

describe('three openings under the default policy', () => {
  test('are counted by day, hour, building and kind, beside what the draft makes of them', async () => {
    const { area, household } = await three()
    const result = await backTested(database.pool, { area, settings: { openingAlert: 'every', graceSeconds: 30 } })
    expect(result).toMatchObject({
      days: 20,
      orders: 1,
      households: 1,
      events: 7,
      alerts: { before: 3, after: 1 },
      alertsPerDay: { before: 0.15, after: 0.05 },
      byDay: [
        { day: '2026-01-06', before: 2, after: 1 },
        { day: '2026-01-07', before: 1, after: 0 },
      ],
      byDayAndKind: [
        { day: '2026-01-06', kind: 'unpermitted_opening', before: 2, after: 1 },
        { day: '2026-01-07', kind: 'unpermitted_opening', before: 1, after: 0 },
      ],
      byBuilding: [{ areaId: area, before: 3, after: 1 }],
      byKind: [{ kind: 'unpermitted_opening', before: 3, after: 1 }],
      householdsAffected: { before: 1, after: 1 },
      notices: { before: 0, after: 2 },
      breachesConfirmed: 0,
      breachesMissed: [],
    })
    expect(result.byHour.filter((it) => it.before > 0)).toEqual([
      { hour: 1, before: 1, after: 0 },
      { hour: 5, before: 2, after: 1 },
    ])
    expect(result.byHour).toHaveLength(24)
    expect(household).toBeGreaterThan(0)
  })

  test('raise nothing when the draft never alerts', async () => {
    const { area } = await three()
    const result = await backTested(database.pool, { area, settings: { openingAlert: 'never' } })
    expect(result.alerts).toEqual({ before: 3, after: 0 })
    expect(result.householdsAffected).toEqual({ before: 1, after: 0 })
  })

  test('and where a grace made notices of them, a draft without it raises them', async () => {
    const { area } = await openingsUnder({ graceSeconds: 30 }, [T0 + HOUR, 20], [T0 + 5 * HOUR, 40])
    const same = await backTested(database.pool, { area, settings: { graceSeconds: 30 } })
    expect(same).toMatchObject({ alerts: { before: 1, after: 1 }, notices: { before: 1, after: 1 } })
    const strict = await backTested(database.pool, { area })
    expect(strict).toMatchObject({ alerts: { before: 1, after: 2 }, notices: { before: 1, after: 0 } })
  })

  test('only what began within the span counts', async () => {
    const { area } = await three()
    const result = await backTested(database.pool, { area, until: T0 + 5 * HOUR })
    expect(result.alerts).toEqual({ before: 1, after: 1 })
    expect(result.orders).toBe(1)
  })

  test('a confirmed breach of which the draft would have said nothing is named; one it still sees is not', async () => {
    const home = await three()
    const missed = await confirm(home, T0 + HOUR)
    await confirm(home, T0 + 5 * HOUR)
    const result = await backTested(database.pool, { area: home.area, settings: { graceSeconds: 30 } })
    expect(result.breachesConfirmed).toBe(2)
    const startedAt = new Date(T0 + HOUR).toISOString()
    expect(result.breachesMissed).toEqual([
      { alertId: missed, householdId: home.household, kind: 'unpermitted_opening', startedAt },
    ])
    expect((await backTested(database.pool, { area: home.area })).breachesMissed).toEqual([])
  })

  test('an alert that a later permit took back is in neither count', async () => {
    const { area, order: id } = await openings([T0 + HOUR, 20], [T0 + 5 * HOUR, 20])
    await database.pool.query(
      `update alert set cleared_reason = 'permitted' where order_id = $1 and started_at = to_timestamp($2 / 1000.0)`,
      [id, T0 + HOUR],
    )
    const result = await backTested(database.pool, { area })
    expect(result.alerts.before).toBe(1)
    expect(result.alertsTakenBack).toBe(1)
  })
})

test('counts for the building that the household lives in, and for nobody outside the area', async () => {
  const one = await openings([T0 + HOUR, 20])
  await openings([T0 + HOUR, 20])
  const made = await database.pool.query(
    `with building as (insert into area (parent_id, kind, name) values ($1, 'building', '3号楼') returning id)
     insert into area (parent_id, kind, name) select $1, 'community', 'elsewhere' from building returning (select id from building)`,
    [one.area],
  )
  const building = made.rows[0]?.id
  const unit = await database.pool.query(
    "insert into area (parent_id, kind, name) values ($1, 'unit', '2单元') returning id",
    [building],
  )
  await database.pool.query('update household set area_id = $2 where id = $1', [one.household, unit.rows[0]?.id])
  const result = await backTested(database.pool, { area: one.area })
  expect(result.byBuilding).toEqual([{ areaId: building, name: '3号楼', before: 1, after: 1 }])
  expect(result.households).toBe(1)
  expect((await backTested(database.pool, { area: null })).households).toBeGreaterThan(1)
})

test('a household of which nothing was heard is a story too', async () => {
  const { area } = await lived(database.pool, facts({ order }), [], order.endsAt + 1)
  const result = await backTested(database.pool, { area, settings: policy({ notOpenedHours: 24 }) })
  expect(result).toMatchObject({ orders: 1, events: 0, alerts: { before: 0 } })
})

test('stops when it is told to, and leaves the connections usable', async () => {
  const { area } = await three()
  const controller = new AbortController()
  controller.abort(new Error('enough'))
  await expect(backTested(database.pool, { area, signal: controller.signal })).rejects.toThrow('enough')
  expect((await backTested(database.pool, { area })).orders).toBe(1)
})
