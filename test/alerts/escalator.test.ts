import { Registry } from 'prom-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Escalator, startEscalator } from '../../alerts/escalator.ts'
import type { StaffId } from '../../base/id.ts'
import { createLog } from '../../base/log.ts'
import { acknowledgeAlert } from '../../store/alert.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { until } from '../support/until.ts'
import { MINUTE, T0 } from '../watch/stories.ts'
import { type District, makeDistrict } from './district.ts'

describe('who escalates when a commit wakes it', () => {
  let database: TestDatabase
  let d: District
  let gu: StaffId

  beforeAll(async () => {
    database = await freshDatabase()
    d = await makeDistrict(database.pool)
    gu = await d.join('gu', d.building)
    await d.staffed(d.building, 'grid_worker', [gu])
  })
  afterAll(() => database.close())

  const start = (now: () => number): { escalator: Escalator; metrics: Registry } => {
    const metrics = new Registry()
    const escalator = startEscalator({ pool: database.pool, clock: now, log: createLog('silent'), metrics })
    return { escalator, metrics }
  }
  const steps = async () =>
    (await database.pool.query("select 1 from notification where reason like 'step/%'")).rowCount

  test('takes each first step once, with two processes woken often, and counts what it did', async () => {
    let now = T0
    const [one, other] = [start(() => now), start(() => now)]
    const alerts = []
    for (let n = 0; n < 20; n++) {
      alerts.push(await d.raise(T0))
      one.escalator.wake()
      other.escalator.wake()
    }
    await until('all are called about', async () => (await steps()) === 20)
    await Promise.all([one.escalator.stop(), other.escalator.stop()])
    const counted = await Promise.all([one.metrics.metrics(), other.metrics.metrics()])
    const sum = (name: string) =>
      counted
        .flatMap((it) => it.split('\n'))
        .filter((it) => it.startsWith(name))
        .reduce((total, it) => total + Number(it.split(' ').at(-1)), 0)
    expect(sum('menshen_escalation_calls_total{level="grid_worker",call="step"}')).toBe(20)
    const third = start(() => now)
    now = T0 + 20 * MINUTE
    expect(await third.metrics.metrics()).toContain('menshen_escalations_overdue 20')
    for (const alert of alerts) await d.inDb((tx) => acknowledgeAlert(tx, alert, gu, now))
    await third.escalator.run()
    now += 30 * MINUTE
    await third.escalator.run()
    const said = await third.metrics.metrics()
    expect(said).toContain('menshen_escalation_returned_total 20')
    expect(said).toContain('menshen_escalations_overdue 0')
    await third.escalator.stop()
  })
})
