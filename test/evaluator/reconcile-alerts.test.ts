import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Instant } from '../../base/instant.ts'
import { evaluate } from '../../evaluator/evaluate.ts'
import { passTimeWhereDue } from '../../evaluator/pass-time.ts'
import { reconsider } from '../../evaluator/reconsider.ts'
import { WatchCache } from '../../evaluator/watch-cache.ts'
import { inTransaction } from '../../store/transaction.ts'
import type { WatchEvent } from '../../watch/door.ts'
import type { Facts } from '../../watch/facts.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { facts, fitting, MINUTE, policy, speaker, T0 } from '../watch/stories.ts'
import { furnish, renamed } from './homes.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())

/** A household whose sensor is never silent, and what is done to it in order. */
async function home(more: Partial<Facts> = {}) {
  const listening = fitting('door-0001', { reportingLimitMs: 1000 * MINUTE, contactAtStart: 'closed' })
  const { facts: given, rename } = renamed(facts({ fittings: [listening], ...more }))
  const { order, household } = await furnish(database.pool, given, T0)
  const take = (events: readonly WatchEvent[], now: Instant) =>
    inTransaction(database.pool, (tx) => evaluate(tx, new WatchCache(), events.map(rename), [], now))
  const passTime = (now: Instant) => inTransaction(database.pool, (tx) => passTimeWhereDue(tx, new WatchCache(), now))
  const alerts = async () => {
    const { rows } = await database.pool.query(
      `select id, kind, condition, cleared_reason, handling, merged_into, explanation->'sentence'->>'en' as sentence,
         (select json_agg(what order by id) from alert_log where alert_id = a.id) as log
       from alert a where order_id = $1 order by id`,
      [order],
    )
    return rows
  }
  return { take, passTime, alerts, household, say: speaker() }
}

/** A count of one opening more than we have, and the records of that opening, which come later. */
function missing(say: ReturnType<typeof speaker>) {
  const first = say('heartbeat', T0 + MINUTE, { contact: 'closed', openings: 5 })
  const opened = say('opened', T0 + 2 * MINUTE, { openings: 6 })
  const closed = say('closed', T0 + 3 * MINUTE, { openings: 6 })
  const last = say('heartbeat', T0 + 4 * MINUTE, { contact: 'closed', openings: 6 })
  return { counted: [first, last], records: [opened, closed] }
}

test('openings that were missed become the openings themselves when their records come: one alert, one history', async () => {
  const { take, passTime, alerts, say } = await home()
  const { counted, records } = missing(say)
  await take(counted, T0 + 4 * MINUTE)
  await passTime(T0 + 6 * MINUTE)
  expect(await alerts()).toMatchObject([
    { kind: 'missed_openings', sentence: '1 opening between 00:01 and 00:04, time unknown' },
  ])
  await take(records, T0 + 10 * MINUTE)
  expect(await alerts()).toMatchObject([
    { kind: 'unpermitted_opening', condition: 'cleared', merged_into: null, log: ['raised', 'reconciled'] },
  ])
})

test('where single openings do not alert, the alert names their times and is over', async () => {
  const five = { policies: [{ from: T0, policy: policy({ openingAlert: 'over_limit' }) }] } as const
  const { take, passTime, alerts, say } = await home(five)
  const { counted, records } = missing(say)
  await take(counted, T0 + 4 * MINUTE)
  await passTime(T0 + 6 * MINUTE)
  await take(records, T0 + 10 * MINUTE)
  expect(await alerts()).toMatchObject([
    {
      ...{ kind: 'missed_openings', cleared_reason: 'withdrawn' },
      sentence: 'Records that came later show when the door was opened: 00:02',
    },
  ])
})

test('a permit granted afterwards for the interval covers what was missed, and says by whom', async () => {
  const { take, passTime, alerts, say, household } = await home()
  await take(missing(say).counted, T0 + 4 * MINUTE)
  await passTime(T0 + 6 * MINUTE)
  await inTransaction(database.pool, async (tx) => {
    await tx.query(
      `insert into permit (household_id, from_at, until_at, reason, openings_max, granted_by, granted_at)
       values ($1, to_timestamp($2 / 1000.0), to_timestamp($3 / 1000.0), 'delivery', 1, 'desk', now())`,
      [household, T0 + 2 * MINUTE, T0 + 3 * MINUTE],
    )
    await reconsider(tx, household, T0 + 7 * MINUTE)
  })
  expect(await alerts()).toMatchObject([
    {
      ...{ kind: 'missed_openings', cleared_reason: 'permitted' },
      sentence: 'A permit granted later by desk covers it',
    },
  ])
})

test('a late opening joins two episodes: the older alert stays, and whoever held the younger one holds it', async () => {
  const { take, alerts, say } = await home()
  const at = (minutes: number) => [say('opened', T0 + minutes * MINUTE), say('closed', T0 + minutes * MINUTE + 1000)]
  const [early, between, late] = [at(1), at(9), at(17)]
  await take(early, T0 + 2 * MINUTE)
  await take(late, T0 + 18 * MINUTE)
  const [older, younger] = await alerts()
  const { rows } = await database.pool.query<{ id: number }>(
    "insert into staff (username, display_name, password_hash) values ('desk', 'desk', '') returning id",
  )
  await database.pool.query(
    "update alert set handling = 'acknowledged', acknowledged_at = now(), acknowledged_by = $2 where id = $1",
    [younger.id, rows[0]?.id],
  )
  await take(between, T0 + 20 * MINUTE)
  expect(await alerts()).toMatchObject([
    { id: older.id, handling: 'acknowledged', merged_into: null, log: ['raised', 'acknowledged', 'counted'] },
    { id: younger.id, merged_into: older.id, cleared_reason: 'merged', log: ['raised', 'merged'] },
  ])
  const held = await database.pool.query('select acknowledged_by from alert where id = $1', [older.id])
  expect(held.rows).toEqual([{ acknowledged_by: rows[0]?.id }])
})
