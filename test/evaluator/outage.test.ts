import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sensorUid } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import { beat, OUTAGE_MS_MIN } from '../../evaluator/beat.ts'
import { evaluate } from '../../evaluator/evaluate.ts'
import { QUIET_MS } from '../../evaluator/heard-until.ts'
import { passTimeWhereDue } from '../../evaluator/pass-time.ts'
import { reconsider } from '../../evaluator/reconsider.ts'
import { WatchCache } from '../../evaluator/watch-cache.ts'
import { eraseOutages } from '../../store/retention.ts'
import { inTransaction } from '../../store/transaction.ts'
import type { WatchEvent } from '../../watch/door.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { freshTimescale } from '../support/timescale.ts'
import { facts, fitting, MINUTE, speaker, T0 } from '../watch/stories.ts'
import { furnish, type Home } from './homes.ts'

const LIMIT_MS = 3 * MINUTE

describe.each([
  ['PostgreSQL', freshDatabase],
  ['TimescaleDB', freshTimescale],
] as const)('an outage of our own, on %s', (_name, open) => {
  let database: TestDatabase
  let homes = 0
  beforeAll(async () => {
    database = await open()
  })
  afterAll(() => database.close())
  beforeEach(() => database.pool.query('truncate pulse, outage'))

  /** A home whose sensor was heard last at an instant; and how it goes on speaking. */
  async function homeHeardAt(at: Instant, cache = new WatchCache()) {
    homes += 1
    const sensor = sensorUid.parse(`away-${homes}`)
    const home = await furnish(database.pool, facts({ fittings: [fitting(sensor)] }), T0)
    const say = speaker(sensor)
    const hear = async (event: WatchEvent, now: Instant) => {
      const whole = {
        ...event,
        timeSource: 'age',
        origin: 'live',
        batteryPercent: null,
        batteryMillivolts: null,
      } as const
      const rest = { batteryLow: null, rssi: null, firmware: null }
      const outcome = await inTransaction(database.pool, (tx) => evaluate(tx, cache, [{ ...whole, ...rest }], [], now))
      outcome.remember()
    }
    for (let before = T0 + 1; before < at; before += 2 * MINUTE)
      await hear(say('heartbeat', before, { contact: 'closed' }), before)
    await hear(say('heartbeat', at, { contact: 'closed' }), at)
    return { home, say, hear }
  }

  const sweep = async (now: Instant, cache = new WatchCache()) => {
    for (let more = true; more; )
      more = (await inTransaction(database.pool, (tx) => passTimeWhereDue(tx, cache, now))).due > 0
  }
  const silences = async ({ order }: Home) =>
    (
      await database.pool.query(
        `select started_at as since, last_at as at, condition, cleared_reason as why from alert
         where order_id = $1 and kind = 'sensor_silent' order by id`,
        [order],
      )
    ).rows
  const outages = async () =>
    (await database.pool.query('select from_at as from, until_at as until, told_at is not null as told from outage'))
      .rows
  const factsOf = async ({ household }: Home) =>
    (
      await database.pool.query(
        `select k.facts -> 'outages' as outages, k.version = w.facts_version as current
         from watch_facts k join watch w using (household_id) where household_id = $1`,
        [household],
      )
    ).rows[0]

  test('21: stopped for ten minutes, a sensor that was on time is not silent; the limit starts anew at the end', async () => {
    const stop = T0 + 5 * MINUTE
    const start = stop + 10 * MINUTE
    const { home } = await homeHeardAt(stop - MINUTE)
    await beat(database.pool, stop)
    await sweep(stop)
    expect(await beat(database.pool, start)).toMatchObject({ from: stop + QUIET_MS, until: start })
    expect(await outages()).toEqual([{ from: stop + QUIET_MS, until: start, told: true }])
    expect(await factsOf(home)).toEqual({ outages: [{ from: stop + QUIET_MS, until: start }], current: true })
    await sweep(start + LIMIT_MS)
    expect(await silences(home)).toEqual([])
    await sweep(start + LIMIT_MS + 1)
    expect(await silences(home)).toEqual([
      { since: stop - MINUTE, at: start + LIMIT_MS, condition: 'active', why: null },
    ])
  })

  test('a sensor that was silent before it stays silent', async () => {
    const { home } = await homeHeardAt(T0 + MINUTE)
    await beat(database.pool, T0 + 5 * MINUTE)
    await sweep(T0 + 5 * MINUTE)
    const before = await silences(home)
    expect(before).toMatchObject([{ at: T0 + 4 * MINUTE, condition: 'active' }])
    await beat(database.pool, T0 + 30 * MINUTE)
    await sweep(T0 + 60 * MINUTE)
    expect(await silences(home)).toEqual(before)
  })

  test('one that comes back with what it kept for us never was silent', async () => {
    const cache = new WatchCache()
    const { home, say, hear } = await homeHeardAt(T0 + 4 * MINUTE, cache)
    await beat(database.pool, T0 + 5 * MINUTE)
    const now = T0 + 20 * MINUTE
    await beat(database.pool, now)
    for (let at = T0 + 8 * MINUTE; at <= now; at += 4 * MINUTE)
      await hear(say('heartbeat', at, { contact: 'closed', receivedAt: now }), now)
    await sweep(now + LIMIT_MS, cache)
    expect(await silences(home)).toEqual([])
  })

  test('killed while households were being told, the next start tells the rest, and nobody twice', async () => {
    const [first, second] = [await homeHeardAt(T0 + 4 * MINUTE), await homeHeardAt(T0 + 4 * MINUTE)]
    await beat(database.pool, T0 + 5 * MINUTE)
    await beat(database.pool, T0 + 15 * MINUTE)
    const known = await factsOf(first.home)
    await database.pool.query('update outage set told_at = null')
    await database.pool.query(
      "update watch_facts set facts = (facts::jsonb - 'outages')::json where household_id = $1",
      [second.home.household],
    )
    expect(await beat(database.pool, T0 + 15 * MINUTE + 1)).toBeNull()
    expect(await factsOf(first.home)).toEqual(known)
    expect(await factsOf(second.home)).toEqual(known)
    expect(await outages()).toMatchObject([{ told: true }])
  })

  test('of two that start at once one records it, and both have it told before they go on', async () => {
    const { home } = await homeHeardAt(T0 + 4 * MINUTE)
    await beat(database.pool, T0 + 5 * MINUTE)
    const both = [T0 + 15 * MINUTE, T0 + 15 * MINUTE + 5].map(async (now) => {
      const news = await beat(database.pool, now)
      expect(await factsOf(home)).toMatchObject({ outages: [{ from: T0 + 5 * MINUTE + QUIET_MS }] })
      return news
    })
    expect((await Promise.all(both)).filter((it) => it !== null)).toHaveLength(1)
    expect(await outages()).toHaveLength(1)
  })

  test('a planned restart is none, and neither is a beat every ten seconds', async () => {
    await beat(database.pool, T0)
    await beat(database.pool, T0 + QUIET_MS + OUTAGE_MS_MIN)
    expect(await outages()).toEqual([])
    await beat(database.pool, T0 + 2 * (QUIET_MS + OUTAGE_MS_MIN) + 1)
    expect(await outages()).toHaveLength(1)
  })

  test('a story told past its beginning, by whoever did not look, is told anew', async () => {
    const { home } = await homeHeardAt(T0 + 4 * MINUTE)
    await beat(database.pool, T0 + 5 * MINUTE)
    await sweep(T0 + 12 * MINUTE)
    expect(await silences(home)).toMatchObject([{ condition: 'active' }])
    await beat(database.pool, T0 + 12 * MINUTE)
    expect(await silences(home)).toMatchObject([{ condition: 'cleared', why: 'withdrawn' }])
  })

  test('while nobody has said that sensors are heard, a changed permit does not let time pass', async () => {
    const { home } = await homeHeardAt(T0 + 4 * MINUTE)
    await beat(database.pool, T0 + 5 * MINUTE)
    await inTransaction(database.pool, (tx) => reconsider(tx, home.household, T0 + 12 * MINUTE))
    expect(await silences(home)).toEqual([])
    await beat(database.pool, T0 + 12 * MINUTE)
    await sweep(T0 + 12 * MINUTE)
    expect(await silences(home)).toEqual([])
  })

  test('an outage goes with the last order that it falls within', async () => {
    const { home } = await homeHeardAt(T0 + 4 * MINUTE)
    await beat(database.pool, T0 + 5 * MINUTE)
    await beat(database.pool, T0 + 15 * MINUTE)
    await database.pool.query(
      'delete from quarantine_order where id <> $1 and not exists (select 1 from watch where order_id = quarantine_order.id)',
      [home.order],
    )
    expect(await eraseOutages(database.pool, T0 + 60 * MINUTE)).toBe(0)
    await database.pool.query(
      'insert into erasure_report (at, order_id, events, openings, sha256) select now(), id, 0, 0, $1 from quarantine_order',
      [Buffer.alloc(32)],
    )
    expect(await eraseOutages(database.pool, T0 + 15 * MINUTE)).toBe(0)
    expect(await eraseOutages(database.pool, T0 + 60 * MINUTE)).toBe(1)
    await database.pool.query('truncate erasure_report')
  })
})
