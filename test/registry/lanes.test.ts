import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { householdId, sensorUid } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import { evaluate } from '../../evaluator/evaluate.ts'
import { viewDoors } from '../../evaluator/view-doors.ts'
import { WatchCache } from '../../evaluator/watch-cache.ts'
import { readLanes } from '../../registry/lanes.ts'
import { readDoorSpans } from '../../store/door-span.ts'
import { readProvedDoors } from '../../store/report/coverage.ts'
import { inTransaction } from '../../store/transaction.ts'
import type { WatchEvent } from '../../watch/door.ts'
import { laneBuckets, laneCoverage, wholeLane } from '../../watch/lane.ts'
import { furnish, type Home, renamed } from '../evaluator/homes.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { facts, fitting, MINUTE, permit, speaker, T0 } from '../watch/stories.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())

/** A household whose sensor said these, in this order. */
async function lived(events: readonly WatchEvent[], more: Parameters<typeof facts>[0] = {}): Promise<Home> {
  const { facts: given, rename } = renamed(facts(more))
  const home = await furnish(database.pool, given, T0)
  await inTransaction(database.pool, (tx) => evaluate(tx, new WatchCache(), events.map(rename), [], T0 + 100 * MINUTE))
  return home
}

const lanes = (home: Home, now: Instant, pixels = 1000, from = T0 - MINUTE, until = now) =>
  readLanes(database.pool, { household: home.household, from, until, now }, pixels)

/** Closed from minute 0, open in minute 2, silent from 3 to 11, a lost message at 13, a new run at 15. */
function restless(): WatchEvent[] {
  const say = speaker()
  const lost = speaker('door-0001', 'boot2')
  const events = [
    say('closed', T0),
    say('heartbeat', T0 + MINUTE, { contact: 'closed' }),
    say('opened', T0 + 2 * MINUTE),
    say('closed', T0 + 3 * MINUTE),
    say('heartbeat', T0 + 11 * MINUTE, { contact: 'closed' }),
    say('heartbeat', T0 + 12 * MINUTE, { contact: 'closed' }),
  ]
  say('heartbeat', T0 + 12.5 * MINUTE)
  return [
    ...events,
    say('heartbeat', T0 + 13 * MINUTE, { contact: 'closed' }),
    say('heartbeat', T0 + 14 * MINUTE, { contact: 'closed' }),
    lost('hello', T0 + 15 * MINUTE, { contact: 'closed' }),
  ]
}

test('a door is closed only for as long as that is proved, and the share of it is what the watch says', async () => {
  const home = await lived(restless())
  const now = T0 + 16 * MINUTE
  const { doors, watched } = await lanes(home, now)
  expect(watched).toMatchObject([{ orderId: home.order, from: T0, until: now }])
  const [door] = doors
  expect(door?.spans.map((it) => [(it.from - T0) / MINUTE, (it.until - T0) / MINUTE, it.state])).toEqual([
    [0, 2, 'closed'],
    [2, 3, 'open'],
    [3, 11, 'unknown'],
    [11, 12, 'closed'],
    [12, 13, 'unknown'],
    [13, 14, 'closed'],
    [14, 15, 'unknown'],
    [15, 16, 'closed'],
  ])
  const views = (await viewDoors(database.pool, [home.household], now)).get(home.household)
  expect(door?.coverage).toBeCloseTo(views?.[0]?.coverage ?? 0, 6)
  for (const minute of [0, 2.5, 7, 11.5, 14.5]) {
    const from = T0 + minute * MINUTE
    const until = Math.min(now, from + 3 * MINUTE)
    const coverage = (await lanes(home, now, 1000, from, until)).doors[0]?.coverage ?? 0
    const [proved] = await readProvedDoors(database.pool, [home.household], { from, until, now })
    expect(proved?.provedMs, `from ${minute}`).toBeCloseTo(coverage * (until - from), 3)
  }
  expect(door).toMatchObject({ openings: 1, uncovered: 1, counts: [{ openings: 1, uncovered: 1 }] })
})

test('while a sensor is not believed its door is unknown, and until it speaks again', async () => {
  const say = speaker()
  const sensor = sensorUid.parse('door-0001')
  const beats = [0, 1, 2, 3, 4, 6, 7, 8].map((it) => say('heartbeat', T0 + it * MINUTE, { contact: 'closed' }))
  const home = await lived(beats, {
    distrusts: [{ sensor, from: T0 + 2.5 * MINUTE, until: T0 + 5 * MINUTE, cause: 'doubled' }],
  })
  const now = T0 + 9 * MINUTE
  const [door] = (await lanes(home, now)).doors
  expect(door?.spans.map((it) => [(it.from - T0) / MINUTE, (it.until - T0) / MINUTE, it.state])).toEqual([
    [0, 2, 'closed'],
    [2, 6, 'unknown'],
    [6, 9, 'closed'],
  ])
  const views = (await viewDoors(database.pool, [home.household], now)).get(home.household)
  expect(door?.coverage).toBeCloseTo(views?.[0]?.coverage ?? 0, 6)
  const [proved] = await readProvedDoors(database.pool, [home.household], { from: T0, until: now, now })
  expect(proved?.provedMs).toBeCloseTo(5 * MINUTE, 3)
})

