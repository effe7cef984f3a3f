import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Instant } from '../../base/instant.ts'
import { evaluate } from '../../evaluator/evaluate.ts'
import { passTimeWhereDue } from '../../evaluator/pass-time.ts'
import { reconsider } from '../../evaluator/reconsider.ts'
import { type Difference, type Replay, replayOrder } from '../../evaluator/replay-order.ts'
import { WatchCache } from '../../evaluator/watch-cache.ts'
import type { DoorEvent } from '../../protocol/door-event.ts'
import { inSnapshot, inTransaction } from '../../store/transaction.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { facts, fitting, MINUTE, speaker, story, T0 } from '../watch/stories.ts'
import { furnish, type Home, renamed } from './homes.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())

async function take(cache: WatchCache, events: readonly DoorEvent[], now: Instant): Promise<void> {
  const outcome = await inTransaction(database.pool, (tx) => evaluate(tx, cache, events, [], now))
  outcome.remember()
}

const passTime = (now: Instant) => inTransaction(database.pool, (tx) => passTimeWhereDue(tx, new WatchCache(), now))

async function replayed({ household, order }: Home, now: Instant): Promise<Replay> {
  const replay = await inSnapshot(database.pool, (tx) => replayOrder(tx, household, order, now))
  if (replay === null) throw new Error('the order is there')
  return replay
}

describe('replay equals what live operation concluded', () => {
  test('to the row, at every moment of stories that arrive shuffled, doubled, with staff at work and time passing', async () => {
    let alerts = 0
    await fc.assert(
      fc.asyncProperty(story(), fc.infiniteStream(fc.nat()), fc.boolean(), async (generated, numbers, oneDoor) => {
        const roll = (sides: number): number => (numbers.next().value ?? 0) % sides
        const { facts: given, rename } = renamed(
          oneDoor ? { ...generated.facts, fittings: generated.facts.fittings.slice(0, 1) } : generated.facts,
        )
        const events = generated.events.filter((it) => !oneDoor || it.sensor === 'door-0001').map(rename)
        const home = await furnish(database.pool, given, T0)
        const cache = new WatchCache()
        const arriving = [...events, ...events.slice(0, events.length / 3)]
          .map((event) => ({ event, at: roll(3) === 0 ? event.occurredAt + roll(20) * MINUTE : event.occurredAt }))
          .toSorted((a, b) => a.at - b.at)
          .map((it) => it.event)
        let now = T0
        for (let rest = arriving; rest.length > 0; ) {
          const size = 1 + roll(5)
          const batch = rest.slice(0, size)
          rest = rest.slice(size)
          now = batch.reduce((latest, it) => Math.max(latest, it.occurredAt), now)
          await take(roll(4) === 0 ? new WatchCache() : cache, batch, now)
          if (roll(5) === 0) await passTime(now)
          if (roll(6) === 0) await grant(home, now - roll(60) * MINUTE, now + roll(30) * MINUTE + 1, now)
          if (roll(6) === 0) await resolveOne(home, now)
          expect((await replayed(home, now)).differences).toEqual([])
        }
        for (let more = true; more; ) more = (await passTime(generated.end)).due > 0
        const replay = await replayed(home, generated.end)
        expect(replay.differences).toEqual([])
        alerts += replay.alerts
      }),
      { numRuns: 120 },
    )
    expect(alerts).toBeGreaterThan(40)
  }, 240_000)
})

test('an alert whose episode turns out to begin earlier, at another door, is about that door', async () => {
  const { facts: given, rename } = renamed(facts({ fittings: [fitting('door-0001'), fitting('door-0002')] }))
  const home = await furnish(database.pool, given, T0)
  const cache = new WatchCache()
  const receivedAt = T0 + 10 * MINUTE
  await take(cache, [rename(speaker('door-0001')('opened', receivedAt))], receivedAt)
  await take(cache, [rename(speaker('door-0002')('opened', T0 + 9 * MINUTE, { receivedAt }))], receivedAt)
  const { rows } = await database.pool.query(
    "select count, right(sensor_uid, 9) as door from alert where order_id = $1 and kind = 'unpermitted_opening'",
    [home.order],
  )
  expect(rows).toEqual([{ count: 2, door: 'door-0002' }])
  expect((await replayed(home, receivedAt)).differences).toEqual([])
})

