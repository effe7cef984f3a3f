import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sensorUid } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import { evaluate, type Outcome } from '../../evaluator/evaluate.ts'
import { passTimeWhereDue } from '../../evaluator/pass-time.ts'
import { reconsider } from '../../evaluator/reconsider.ts'
import { viewDoors } from '../../evaluator/view-doors.ts'
import { WatchCache } from '../../evaluator/watch-cache.ts'
import type { DoorEvent } from '../../protocol/door-event.ts'
import { inTransaction } from '../../store/transaction.ts'
import { isLate, type WatchEvent } from '../../watch/door.ts'
import type { Facts } from '../../watch/facts.ts'
import { episodeKey } from '../../watch/rule.ts'
import { tellAnew } from '../../watch/story.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { facts, fitting, MINUTE, permit, speaker, story, T0 } from '../watch/stories.ts'
import { furnish, type Home, renamed } from './homes.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())

async function take(cache: WatchCache, events: readonly DoorEvent[], now: Instant): Promise<Outcome> {
  const outcome = await inTransaction(database.pool, (tx) => evaluate(tx, cache, events, [], now))
  outcome.remember()
  return outcome
}

const doorsOf = async ({ household }: Home, now: Instant) =>
  (await viewDoors(database.pool, [household], now)).get(household)

const passTime = (now: Instant) => inTransaction(database.pool, (tx) => passTimeWhereDue(tx, new WatchCache(), now))

async function concluded({ order }: Home) {
  const openings = await database.pool.query(
    'select sensor_uid, opened_at, closed_at, permit_id is not null as permitted from opening where order_id = $1 order by opened_at, sensor_uid',
    [order],
  )
  const alerts = await database.pool.query(
    `select kind, episode, severity, condition, count, late, cleared_reason from alert
     where order_id = $1 and merged_into is null and cleared_reason is distinct from 'withdrawn' order by kind, episode`,
    [order],
  )
  return { openings: openings.rows, alerts: alerts.rows }
}

function expected(given: Facts, events: readonly WatchEvent[], end: Instant) {
  const told = tellAnew(given, events, end)
  return {
    openings: [...told.openings.values()]
      .toSorted((a, b) => a.openedAt - b.openedAt || (a.sensor < b.sensor ? -1 : 1))
      .map((it) => ({
        sensor_uid: it.sensor,
        opened_at: it.openedAt,
        closed_at: it.closedAt,
        permitted: it.permit !== null,
      })),
    alerts: [...told.findings.values()]
      .map(({ kind, episode }) => ({
        kind,
        episode: episodeKey(episode),
        severity: episode.severity,
        condition: episode.clearedAt === null ? 'active' : 'cleared',
        count: episode.count,
        late: episode.late,
        cleared_reason: episode.clearedReason,
      }))
      .toSorted((a, b) => (`${a.kind}${a.episode}` < `${b.kind}${b.episode}` ? -1 : 1)),
  }
}

describe('the tables hold what the story says, however it arrives', () => {
  test('shuffled, doubled, regrouped, with time passing in between and copies in memory', async () => {
    await fc.assert(
      fc.asyncProperty(story(), fc.infiniteStream(fc.nat()), fc.boolean(), async (generated, numbers, oneDoor) => {
        const { facts: given, rename } = renamed(
          oneDoor ? { ...generated.facts, fittings: generated.facts.fittings.slice(0, 1) } : generated.facts,
        )
        const events = generated.events.filter((it) => !oneDoor || it.sensor === 'door-0001').map(rename)
        const home = await furnish(database.pool, given, T0)
        const cache = new WatchCache()
        const shuffled = [...events, ...events.slice(0, events.length / 3)]
          .map((event) => ({ event, place: numbers.next().value ?? 0 }))
          .toSorted((a, b) => (a.place % 3 === 0 ? a.place - b.place : a.event.occurredAt - b.event.occurredAt))
          .map((it) => it.event)
        let now = T0
        for (let rest = shuffled; rest.length > 0; ) {
          const size = 1 + ((numbers.next().value ?? 0) % 5)
          const batch = rest.slice(0, size)
          rest = rest.slice(size)
          now = batch.reduce((latest, it) => Math.max(latest, it.occurredAt), now)
          await take((numbers.next().value ?? 0) % 4 === 0 ? new WatchCache() : cache, batch, now)
          if ((numbers.next().value ?? 0) % 5 === 0) await passTime(now)
        }
        for (let more = true; more; ) more = (await passTime(generated.end)).due > 0
        expect(await concluded(home)).toEqual(expected(given, events, generated.end))
      }),
      { numRuns: 60 },
    )
  }, 120_000)
})

