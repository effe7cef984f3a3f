import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OrderId } from '../../base/id.ts'
import { evaluate } from '../../evaluator/evaluate.ts'
import { WatchCache } from '../../evaluator/watch-cache.ts'
import { createOrder, releaseOrder } from '../../registry/order.ts'
import { grantPermit } from '../../registry/permit.ts'
import { ensureRootArea } from '../../registry/root-area.ts'
import type { Scope } from '../../store/area.ts'
import { inTransaction } from '../../store/transaction.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { facts, fitting, MINUTE, speaker, T0 } from '../watch/stories.ts'
import { furnish, renamed } from './homes.ts'

let database: TestDatabase
let scope: Scope
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())

/** A household with an opening under its first order, which was released, and a second order that follows at once. */
async function twoOrders() {
  const listening = fitting('door-0001', { reportingLimitMs: 1000 * MINUTE, contactAtStart: 'closed' })
  const { facts: given, rename } = renamed(facts({ fittings: [listening] }))
  const { household, order: first } = await furnish(database.pool, given, T0)
  const { rows } = await database.pool.query('select area_id from household where id = $1', [household])
  scope = [rows[0].area_id, await inTransaction(database.pool, ensureRootArea)]
  const say = speaker()
  const opened = rename(say('opened', T0 + 5 * MINUTE))
  await inTransaction(database.pool, (tx) => evaluate(tx, new WatchCache(), [opened], [], T0 + 5 * MINUTE))
  const releasedAt = T0 + 10 * MINUTE
  await database.pool.query('update quarantine_order set released_at = to_timestamp($2 / 1000.0) where id = $1', [
    first,
    releasedAt,
  ])
  const term = { startsAt: releasedAt, endsAt: releasedAt + 1000 * MINUTE }
  const order = {
    householdId: household,
    ...term,
    basis: 'x',
    issuedBy: 'desk',
    policy: null,
    override: { reason: 'x' },
  }
  const second = await inTransaction(database.pool, (tx) => createOrder(tx, scope, order, releasedAt))
  return { household, first, second }
}

const alertsOf = async (order: OrderId) => {
  const { rows } = await database.pool.query(
    'select kind, condition, cleared_reason from alert where order_id = $1 order by id',
    [order],
  )
  return rows
}

test('an order that gives way to another before time has passed over its end is told to its end', async () => {
  const { first, second } = await twoOrders()
  expect(await alertsOf(first)).toMatchObject([
    { kind: 'unpermitted_opening', condition: 'cleared', cleared_reason: 'order_ended' },
    { kind: 'left_open', condition: 'cleared', cleared_reason: 'order_ended' },
  ])
  // The door still stands open when the second order begins.
  expect(await alertsOf(second)).toMatchObject([{ kind: 'unpermitted_opening', condition: 'active' }])
})

test('a permit for the time of an earlier order covers what happened under it', async () => {
  const { household, first, second } = await twoOrders()
  const window = { from: T0, until: T0 + 9 * MINUTE }
  const permit = { householdId: household, areaId: null, ...window, openingsMax: 1, goingOut: false, note: '' }
  await inTransaction(database.pool, (tx) =>
    grantPermit(tx, scope, { ...permit, reason: 'delivery', grantedBy: 'desk' }, T0 + 20 * MINUTE),
  )
  expect(await alertsOf(first)).toContainEqual(
    expect.objectContaining({ kind: 'unpermitted_opening', cleared_reason: 'permitted' }),
  )
  const releasing = { by: 'desk', reason: 'x' }
  await inTransaction(database.pool, (tx) => releaseOrder(tx, scope, second, releasing, T0 + 30 * MINUTE))
})