test('one that somebody had resolved before it came to stand at that door is no difference', async () => {
  const known = { contactAtStart: 'closed', reportingLimitMs: 60 * MINUTE } as const
  const fittings = [fitting('door-0001', known), fitting('door-0002', known)]
  const { facts: given, rename } = renamed(facts({ fittings }))
  const home = await furnish(database.pool, given, T0)
  const cache = new WatchCache()
  const receivedAt = T0 + 10 * MINUTE
  await take(cache, [rename(speaker('door-0001')('opened', receivedAt))], receivedAt)
  await resolveOne(home, receivedAt + 1)
  await take(cache, [rename(speaker('door-0002')('opened', T0 + 9 * MINUTE, { receivedAt }))], receivedAt + 2)
  const { rows } = await database.pool.query(
    "select right(sensor_uid, 9) as door, resolved_by from alert where order_id = $1 and kind = 'unpermitted_opening'",
    [home.order],
  )
  expect(rows).toEqual([{ door: 'door-0002', resolved_by: 1 }])
  expect((await replayed(home, receivedAt + 2)).differences).toEqual([])
})

/** The desk hears of an opening's reason, before it or after it. */
async function grant(home: Home, from: Instant, until: Instant, now: Instant): Promise<void> {
  await inTransaction(database.pool, async (tx) => {
    await tx.query(
      `insert into permit (household_id, from_at, until_at, reason, openings_max, granted_by, granted_at)
       values ($1, to_timestamp($2 / 1000.0), to_timestamp($3 / 1000.0), 'delivery', 1, 'the duty desk', to_timestamp($4 / 1000.0))`,
      [home.household, from, until, now],
    )
    await reconsider(tx, home.household, now)
  })
}

/** Somebody settles the oldest alert of the queue, which ends its episode. */
async function resolveOne(home: Home, now: Instant): Promise<void> {
  await inTransaction(database.pool, async (tx) => {
    await tx.query(
      "insert into staff (id, username, display_name, password_hash) overriding system value values (1, 'desk', '值班台', '') on conflict do nothing",
    )
    await tx.query(
      `update alert set handling = 'resolved', resolved_at = to_timestamp($2 / 1000.0), resolved_by = 1, outcome = 'false_alarm'
       where id = (select min(id) from alert where order_id = $1 and handling <> 'resolved' and merged_into is null)`,
      [home.order, now],
    )
    await reconsider(tx, home.household, now)
  })
}