describe('what an event is worth', () => {
  test('3, 16: inside the order it is stored, outside it is counted, from a sensor fitted nowhere it is counted too', async () => {
    const { facts: given, rename } = renamed(facts())
    await furnish(database.pool, given, T0)
    const say = speaker()
    const events = [say('closed', T0 - MINUTE), say('opened', T0), say('closed', given.order.endsAt)].map(rename)
    const stranger = { ...rename(speaker('nobody-1')('opened', T0)), sensor: sensorUid.parse('nobody-1') }
    const outcome = await take(new WatchCache(), [...events, stranger], T0 + MINUTE)
    expect(outcome).toMatchObject({ duplicates: 0, outsideOrder: 2, unassigned: 1 })
    expect(outcome.stored.map((it) => it.kind)).toEqual(['opened'])
  })

  test('a duplicate is stored once and acknowledged again; a hole is asked for', async () => {
    const { facts: given, rename } = renamed(facts())
    await furnish(database.pool, given, T0)
    const say = speaker()
    const [first, second, third] = [say('hello', T0 + 1), say('heartbeat', T0 + 2), say('heartbeat', T0 + 3)].map(
      rename,
    )
    if (first === undefined || second === undefined || third === undefined) throw new Error('three were said')
    const cache = new WatchCache()
    expect((await take(cache, [first, third, third], T0 + 4)).acknowledgeable).toMatchObject([
      { cumulative: 1, holes: [[2, 2]] },
    ])
    const outcome = await take(cache, [first, second], T0 + 5)
    expect(outcome.acknowledgeable).toMatchObject([{ cumulative: 3, holes: [] }])
    expect(outcome.duplicates).toBe(1)
  })
})

describe('facts that change afterwards', () => {
  test('4: a permit granted after the opening clears its alert, and says by whom; the history stays', async () => {
    const { facts: given, rename } = renamed(facts())
    const home = await furnish(database.pool, given, T0)
    const say = speaker()
    await take(
      new WatchCache(),
      [say('opened', T0 + MINUTE), say('closed', T0 + 2 * MINUTE)].map(rename),
      T0 + 2 * MINUTE,
    )
    await inTransaction(database.pool, async (tx) => {
      await tx.query(
        `insert into permit (household_id, from_at, until_at, reason, openings_max, granted_by, granted_at)
         values ($1, to_timestamp($2 / 1000.0), to_timestamp($3 / 1000.0), 'delivery', 1, 'the duty desk', to_timestamp($3 / 1000.0))`,
        [home.household, T0, T0 + 5 * MINUTE],
      )
      await reconsider(tx, home.household, T0 + 3 * MINUTE)
    })
    const { rows } = await database.pool.query(
      'select condition, cleared_reason, explanation from alert where order_id = $1',
      [home.order],
    )
    expect(rows).toMatchObject([
      {
        condition: 'cleared',
        cleared_reason: 'permitted',
        explanation: {
          sentence: { en: expect.stringContaining('the duty desk') },
          permits: [
            {
              ...{ applies: true, why: 'covers' },
              ...{ reason: 'delivery', from: T0, until: T0 + 5 * MINUTE, openingsMax: 1 },
            },
          ],
        },
      },
    ])
    const log = await database.pool.query(
      'select l.what from alert_log l join alert a on a.id = l.alert_id where a.order_id = $1 order by l.id',
      [home.order],
    )
    expect(log.rows.map((it) => it.what)).toEqual(['raised', 'cleared'])
  })

  test('2: releasing the order clears the active alert because the order ended, and leaves its handling alone', async () => {
    const { facts: given, rename } = renamed(facts())
    const home = await furnish(database.pool, given, T0)
    await take(new WatchCache(), [rename(speaker()('opened', T0 + MINUTE))], T0 + MINUTE)
    await inTransaction(database.pool, async (tx) => {
      await tx.query('update quarantine_order set released_at = to_timestamp($2 / 1000.0) where id = $1', [
        home.order,
        T0 + 2 * MINUTE,
      ])
      await reconsider(tx, home.household, T0 + 3 * MINUTE)
    })
    const { rows } = await database.pool.query(
      "select condition, cleared_reason, handling from alert where order_id = $1 and kind = 'unpermitted_opening'",
      [home.order],
    )
    expect(rows).toEqual([{ condition: 'cleared', cleared_reason: 'order_ended', handling: 'new' }])
  })

  test('3: an event inside the order that arrives after its end is stored and judged', async () => {
    const { facts: given, rename } = renamed(facts())
    const home = await furnish(database.pool, given, T0)
    const event = speaker()('opened', T0 + MINUTE, { receivedAt: given.order.endsAt + MINUTE })
    await passTime(given.order.endsAt + MINUTE)
    const outcome = await take(new WatchCache(), [rename(event)], given.order.endsAt + MINUTE)
    expect(outcome.stored).toHaveLength(1)
    expect(isLate(event)).toBe(true)
    expect((await concluded(home)).alerts).toContainEqual(
      expect.objectContaining({
        kind: 'unpermitted_opening',
        late: true,
        condition: 'cleared',
        cleared_reason: 'order_ended',
      }),
    )
  })

  test('1: an order that starts while the door is known to be open has an opening from its start', async () => {
    const { facts: given, rename } = renamed(facts({ order: { ...facts().order, startsAt: T0 + 10 * MINUTE } }))
    const home = await furnish(database.pool, given, T0)
    await take(new WatchCache(), [rename(speaker()('opened', T0 + 9 * MINUTE))], T0 + 9 * MINUTE)
    expect((await concluded(home)).openings).toEqual([])
    await inTransaction(database.pool, (tx) => reconsider(tx, home.household, T0 + 10 * MINUTE))
    expect((await concluded(home)).openings).toMatchObject([{ opened_at: T0 + 10 * MINUTE }])
  })
})