test('what does not fit the pixels is summed up, and no time of a stretch is lost', async () => {
  const home = await lived(restless())
  const now = T0 + 16 * MINUTE
  const [door] = (await lanes(home, now, 4, T0)).doors
  expect(door?.spans).toEqual([])
  expect(door?.buckets).toEqual([
    { from: T0, openMs: MINUTE, closedMs: 2 * MINUTE, unknownMs: MINUTE },
    { from: T0 + 4 * MINUTE, openMs: 0, closedMs: 0, unknownMs: 4 * MINUTE },
    { from: T0 + 8 * MINUTE, openMs: 0, closedMs: MINUTE, unknownMs: 3 * MINUTE },
    { from: T0 + 12 * MINUTE, openMs: 0, closedMs: 2 * MINUTE, unknownMs: 2 * MINUTE },
  ])
})

test('any part of the window says what the whole says', async () => {
  const home = await lived(restless())
  const window = { household: home.household, now: T0 + 16 * MINUTE }
  const whole = await readDoorSpans(database.pool, { ...window, from: T0, until: window.now })
  for (let minute = 0.5; minute < 16; minute += 1.5) {
    const at = T0 + minute * MINUTE
    const parts = [
      ...(await readDoorSpans(database.pool, { ...window, from: T0, until: at })),
      ...(await readDoorSpans(database.pool, { ...window, from: at, until: window.now })),
    ]
    for (const { from, until, state } of parts) {
      expect(whole.find((it) => it.from <= from && from < it.until)?.state).toBe(state)
      expect(whole.find((it) => it.from < until && until <= it.until)?.state).toBe(state)
    }
  }
})

test('a door without a sensor is told from one that is silent, and a permitted opening from another', async () => {
  const say = speaker()
  const home = await lived(
    [say('closed', T0 + 2 * MINUTE), say('opened', T0 + 3 * MINUTE), say('closed', T0 + 4 * MINUTE)],
    {
      fittings: [fitting('door-0001', { from: T0 + MINUTE, until: T0 + 5 * MINUTE })],
      permits: [permit(1, T0, T0 + 10 * MINUTE)],
    },
  )
  const { doors, permits } = await lanes(home, T0 + 8 * MINUTE)
  expect(doors[0]).toMatchObject({ openings: 1, uncovered: 0 })
  expect(doors[0]?.spans.map((it) => it.state)).toEqual([
    'no_sensor',
    'unknown',
    'closed',
    'open',
    'closed',
    'no_sensor',
  ])
  expect(permits).toMatchObject([{ reason: 'delivery', from: T0, until: T0 + 10 * MINUTE }])
})

test('a household that was never watched has no lane at all', async () => {
  const nobody = { household: householdId.parse(999_999), from: T0, until: T0 + MINUTE, now: T0 }
  expect(await readLanes(database.pool, nobody, 100)).toMatchObject({
    watched: [],
    doors: [],
    alerts: [],
    readings: [],
  })
})

test('stretches hold together exactly what the spans hold', () => {
  const states = fc.constantFrom('open' as const, 'closed' as const, 'unknown' as const)
  const steps = fc.array(fc.record({ gapMs: fc.nat(5000), lastsMs: fc.integer({ min: 1, max: 5000 }), state: states }))
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 3000 }), (all, bucketMs) => {
      let at = 0
      const spans = all.map(({ gapMs, lastsMs, state }) => {
        const from = at + gapMs
        at = from + lastsMs
        return { from, until: at, state }
      })
      const whole = wholeLane(spans, [{ from: 0, until: at + 1 }])
      const buckets = laneBuckets(whole, { from: 0, until: at + 1 }, bucketMs)
      const sum = buckets.reduce((ms, it) => ms + it.openMs + it.closedMs + it.unknownMs, 0)
      expect(sum).toBe(at + 1)
      const provedMs = buckets.reduce((ms, it) => ms + it.openMs + it.closedMs, 0)
      expect(laneCoverage(whole)).toBeCloseTo(provedMs / (at + 1), 9)
    }),
  )
})
