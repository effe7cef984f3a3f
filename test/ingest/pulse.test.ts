import { pino } from 'pino'
import { Registry } from 'prom-client'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Instant } from '../../base/instant.ts'
import { QUIET_MS } from '../../evaluator/heard-until.ts'
import { Pulse } from '../../ingest/pulse.ts'
import { createPool } from '../../store/pool.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { MINUTE, T0 } from '../watch/stories.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())
beforeEach(() => database.pool.query('truncate pulse, outage'))

function pulseAt(clock: () => Instant, pool = database.pool) {
  const metrics = new Registry()
  return { metrics, pulse: new Pulse({ pool, clock, log: pino({ level: 'silent' }), metrics }) }
}

const lengths = async () =>
  (
    await database.pool.query(
      'select extract(epoch from until_at - from_at)::float8 * 1000 as ms from outage order by id',
    )
  ).rows.map((it) => it.ms)
const written = async () => (await database.pool.query('select at from pulse')).rows.map((it) => it.at)

describe('the pulse of a process that hears sensors', () => {
  test('costs nothing while it is young, and is renewed before anything is judged with an old one', async () => {
    let now = T0
    const { pulse } = pulseAt(() => now)
    await pulse.start()
    now += QUIET_MS
    await pulse.ensure(now)
    expect(await written()).toEqual([T0])
    now += 1
    await Promise.all([pulse.ensure(now), pulse.ensure(now)])
    expect(await written()).toEqual([now])
    await pulse.stop()
    expect(await lengths()).toEqual([])
  })

  test('a machine that slept notices it before the first batch, and counts it', async () => {
    let now = T0
    const { pulse, metrics } = pulseAt(() => now)
    await pulse.start()
    now += 10 * MINUTE
    await pulse.ensure(now)
    await pulse.stop()
    expect(await lengths()).toEqual([10 * MINUTE - QUIET_MS])
    expect(await metrics.getSingleMetric('menshen_outages_total')?.get()).toMatchObject({ values: [{ value: 1 }] })
    expect(await metrics.getSingleMetric('menshen_outage_seconds_total')?.get()).toMatchObject({
      values: [{ value: 580 }],
    })
  })

  test('a database that is away: nothing is judged, and its absence is an outage once it is back', async () => {
    let now = T0
    const target = { url: database.url }
    const errors: Error[] = []
    const pool = createPool({ ...target, max: 1, applicationName: 'test', onError: (error) => errors.push(error) })
    const { pulse } = pulseAt(() => now, pool)
    await pulse.start()
    await database.pool.query('alter table pulse rename to pulse_away')
    now += 5 * MINUTE
    await expect(pulse.ensure(now)).rejects.toThrow('pulse')
    await database.pool.query('alter table pulse_away rename to pulse')
    now += MINUTE
    await pulse.ensure(now)
    await pulse.stop()
    await pool.end()
    expect(await lengths()).toEqual([6 * MINUTE - QUIET_MS])
    expect(errors).toEqual([])
  })

  test('while one of several hears, there is no outage; a clock put back changes nothing', async () => {
    let now = T0
    const [one, other] = [pulseAt(() => now), pulseAt(() => now)]
    await one.pulse.start()
    await other.pulse.start()
    for (let minutes = 1; minutes <= 3; minutes += 1) {
      now += QUIET_MS + 1
      await other.pulse.ensure(now)
    }
    await one.pulse.ensure(now)
    now = T0 - 60 * MINUTE
    await one.pulse.ensure(now)
    await pulseAt(() => now).pulse.ensure(now)
    await one.pulse.stop()
    await other.pulse.stop()
    expect(await lengths()).toEqual([])
    expect(await written()).toEqual([T0 + 3 * (QUIET_MS + 1)])
  })
})
