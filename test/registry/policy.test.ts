import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { areaId, sensorUid } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import { evaluate } from '../../evaluator/evaluate.ts'
import { passTimeWhereDue } from '../../evaluator/pass-time.ts'
import { reconsider } from '../../evaluator/reconsider.ts'
import { WatchCache } from '../../evaluator/watch-cache.ts'
import { endOnTest, putOnTest } from '../../registry/on-test.ts'
import { assignPolicyToArea, assignPolicyToOrder, createPolicyVersion } from '../../registry/policy.ts'
import { ensureRootArea } from '../../registry/root-area.ts'
import { inTransaction } from '../../store/transaction.ts'
import type { WatchEvent } from '../../watch/door.ts'
import { policySettings } from '../../watch/policy.ts'
import { doorEvent } from '../evaluator/door-event.ts'
import { furnish, type Home } from '../evaluator/homes.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { facts, fitting, MINUTE, speaker, T0 } from '../watch/stories.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())

const by = { assignedBy: 'duty desk' }
const settings = policySettings.parse({ openingAlert: 'never' })

/** A household under an inherited policy, its area, and a sensor of its own. */
async function home(sensor: string) {
  const given = facts({ fittings: [fitting(sensor, { reportingLimitMs: 1000 * MINUTE, contactAtStart: 'closed' })] })
  const made = await furnish(database.pool, given, T0)
  const { rows } = await database.pool.query<{ area_id: number }>(
    'update quarantine_order o set policy_id = null from household h where h.id = o.household_id and o.id = $1 returning h.area_id',
    [made.order],
  )
  const area = areaId.parse(rows[0]?.area_id)
  await inTransaction(database.pool, (tx) => reconsider(tx, made.household, T0))
  return { ...made, area, say: speaker(sensor) }
}

const take = (events: readonly WatchEvent[], now: Instant) =>
  inTransaction(database.pool, (tx) => evaluate(tx, new WatchCache(), events.map(doorEvent), [], now))

async function passTime(now: Instant): Promise<void> {
  for (let due = 1; due > 0; ) {
    due = (await inTransaction(database.pool, (tx) => passTimeWhereDue(tx, new WatchCache(), now))).due
  }
}

async function openings({ order }: Home) {
  const { rows } = await database.pool.query<{ verdict: string; policy: string }>(
    `select explanation->>'verdict' as verdict, explanation->'policy'->>'name' as policy from opening
     where order_id = $1 order by opened_at`,
    [order],
  )
  return rows.map((it) => [it.verdict, it.policy])
}

const never = (name: string, now: Instant) =>
  inTransaction(database.pool, (tx) => createPolicyVersion(tx, { name, settings, createdBy: 'admin' }, now))