describe('what live operation got wrong is named', () => {
  /** A door that was opened twice, each time for long, and is closed. */
  async function lived(): Promise<Home> {
    const { facts: given, rename } = renamed(facts({ fittings: [fitting('door-0001')] }))
    const home = await furnish(database.pool, given, T0)
    const say = speaker()
    const events = [
      say('hello', T0 + 1, { contact: 'closed' }),
      say('opened', T0 + 2 * MINUTE),
      say('heartbeat', T0 + 4 * MINUTE, { contact: 'open' }),
      say('closed', T0 + 6 * MINUTE),
      say('opened', T0 + 8 * MINUTE),
      say('closed', T0 + 9 * MINUTE),
    ]
    const cache = new WatchCache()
    for (const event of events) await take(cache, [rename(event)], event.occurredAt)
    expect((await replayed(home, T0 + 10 * MINUTE)).differences).toEqual([])
    return home
  }

  const spoil = (text: string, values: unknown[]) => database.pool.query(text, values)

  const cases: [string, (home: Home) => Promise<unknown>, Partial<Difference>[]][] = [
    [
      "an opening's end",
      ({ order }) =>
        spoil(
          "update opening set closed_at = closed_at + interval '1 ms' where order_id = $1 and opened_at < to_timestamp($2 / 1000.0)",
          [order, T0 + 8 * MINUTE],
        ),
      [{ what: 'opening', field: 'closedAt', live: T0 + 6 * MINUTE + 1, replayed: T0 + 6 * MINUTE }],
    ],
    [
      'an explanation',
      ({ order }) =>
        spoil(`update opening set explanation = '{}' where order_id = $1 and opened_at > to_timestamp($2 / 1000.0)`, [
          order,
          T0 + 7 * MINUTE,
        ]),
      [{ what: 'opening', field: 'explanation', live: {} }],
    ],
    [
      'an opening that is gone',
      ({ order }) =>
        spoil('delete from opening where order_id = $1 and opened_at = to_timestamp($2 / 1000.0)', [
          order,
          T0 + 2 * MINUTE,
        ]),
      [{ what: 'opening', at: T0 + 2 * MINUTE, field: null, live: null }],
    ],
    [
      "an alert's count",
      ({ order }) => spoil("update alert set count = 7 where order_id = $1 and kind = 'unpermitted_opening'", [order]),
      [{ what: 'alert', field: 'count', live: 7, replayed: 2 }],
    ],
    [
      'an alert that is gone',
      async ({ order }) => {
        await spoil(
          "delete from alert_log where alert_id in (select id from alert where order_id = $1 and kind = 'left_open')",
          [order],
        )
        await spoil("delete from alert where order_id = $1 and kind = 'left_open'", [order])
      },
      [{ what: 'alert', name: expect.stringMatching(/^left_open /), field: null, live: null }],
    ],
    [
      'an alert that nothing speaks for',
      ({ order }) =>
        spoil(
          `insert into alert (order_id, household_id, sensor_uid, kind, episode, severity, condition, started_at, last_at,
             raised_at, count, late, explanation)
           select order_id, household_id, sensor_uid, 'sensor_tamper', episode, severity, condition, started_at, last_at,
             raised_at, count, late, explanation from alert where order_id = $1 and kind = 'left_open'`,
          [order],
        ),
      [{ what: 'alert', name: expect.stringMatching(/^sensor_tamper /), field: null, replayed: null }],
    ],
    [
      'a permit that nobody judged by',
      ({ household }) =>
        spoil(
          `insert into permit (household_id, from_at, until_at, reason, openings_max, granted_by, granted_at)
           values ($1, to_timestamp($2 / 1000.0), to_timestamp($3 / 1000.0), 'delivery', 1, 'the duty desk', now())`,
          [household, T0, T0 + 5 * MINUTE],
        ),
      [
        { what: 'opening', at: T0 + 2 * MINUTE, field: 'permit' },
        { what: 'opening', at: T0 + 2 * MINUTE, field: 'explanation' },
        { what: 'alert', name: expect.stringMatching(/^unpermitted_opening /), field: null, live: null },
        { what: 'alert', name: expect.stringMatching(/^unpermitted_opening /), field: null, replayed: null },
        { what: 'facts', field: 'permits' },
        { what: 'state', field: 'permitUse' },
      ],
    ],
    [
      'a state that went astray',
      ({ household }) =>
        spoil(`update watch set state = (state::jsonb || '{"permitUse":{"9":1}}')::json where household_id = $1`, [
          household,
        ]),
      [{ what: 'state', field: 'permitUse', live: { 9: 1 }, replayed: {} }],
    ],
    [
      'a household that is looked at too late',
      ({ household }) =>
        spoil("update watch set deadline = deadline + interval '1 hour' where household_id = $1", [household]),
      [{ what: 'deadline', replayed: T0 + 12 * MINUTE }],
    ],
    [
      'a household that is never looked at again',
      ({ household }) => spoil('update watch set deadline = null where household_id = $1', [household]),
      [{ what: 'deadline', live: null }],
    ],
  ]

  test.each(cases)('%s', async (_what, spoils, differences) => {
    const home = await lived()
    await spoils(home)
    const found = (await replayed(home, T0 + 10 * MINUTE)).differences
    expect(found).toEqual(expect.arrayContaining(differences.map((it) => expect.objectContaining(it))))
    expect(new Set(found.map((it) => it.what))).toEqual(new Set(differences.map((it) => it.what)))
  })

  test('an alert kept for its history is none of these', async () => {
    const home = await lived()
    await grant(home, T0, T0 + 5 * MINUTE, T0 + 10 * MINUTE)
    await grant(home, T0 + 7 * MINUTE, T0 + 9 * MINUTE, T0 + 11 * MINUTE)
    const { rows } = await database.pool.query<{ n: number }>(
      "select count(*) as n from alert where order_id = $1 and cleared_reason = 'permitted'",
      [home.order],
    )
    expect(rows).toEqual([{ n: 1 }])
    expect((await replayed(home, T0 + 12 * MINUTE)).differences).toEqual([])
  })

  test('a replay changes nothing, not even what the order began with', async () => {
    const home = await lived()
    await database.pool.query('update quarantine_order set contacts_at_start = null where id = $1', [home.order])
    await replayed(home, T0 + 10 * MINUTE)
    const { rows } = await database.pool.query('select contacts_at_start as c from quarantine_order where id = $1', [
      home.order,
    ])
    expect(rows).toEqual([{ c: null }])
  })
})