describe('what is in the journal and what is in the watch', () => {
  test('heartbeats alone leave the watch row as it is, and doors are still seen as heard', async () => {
    const { facts: given, rename } = renamed(facts({ permits: [permit(1, T0, T0 + MINUTE)] }))
    const home = await furnish(database.pool, given, T0)
    const say = speaker()
    const cache = new WatchCache()
    await take(cache, [rename(say('hello', T0 + 1, { contact: 'closed' }))], T0 + 1)
    const version = async () =>
      (await database.pool.query('select state_version as v from watch where household_id = $1', [home.household]))
        .rows[0]?.v
    const before = await version()
    for (let minute = 1; minute <= 10; minute += 1) {
      await take(
        minute % 2 ? cache : new WatchCache(),
        [rename(say('heartbeat', T0 + minute * MINUTE, { contact: 'closed' }))],
        T0 + minute * MINUTE,
      )
    }
    expect(await version()).toBe(before)
    await passTime(T0 + 10 * MINUTE)
    expect((await concluded(home)).alerts).toEqual([])
    expect(await doorsOf(home, T0 + 11 * MINUTE)).toMatchObject([{ state: 'closed', coverage: expect.closeTo(1, 4) }])
    expect(await doorsOf(home, T0 + 14 * MINUTE)).toMatchObject([{ state: 'unknown' }])
  })

  test('a new run of the sensor goes on from where the last one stood', async () => {
    const { facts: given, rename } = renamed(facts({ fittings: [fitting('door-0001')] }))
    const home = await furnish(database.pool, given, T0)
    const cache = new WatchCache()
    const first = speaker('door-0001', 'boot1')
    await take(cache, [rename(first('hello', T0 + 1, { contact: 'closed' }))], T0 + 1)
    await take(cache, [rename(first('heartbeat', T0 + 2 * MINUTE, { contact: 'closed' }))], T0 + 2 * MINUTE)
    await take(
      cache,
      [rename(speaker('door-0001', 'boot2')('hello', T0 + 4 * MINUTE, { contact: 'closed' }))],
      T0 + 4 * MINUTE,
    )
    expect((await concluded(home)).alerts).toEqual([])
  })
})