describe('a policy assigned to an area', () => {
  test('holds from its time on for the orders within, and what went before stays as it was judged', async () => {
    const it = await home('pol-1')
    await take([it.say('opened', T0 + MINUTE), it.say('closed', T0 + MINUTE + 1000)], T0 + 2 * MINUTE)
    const { id } = await never('quiet one', T0)
    await inTransaction(database.pool, (tx) =>
      assignPolicyToArea(tx, [it.area], it.area, { ...by, policyId: id }, T0 + 30 * MINUTE),
    )
    await passTime(T0 + 30 * MINUTE + 1)
    await take([it.say('opened', T0 + 31 * MINUTE), it.say('closed', T0 + 31 * MINUTE + 1000)], T0 + 32 * MINUTE)
    expect(await openings(it)).toEqual([
      ['alerted', 'default'],
      ['recorded', 'quiet one'],
    ])
  })

  test('what was judged by the old one before the sweep came is judged anew', async () => {
    const it = await home('pol-2')
    const { id } = await never('quiet two', T0)
    await inTransaction(database.pool, (tx) =>
      assignPolicyToArea(tx, [it.area], it.area, { ...by, policyId: id }, T0 + 10 * MINUTE),
    )
    await take([it.say('opened', T0 + 11 * MINUTE), it.say('closed', T0 + 11 * MINUTE + 1000)], T0 + 12 * MINUTE)
    await passTime(T0 + 12 * MINUTE)
    expect(await openings(it)).toEqual([['recorded', 'quiet two']])
    const { rows } = await database.pool.query(
      "select cleared_reason from alert where order_id = $1 and kind = 'unpermitted_opening'",
      [it.order],
    )
    expect(rows).toEqual([{ cleared_reason: 'withdrawn' }])
  })

  test('from a time to come changes nothing until then', async () => {
    const it = await home('pol-7')
    const { id } = await never('quiet later', T0)
    const from = T0 + 30 * MINUTE
    await inTransaction(database.pool, (tx) =>
      assignPolicyToArea(tx, [it.area], it.area, { ...by, policyId: id, from }, T0 + MINUTE),
    )
    await passTime(T0 + 2 * MINUTE)
    const opened = (at: Instant) => take([it.say('opened', at), it.say('closed', at + 1000)], at + MINUTE)
    await opened(from - 2 * MINUTE)
    await opened(from + MINUTE)
    expect(await openings(it)).toEqual([
      ['alerted', 'default'],
      ['recorded', 'quiet later'],
    ])
  })

  test('does not touch an order that has one of its own, until that is taken away', async () => {
    const it = await home('pol-3')
    const root = await inTransaction(database.pool, ensureRootArea)
    const own = await never('own', T0)
    await inTransaction(database.pool, (tx) =>
      assignPolicyToOrder(tx, [it.area, root], it.order, { ...by, policyId: own.id }, T0 + MINUTE),
    )
    await take([it.say('opened', T0 + 2 * MINUTE), it.say('closed', T0 + 2 * MINUTE + 1000)], T0 + 3 * MINUTE)
    await inTransaction(database.pool, (tx) =>
      assignPolicyToOrder(tx, [it.area, root], it.order, { ...by, policyId: null }, T0 + 20 * MINUTE),
    )
    await take([it.say('opened', T0 + 21 * MINUTE), it.say('closed', T0 + 21 * MINUTE + 1000)], T0 + 22 * MINUTE)
    expect(await openings(it)).toEqual([
      ['recorded', 'own'],
      ['alerted', 'default'],
    ])
  })
})

describe('a door on test', () => {
  test('records its openings as test, raises nothing, and returns by itself', async () => {
    const it = await home('pol-4')
    const put = { householdId: it.household, sensorUid: null, minutes: 15, reason: 'walk test', putBy: 'installer' }
    await inTransaction(database.pool, (tx) => putOnTest(tx, [it.area], put, T0 + MINUTE))
    await take([it.say('opened', T0 + 2 * MINUTE), it.say('closed', T0 + 2 * MINUTE + 1000)], T0 + 3 * MINUTE)
    await take([it.say('opened', T0 + 17 * MINUTE), it.say('closed', T0 + 17 * MINUTE + 1000)], T0 + 18 * MINUTE)
    expect((await openings(it)).map(([verdict]) => verdict)).toEqual(['test', 'alerted'])
  })

  test('is refused twice at once, for a sensor of another household, and when it is over', async () => {
    const it = await home('pol-5')
    const other = await home('pol-6')
    const put = { householdId: it.household, sensorUid: null, minutes: 5, reason: 'walk test', putBy: 'installer' }
    const attempt = (changed: Partial<Parameters<typeof putOnTest>[2]>, now: Instant) =>
      inTransaction(database.pool, (tx) => putOnTest(tx, [it.area], { ...put, ...changed }, now))
    await expect(attempt({ sensorUid: sensorUid.parse('pol-6') }, T0 + MINUTE)).rejects.toMatchObject({
      code: 'record.not_found',
    })
    await expect(attempt({ householdId: other.household }, T0 + MINUTE)).rejects.toMatchObject({
      code: 'record.not_found',
    })
    const id = await attempt({}, T0 + MINUTE)
    await expect(attempt({ sensorUid: sensorUid.parse('pol-5') }, T0 + 2 * MINUTE)).rejects.toMatchObject({
      code: 'record.conflict',
    })
    const end = (now: Instant) => inTransaction(database.pool, (tx) => endOnTest(tx, [it.area], id, now))
    await end(T0 + 3 * MINUTE)
    await expect(end(T0 + 4 * MINUTE)).rejects.toMatchObject({ code: 'record.conflict' })
    await take([it.say('opened', T0 + 4 * MINUTE)], T0 + 4 * MINUTE)
    expect((await openings(it)).map(([verdict]) => verdict)).toEqual(['alerted'])
  })
})
