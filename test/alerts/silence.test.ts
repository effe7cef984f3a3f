import { Registry } from 'prom-client'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startOutbox } from '../../alerts/outbox.ts'
import { noFailpoint } from '../../base/failpoint.ts'
import type { AlertId, SilenceId, StaffId } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import { createLog } from '../../base/log.ts'
import { addContactPoint } from '../../registry/contact-point.ts'
import { createSilence, endSilence } from '../../registry/silence.ts'
import { findAlert } from '../../store/alert.ts'
import { countOverdueEscalations } from '../../store/escalation.ts'
import type { NewSilence } from '../../store/silence.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { MINUTE, T0 } from '../watch/stories.ts'
import { type District, makeDistrict } from './district.ts'

describe('while a silence lasts', () => {
  let database: TestDatabase
  let d: District
  let gu: StaffId

  beforeAll(async () => {
    database = await freshDatabase()
  })
  afterAll(() => database.close())
  beforeEach(async () => {
    await database.pool.query('update notification set sent_at = now() where sent_at is null')
    await database.pool.query('update contact_point set disabled_at = now()')
    await database.pool.query("update silence set ended_at = from_at, ended_by = 'x' where ended_at is null")
    await database.pool.query("update escalation set stopped_at = now(), stopped_why = 'held' where stopped_at is null")
    d = await makeDistrict(database.pool)
    gu = await d.join('gu', d.building)
    await d.staffed(d.building, 'grid_worker', [gu])
    const point = { areaId: d.street, channel: 'webhook', target: 'https://street.example/', secret: null } as const
    await d.inDb((tx) => addContactPoint(tx, [d.root], { ...point, severityMin: 'minor' }))
  })

  const silence = (over: Partial<NewSilence> = {}): Promise<SilenceId> => {
    const whole = { areaId: d.street, householdId: null, kinds: null, reason: 'new batteries' }
    const given = { ...whole, from: T0, until: T0 + 30 * MINUTE, ...over }
    return d.inDb((tx) => createSilence(tx, [d.root], given, 'officer', T0))
  }
  const saidUntil = async (alert: AlertId, now: Instant) =>
    (await findAlert(database.pool, [d.root], alert, now))?.silencedUntil

  test('an alert is raised, shown and logged; nobody is told and no step is taken; then both are, at once', async () => {
    await silence()
    const alert = await d.raise(T0 + MINUTE)
    for (const minutes of [1, 2, 29]) {
      await d.sweepAt(T0 + minutes * MINUTE)
      expect(await d.sent(T0 + minutes * MINUTE)).toEqual([])
    }
    expect(await d.log(alert)).toEqual(['raised', 'silenced'])
    expect(await saidUntil(alert, T0 + MINUTE)).toBe(T0 + 30 * MINUTE)
    expect(await countOverdueEscalations(database.pool, T0 + 20 * MINUTE)).toBe(0)
    await d.sweepAt(T0 + 30 * MINUTE)
    expect(await d.sent(T0 + 30 * MINUTE)).toEqual(['raised street', 'step/grid_worker gu'])
    expect(await saidUntil(alert, T0 + 30 * MINUTE)).toBeNull()
    const detail = await database.pool.query("select detail from alert_log where alert_id = $1 and what = 'silenced'", [
      alert,
    ])
    expect(detail.rows).toEqual([{ detail: { by: 'officer', reason: 'new batteries', until: T0 + 30 * MINUTE } }])
  })

  test('what was raised before is held too, from its beginning; ended early, it goes on', async () => {
    await d.staffed(d.street, 'duty_desk', [await d.join('desk', d.street)])
    const alert = await d.raise(T0)
    await d.sweepAt(T0)
    expect(await d.sent(T0)).toEqual(['raised street', 'step/grid_worker gu'])
    const id = await silence({ from: T0 + MINUTE })
    expect(await d.log(alert)).toEqual(['raised', ['escalated', { level: 'grid_worker', people: 1 }]])
    await d.sweepAt(T0 + 16 * MINUTE)
    expect(await d.sent(T0 + 16 * MINUTE)).toEqual([])
    expect((await d.log(alert)).at(-1)).toBe('silenced')
    const over = T0 + 17 * MINUTE
    await d.inDb((tx) => endSilence(tx, [d.root], id, 'officer', over))
    await expect(d.inDb((tx) => endSilence(tx, [d.root], id, 'officer', over))).rejects.toThrow()
    await d.sweepAt(over)
    expect(await d.sent(over)).toEqual(['step/duty_desk desk'])
    expect((await d.log(alert)).slice(2)).toMatchObject([
      'silenced',
      'silence_ended',
      ['escalated', { level: 'duty_desk' }],
    ])
  })

  test('what is over by its end is told to nobody; what was over before it began is', async () => {
    const earlier = await d.raise(T0, { condition: 'cleared', clearedAt: T0 })
    expect(await d.sent(T0)).toEqual(['raised street'])
    await silence()
    const alert = await d.raise(T0 + MINUTE, { episode: 'cleared' })
    await d.write(T0 + 5 * MINUTE, { episode: 'cleared', condition: 'cleared', clearedAt: T0 + 5 * MINUTE })
    const standing = await d.raise(T0 + MINUTE)
    expect(await d.sent(T0 + 29 * MINUTE)).toEqual([])
    await d.sweepAt(T0 + 30 * MINUTE)
    expect(await d.sent(T0 + 30 * MINUTE)).toEqual(['raised street', 'step/grid_worker gu'])
    const { rows } = await database.pool.query(
      'select alert_id as alert, cancelled_at as "cancelledAt" from notification where alert_id = any($1) order by 1, id',
      [[earlier, alert, standing]],
    )
    expect(rows).toEqual([
      { alert: earlier, cancelledAt: null },
      { alert, cancelledAt: T0 + 30 * MINUTE },
      { alert: standing, cancelledAt: null },
      { alert: standing, cancelledAt: null },
    ])
    const late = await d.raise(T0 + 31 * MINUTE, { condition: 'cleared', clearedAt: T0 + 31 * MINUTE })
    expect(await d.log(late)).toEqual(['raised'])
    expect(await d.sent(T0 + 31 * MINUTE)).toEqual(['raised street'])
  })

  test('only its area, household and kinds are, and never an emergency', async () => {
    const other = await makeDistrict(database.pool)
    const point = { areaId: other.root, channel: 'webhook', target: 'https://root.example/', secret: null } as const
    await d.inDb((tx) => addContactPoint(tx, [d.root], { ...point, severityMin: 'minor' }))
    const sentOf = async (here: District, kind: string, now: Instant) => {
      const alert = await here.raise(now, { kind, severity: 'critical' })
      await d.sent(now)
      const { rows } = await database.pool.query('select sent_at from notification where alert_id = $1 limit 1', [
        alert,
      ])
      return rows[0].sent_at !== null
    }
    await silence({ kinds: ['left_open'], areaId: d.building, householdId: d.household })
    const kinds = ['left_open', 'sensor_tamper']
    expect(await Promise.all(kinds.map((it) => sentOf(d, it, T0 + 1)))).toEqual([false, true])
    expect(await Promise.all(kinds.map((it) => sentOf(other, it, T0 + 1)))).toEqual([true, true])
    await silence({ areaId: d.building })
    const anything = ['sensor_tamper', 'emergency']
    expect(await Promise.all(anything.map((it) => sentOf(d, it, T0 + 2)))).toEqual([false, true])
  })

  test('a message to the resident is held back as one about an unpermitted opening is', async () => {
    await database.pool.query(
      `with point as (insert into contact_point (household_id, channel, target) values ($1, 'webhook', 'https://r.example') returning id),
         told as (insert into opening (order_id, household_id, sensor_uid, opened_at, explanation)
           select id, household_id, 'door', to_timestamp($2 / 1000.0),
             '{"verdict": "pending", "thresholds": {"graceSeconds": 0, "residentFirstSeconds": 3600}}' from quarantine_order where household_id = $1)
       insert into notification (contact_point_id, reason, order_id, sensor_uid, opened_at, due_at)
       select point.id, 'resident', o.id, 'door', to_timestamp($2 / 1000.0), to_timestamp($2 / 1000.0)
       from point, quarantine_order o where o.household_id = $1`,
      [d.household, T0],
    )
    await silence({ kinds: ['left_open'], until: T0 + 10 * MINUTE })
    const id = await silence()
    expect(await d.sent(T0 + MINUTE)).toEqual([])
    await d.inDb((tx) => endSilence(tx, [d.root], id, 'officer', T0 + 2 * MINUTE))
    expect(await d.sent(T0 + 2 * MINUTE)).toEqual(['resident r'])
  })

  test('a test message arrives, and what is held back is counted apart', async () => {
    await silence()
    await d.raise(T0 + MINUTE)
    const metrics = new Registry()
    const outbox = startOutbox({
      ...{ pool: database.pool, worker: 'w', clock: () => T0 + MINUTE, random: () => 1, log: createLog('silent') },
      ...{ channels: [], metrics, failpoint: noFailpoint, linkOf: () => null, createClient: null, pollMs: 3_600_000 },
    })
    await outbox.run()
    const said = await metrics.metrics()
    expect(said).toContain('menshen_notifications_silenced{channel="webhook"} 1')
    expect(said).toContain('menshen_notifications_due{channel="webhook"} 0')
    await outbox.stop()
  })
})
