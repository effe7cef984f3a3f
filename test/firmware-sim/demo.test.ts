import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { replayOrder } from '../../evaluator/replay-order.ts'
import { viewDoors } from '../../evaluator/view-doors.ts'
import { openCommunity } from '../../firmware-sim/demo.ts'
import type { CommunityDoor } from '../../registry/community.ts'
import { ensureRootArea } from '../../registry/root-area.ts'
import { listQueue } from '../../store/alert.ts'
import { listOrdersOfHousehold } from '../../store/order.ts'
import { inSnapshot, inTransaction } from '../../store/transaction.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'

const NOW = Date.UTC(2026, 2, 5, 13, 15)
const DAYS = 2
const explained = z.object({ sentence: z.object({ zh: z.string(), en: z.string() }), permits: z.array(z.unknown()) })

describe('what the demonstration opens on', () => {
  let database: TestDatabase
  let doors: readonly CommunityDoor[] = []
  const open = () =>
    inTransaction(database.pool, async (tx) => {
      const given = { clock: () => NOW, seed: 1, password: 'menshen-demo-2020', days: DAYS }
      return openCommunity(tx, await ensureRootArea(tx), given)
    })
  beforeAll(async () => {
    database = await freshDatabase()
    doors = await open()
  }, 120_000)
  afterAll(() => database.close())

  test('alerts of several kinds wait, breaches among them that explain themselves', async () => {
    const root = await inTransaction(database.pool, ensureRootArea)
    const all = { handling: null, condition: null, householdId: null, areaId: null }
    const page = { before: Number.MAX_SAFE_INTEGER, limit: 100 }
    const queue = await listQueue(database.pool, { scope: [root], ...all, ...page, now: NOW })
    const kinds = new Set(queue.map((it) => it.kind))
    for (const kind of ['unpermitted_opening', 'left_open', 'permit_overrun', 'sensor_silent', 'sensor_tamper']) {
      expect(kinds, [...kinds].join()).toContain(kind)
    }
    expect(queue.length).toBeLessThan(20)
    expect(new Set(queue.map((it) => it.handling))).toEqual(new Set(['new', 'acknowledged']))
    for (const it of queue) expect(explained.parse(it.explanation).sentence.zh).not.toBe('')
  })

  test('days lie behind it that staff have answered, each order as a replay tells it', async () => {
    const { rows } = await database.pool.query(
      `select count(*) filter (where handling = 'resolved')::int as resolved,
         count(distinct outcome)::int as outcomes, max(resolved_at - raised_at) < interval '9 hours' as soon
       from alert where raised_at < $1`,
      [new Date(NOW - 3_600_000)],
    )
    expect(rows[0]).toMatchObject({ soon: true })
    expect(rows[0]?.resolved).toBeGreaterThan(5)
    expect(rows[0]?.outcomes).toBeGreaterThanOrEqual(2)
    for (const { householdId } of doors.filter((_, place) => place % 9 === 4)) {
      const [order] = await listOrdersOfHousehold(database.pool, householdId, 1)
      if (order === undefined) throw new Error('no order')
      const replay = await inSnapshot(database.pool, (tx) => replayOrder(tx, householdId, order.id, NOW))
      expect(replay?.differences).toEqual([])
      expect(replay?.events).toBeGreaterThan(500)
    }
  })

  test('what had a permit raised nothing', async () => {
    const { rows } = await database.pool.query(
      `select count(*) filter (where permit_id is not null)::int as permitted,
         count(*) filter (where permit_id is null)::int as uncovered,
         (select count(*)::int from alert where cleared_reason = 'permitted') as "raisedAllTheSame" from opening`,
    )
    expect(rows[0]).toMatchObject({ raisedAllTheSame: 0 })
    expect(rows[0]?.permitted).toBeGreaterThan(100)
    expect(rows[0]?.uncovered).toBeGreaterThan(5)
  })

  test('the buildings have doors in every state, one on test, and permits that run', async () => {
    const views = await viewDoors(
      database.pool,
      doors.map((it) => it.householdId),
      NOW,
    )
    const states = [...views.values()].flat().map((it) => it.state)
    expect(new Set(states)).toEqual(new Set(['closed', 'open', 'unknown']))
    expect(states.filter((it) => it === 'closed').length).toBeGreaterThan(30)
    const { rows } = await database.pool.query(
      `select (select count(*)::int from on_test where until_at > $1) as tests,
         (select count(*)::int from permit where from_at <= $1 and until_at > $1) as permits,
         (select count(*)::int from permit_request where answered_at is null) as asked`,
      [new Date(NOW)],
    )
    expect(rows[0]).toMatchObject({ tests: 1, asked: 2 })
    expect(rows[0]?.permits).toBeGreaterThanOrEqual(2)
  })

  test('a second start makes no second past', async () => {
    const count = async () => (await database.pool.query('select count(*)::int as n from door_event')).rows[0]?.n
    const before = await count()
    expect((await open()).map((it) => it.uid)).toEqual(doors.map((it) => it.uid))
    expect(await count()).toBe(before)
  })
})
