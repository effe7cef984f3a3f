import { pino } from 'pino'
import { Registry } from 'prom-client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Instant } from '../../base/instant.ts'
import { checkConclusions } from '../../registry/self-check.ts'
import { SelfCheckMetrics } from '../../registry/self-check-metrics.ts'
import { type LivedHome, lived } from '../evaluator/back-test/lived-history.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { facts, MINUTE, speaker, T0 } from '../watch/stories.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await freshDatabase()
})
afterEach(() => database.close())

const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** The stories begin at midnight in Shanghai. */
const NIGHT = T0 + 3 * HOUR
const HOMES = 23

function home(endsAt?: Instant): Promise<LivedHome> {
  const say = speaker()
  const events = [say('opened', T0 + MINUTE), say('closed', T0 + 2 * MINUTE)]
  const { order } = facts()
  const given = facts({ order: { ...order, endsAt: endsAt ?? order.endsAt } })
  return lived(database.pool, given, events, T0 + 10 * MINUTE)
}

/** A process of the service at `now`. */
function service(now: Instant) {
  const lines: Record<string, unknown>[] = []
  const registry = new Registry()
  const metrics = new SelfCheckMetrics(registry)
  const log = pino(
    { level: 'error', base: null, timestamp: false },
    { write: (line: string) => lines.push(JSON.parse(line)) },
  )
  const rest = async () => undefined
  return {
    lines,
    check: () => checkConclusions({ pool: database.pool, clock: () => now, log, metrics, rest }),
    counted: async () => ({
      orders: (await metrics.orders.get()).values[0]?.value,
      differences: (await metrics.differences.get()).values[0]?.value,
    }),
  }
}

test('each order is compared once a night, by one of the processes, and in the next night again', async () => {
  for (let n = 0; n < HOMES; n += 1) await home()
  const [one, other] = [service(NIGHT), service(NIGHT + MINUTE)]
  const compared = await Promise.all([one.check(), other.check()])
  const left = await one.check()
  expect((compared[0] ?? 0) + (compared[1] ?? 0) + left).toBe(HOMES)
  expect(await service(NIGHT + HOUR).check()).toBe(0)
  expect(await service(NIGHT + DAY).check()).toBe(HOMES)
  expect([...one.lines, ...other.lines]).toEqual([])
})

test('a difference is an error that names the household and the order, and no value', async () => {
  const [, bad] = [await home(), await home()]
  await database.pool.query("update alert set count = 7 where order_id = $1 and kind = 'unpermitted_opening'", [
    bad.order,
  ])
  await database.pool.query('delete from opening where order_id = $1', [bad.order])
  const { check, lines, counted } = service(NIGHT)
  expect(await check()).toBe(2)
  const what = ['opening', 'alert.count']
  expect(lines).toMatchObject([{ household: bad.household, order: bad.order, differences: 2, what }])
  expect(Object.keys(lines[0] ?? {}).toSorted()).toEqual(['differences', 'household', 'level', 'msg', 'order', 'what'])
  expect(await counted()).toEqual({ orders: 2, differences: 2 })
  const { rows } = await database.pool.query('select differences from self_check order by order_id')
  expect(rows).toEqual([{ differences: 0 }, { differences: 2 }])
})

test.each<[string, Instant, number]>([
  ['one millisecond before three', NIGHT - 1, 0],
  ['at three', NIGHT, 1],
  ['one millisecond before five', NIGHT + 2 * HOUR - 1, 1],
  ['at five', NIGHT + 2 * HOUR, 0],
  ['at noon', NIGHT + 9 * HOUR, 0],
])('%s', async (_, at, orders) => {
  await home()
  expect(await service(at).check()).toBe(orders)
})

test('an order that ended is compared once more, and then never again; one that has not begun is not', async () => {
  await home(T0 + HOUR)
  expect(await service(NIGHT).check()).toBe(1)
  expect(await service(NIGHT + DAY).check()).toBe(0)
  expect(await service(NIGHT - 4 * DAY).check()).toBe(0)
})
