import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { AlertId, StaffId } from '../../base/id.ts'
import { addContactPoint } from '../../registry/contact-point.ts'
import { acknowledgeAlert, resolveAlert } from '../../store/alert.ts'
import { holdAlerts } from '../../store/group-alert.ts'
import { onlyRow } from '../../store/only-row.ts'
import { inTransaction } from '../../store/transaction.ts'
import { mergeAlert } from '../../store/verdict.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { MINUTE, T0 } from '../watch/stories.ts'
import { type District, makeDistrict } from './district.ts'

describe('an alert that somebody acknowledged', () => {
  let database: TestDatabase
  let d: District
  let gu: StaffId
  let ding: StaffId

  beforeAll(async () => {
    database = await freshDatabase()
  })
  afterAll(() => database.close())
  beforeEach(async () => {
    await database.pool.query('update notification set cancelled_at = now() where sent_at is null')
    await database.pool.query("update escalation set stopped_at = now(), stopped_why = 'too_long', handle_by = null")
    d = await makeDistrict(database.pool)
    gu = await d.join('gu', d.building)
    ding = await d.join('ding', d.community)
    await d.staffed(d.building, 'grid_worker', [gu])
  })

  const sweptAt = async (now: number) => {
    await d.sweepAt(now)
    return d.sent(now)
  }
  const acknowledge = (alert: AlertId, at: number, by = ding) => d.inDb((tx) => acknowledgeAlert(tx, alert, by, at))
  const resolve = (alert: AlertId, at: number) =>
    d.inDb((tx) => resolveAlert(tx, alert, ding, at, { outcome: 'false_alarm', note: '' }))
  const clear = (at: number) => d.write(at, { condition: 'cleared', clearedAt: at, clearedReason: 'closed' })
  const stands = async (alert: AlertId) =>
    onlyRow(
      (
        await database.pool.query(
          'select handling, acknowledged_at as at, acknowledged_by as by from alert where id = $1',
          [alert],
        )
      ).rows,
    )
  /** Raised, called about and acknowledged by Ding a minute later. */
  const inHand = async () => {
    const alert = await d.write(T0, {})
    expect(await sweptAt(T0)).toEqual(['step/grid_worker gu'])
    await acknowledge(alert, T0 + MINUTE)
    return alert
  }
  const OVER = T0 + 31 * MINUTE
  const reminder = `reminder/${T0 + MINUTE} ding`

  test('and did not resolve in time is new again, its holder is reminded, and people are called anew', async () => {
    const alert = await inHand()
    expect(await sweptAt(OVER - 1)).toEqual([])
    expect(await stands(alert)).toEqual({ handling: 'acknowledged', at: T0 + MINUTE, by: ding })
    expect((await sweptAt(OVER)).toSorted()).toEqual([reminder, 'step/grid_worker/run/2 gu'])
    expect(await stands(alert)).toEqual({ handling: 'new', at: null, by: null })
    const { rows } = await database.pool.query(
      "select staff_id as by, detail from alert_log where alert_id = $1 and what = 'returned'",
      [alert],
    )
    expect(rows).toEqual([{ by: ding, detail: { afterMs: 30 * MINUTE } }])
    await acknowledge(alert, OVER + MINUTE, gu)
    expect(await sweptAt(OVER + 31 * MINUTE - 1)).toEqual([])
    expect((await sweptAt(OVER + 31 * MINUTE)).toSorted()).toEqual([
      `reminder/${OVER + MINUTE} gu`,
      'step/grid_worker/run/3 gu',
    ])
  })

  test('goes back however late, when every worker was down', async () => {
    await inHand()
    expect((await sweptAt(OVER + 600 * MINUTE)).toSorted()).toEqual([reminder, 'step/grid_worker/run/2 gu'])
  })

  test('that is over by itself is left to its holder, who is reminded once', async () => {
    const alert = await inHand()
    await clear(T0 + 2 * MINUTE)
    expect(await sweptAt(OVER)).toEqual([reminder])
    expect(await stands(alert)).toEqual({ handling: 'acknowledged', at: T0 + MINUTE, by: ding })
    expect((await d.log(alert)).at(-1)).toBe('reminded')
    expect(await sweptAt(OVER + 600 * MINUTE)).toEqual([])
    // Active again it has a time again, though it was reminded of before.
    await d.write(OVER + 601 * MINUTE, {})
    expect(await sweptAt(OVER + 601 * MINUTE)).toEqual([])
    expect(await sweptAt(OVER + 631 * MINUTE)).toEqual(['step/grid_worker/run/3 gu'])
  })

  test.each<[string, (alert: AlertId) => Promise<unknown>]>([
    ['was resolved', (alert) => resolve(alert, T0 + 2 * MINUTE)],
    [
      'was merged into another',
      async (alert) => {
        const older = await d.raise(T0, { severity: 'minor' })
        await d.inDb((tx) => mergeAlert(tx, alert, older, T0 + 2 * MINUTE))
        await resolve(older, T0 + 2 * MINUTE)
      },
    ],
  ])('and that %s is done with', async (_name, end) => {
    await end(await inHand())
    expect(await sweptAt(OVER)).toEqual([])
  })

  test('and that another one took over by a merge has the time of that acknowledgement', async () => {
    const older = await d.raise(T0, { severity: 'minor' })
    const younger = await inHand()
    await d.inDb((tx) => mergeAlert(tx, younger, older, T0 + 20 * MINUTE))
    expect(await sweptAt(OVER)).toEqual([reminder])
    expect(await stands(older)).toMatchObject({ handling: 'new' })
  })

  test('and that is held back for its group goes back without a word', async () => {
    const alert = await inHand()
    const group = await d.raise(T0, { severity: 'minor' })
    await d.inDb((tx) => holdAlerts(tx, group, [alert], T0 + 2 * MINUTE))
    expect(await sweptAt(OVER)).toEqual([])
    expect(await stands(alert)).toMatchObject({ handling: 'new' })
  })

  test('goes back also when it was never escalated, and nobody is called about small things', async () => {
    const alert = await d.raise(T0, { kind: 'sensor_battery', severity: 'minor' })
    await acknowledge(alert, T0 + MINUTE)
    expect(await sweptAt(OVER)).toEqual([reminder])
    expect(await stands(alert)).toMatchObject({ handling: 'new' })
    expect(await sweptAt(OVER + 60 * MINUTE)).toEqual([])
  })

  test('has the time that the policy of its run gives, or the one that holds when it was never escalated', async () => {
    await d.policy(d.street, { handlingMs: 5 * MINUTE })
    await d.policy(d.street, {
      handlingMs: 2 * MINUTE,
      severities: ['minor'],
      steps: [{ level: 'street_office', afterMs: 3_600_000, channels: null }],
    })
    await inHand()
    expect(await sweptAt(T0 + 6 * MINUTE - 1)).toEqual([])
    expect((await sweptAt(T0 + 6 * MINUTE)).toSorted()).toEqual([reminder, 'step/grid_worker/run/2 gu'])
  })

  test.each<[string, (alert: AlertId) => Promise<unknown>]>([
    ['it is resolved', (alert) => resolve(alert, OVER)],
    ['somebody has it in hand again', (alert) => acknowledge(alert, OVER, gu)],
  ])('is not reminded of when %s before the message goes', async (_name, act) => {
    const alert = await inHand()
    await d.sweepAt(OVER)
    await act(alert)
    expect(await d.sent(OVER)).toEqual([])
    const { rows } = await database.pool.query(
      "select cancelled_at as at from notification where alert_id = $1 and reason like 'reminder/%'",
      [alert],
    )
    expect(rows).toEqual([{ at: OVER }])
  })

  test('and that is being resolved is not taken out of the hands of whoever does', async () => {
    const alert = await inHand()
    await inTransaction(database.pool, async (tx) => {
      await resolveAlert(tx, alert, ding, OVER, { outcome: 'false_alarm', note: '' })
      expect(await sweptAt(OVER)).toEqual([])
    })
    expect(await sweptAt(OVER)).toEqual([])
    expect(await stands(alert)).toMatchObject({ handling: 'resolved' })
  })

  test('goes back once, however many processes look', async () => {
    const alert = await inHand()
    await Promise.all([1, 2, 3].map(() => d.sweepAt(OVER)))
    expect((await d.sent(OVER)).length).toBe(2)
    expect((await d.log(alert)).filter((it) => it === 'returned').length).toBe(1)
  })

  describe('and that goes on', () => {
    const onDoor = (areaId: District['street'], name: string) =>
      d.inDb((tx) => {
        const point = { areaId, channel: 'webhook', target: `https://${name}.example/`, secret: null } as const
        return addContactPoint(tx, [d.root], { ...point, severityMin: 'minor' })
      })
    const again = (at: number) => [`again/${at} ding`, `again/${at} street`]

    test('is told once to the areas and to the holder, and once more after the next acknowledgement', async () => {
      await onDoor(d.street, 'street')
      const alert = await d.write(T0, {})
      await d.write(T0, { count: 2 })
      expect(await sweptAt(T0)).toEqual(['raised street', 'step/grid_worker gu'])
      await acknowledge(alert, T0 + MINUTE)
      await d.write(T0 + 2 * MINUTE, { count: 3 })
      expect((await sweptAt(T0 + 2 * MINUTE)).toSorted()).toEqual(again(T0 + MINUTE))
      await d.write(T0 + 3 * MINUTE, { count: 4 })
      expect(await sweptAt(T0 + 3 * MINUTE)).toEqual([])
      await d.sweepAt(OVER)
      await d.sent(OVER)
      await acknowledge(alert, OVER + MINUTE)
      await d.write(OVER + 2 * MINUTE, { count: 5 })
      await d.write(OVER + 2 * MINUTE, { count: 6 })
      expect((await sweptAt(OVER + 2 * MINUTE)).toSorted()).toEqual(again(OVER + MINUTE))
    })

    test('is told also when it had been over meanwhile, and not when it only becomes active or counts less', async () => {
      await onDoor(d.street, 'street')
      const alert = await d.write(T0, { count: 2 })
      await sweptAt(T0)
      await acknowledge(alert, T0 + MINUTE)
      await d.write(T0 + 2 * MINUTE, { count: 1 })
      await d.write(T0 + 2 * MINUTE, { count: 1, condition: 'cleared', clearedAt: T0, clearedReason: 'closed' })
      await d.write(T0 + 2 * MINUTE, { count: 1 })
      expect(await sweptAt(T0 + 2 * MINUTE)).toEqual([])
      await d.write(T0 + 2 * MINUTE, { count: 1, condition: 'cleared', clearedAt: T0, clearedReason: 'closed' })
      await d.write(T0 + 3 * MINUTE, { count: 2 })
      expect((await sweptAt(T0 + 3 * MINUTE)).toSorted()).toEqual(again(T0 + MINUTE))
    })

    test('is told to nobody once it is resolved', async () => {
      await onDoor(d.street, 'street')
      const alert = await d.write(T0, {})
      await sweptAt(T0)
      await acknowledge(alert, T0 + MINUTE)
      await d.write(T0 + 2 * MINUTE, { count: 2 })
      await resolve(alert, T0 + 2 * MINUTE)
      expect(await sweptAt(T0 + 2 * MINUTE)).toEqual([])
    })
  })
})
