import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { escalate } from '../../alerts/escalate.ts'
import type { AlertId, StaffId } from '../../base/id.ts'
import { DEFAULT_TERMS } from '../../registry/escalation-policy.ts'
import { acknowledgeAlert, resolveAlert } from '../../store/alert.ts'
import { holdAlerts, releaseAlerts, writeGroupAlert } from '../../store/group-alert.ts'
import { onlyRow } from '../../store/only-row.ts'
import { inTransaction } from '../../store/transaction.ts'
import { mergeAlert, SILENCE_HOLD_MS } from '../../store/verdict.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { MINUTE, speaker, T0 } from '../watch/stories.ts'
import { claimDue } from './claim-due.ts'
import { type District, makeDistrict } from './district.ts'

const SECOND = 1000
const { repeatMs: REPEAT_MS, repeatedMsMax: REPEATED_MS_MAX } = DEFAULT_TERMS
/** In Shanghai. */
const TEN_PAST_TWO = T0 + 130 * MINUTE

describe('an alert that nobody acknowledges', () => {
  let database: TestDatabase
  let d: District
  let gu: StaffId

  beforeAll(async () => {
    database = await freshDatabase()
  })
  afterAll(() => database.close())
  // A sweep is of everything that is there.
  beforeEach(async () => {
    await database.pool.query('update notification set cancelled_at = now() where sent_at is null')
    await database.pool.query("update escalation set stopped_at = now(), stopped_why = 'too_long', handle_by = null")
    d = await makeDistrict(database.pool)
  })

  /** The grid worker Gu, the desk's Ding and the street's Shen. */
  const staffAll = async (): Promise<void> => {
    gu = await d.join('gu', d.building)
    await d.staffed(d.building, 'grid_worker', [gu])
    await d.staffed(d.community, 'duty_desk', [await d.join('ding', d.community)])
    await d.staffed(d.street, 'street_office', [await d.join('shen', d.street)])
  }
  const escalation = async (alert: AlertId) =>
    onlyRow(
      (
        await database.pool.query(
          `select run, step, repeats, due_at as "dueAt", stopped_at as "stoppedAt", stopped_why as why
           from escalation where alert_id = $1`,
          [alert],
        )
      ).rows,
    )
  const sweptAt = async (now: number) => {
    await d.sweepAt(now)
    return d.sent(now)
  }
  const acknowledge = (alert: AlertId, at: number) => d.inDb((tx) => acknowledgeAlert(tx, alert, gu, at))

  test('in the night at ten past two: the grid worker, then the desk, who acknowledges, and nobody after that', async () => {
    await staffAll()
    const say = speaker()
    await d.hear([say('opened', TEN_PAST_TWO)], TEN_PAST_TWO)
    expect(await d.sent(TEN_PAST_TWO)).toEqual([])
    expect(await sweptAt(TEN_PAST_TWO)).toEqual(['step/grid_worker gu'])
    expect(await sweptAt(TEN_PAST_TWO + 179 * SECOND)).toEqual([])
    expect(await sweptAt(TEN_PAST_TWO + 180 * SECOND)).toEqual(['step/duty_desk ding'])
    const { rows } = await database.pool.query('select max(alert_id) as id from escalation')
    const alert = onlyRow(rows).id
    await acknowledge(alert, TEN_PAST_TWO + 200 * SECOND)
    for (const later of [300, 900, 1800]) expect(await sweptAt(TEN_PAST_TWO + later * SECOND)).toEqual([])
    expect(await escalation(alert)).toMatchObject({ why: 'acknowledged', stoppedAt: TEN_PAST_TWO + 300 * SECOND })
    expect(await d.log(alert)).toEqual([
      'raised',
      ['escalated', { level: 'grid_worker', people: 1 }],
      ['escalated', { level: 'duty_desk', people: 1 }],
      'acknowledged',
    ])
  })

  test('is called about again every ten minutes, for twelve hours', async () => {
    await staffAll()
    const alert = await d.raise(T0)
    for (const at of [0, 180, 300]) await d.sweepAt(T0 + at * SECOND)
    expect((await d.sent(T0 + 300 * SECOND)).length).toBe(3)
    const all = (n: number) =>
      ['grid_worker gu', 'duty_desk ding', 'street_office shen'].map((it) => `repeat/${n}/${it}`)
    let repeats = 0
    for (let at = T0 + 300 * SECOND + REPEAT_MS; at <= T0 + REPEATED_MS_MAX; at += REPEAT_MS) {
      repeats += 1
      expect(await sweptAt(at)).toEqual(all(repeats))
    }
    expect(repeats).toBe(71)
    expect(await sweptAt(T0 + REPEATED_MS_MAX + REPEAT_MS)).toEqual([])
    expect(await escalation(alert)).toMatchObject({ repeats: 71, why: 'too_long' })
    expect((await d.log(alert)).at(-1)).toEqual(['escalated', { level: 'street_office', people: 1, repeat: 71 }])
  })

  describe('is called about no more once', () => {
    const stops: readonly (readonly [why: string, stop: (alert: AlertId, at: number) => Promise<unknown>])[] = [
      ['acknowledged', acknowledge],
      [
        'resolved',
        (alert, at) => d.inDb((tx) => resolveAlert(tx, alert, gu, at, { outcome: 'false_alarm', note: '' })),
      ],
      [
        'cleared',
        (_alert, at) => d.write(at, { episode: 'one', condition: 'cleared', clearedAt: at, clearedReason: 'closed' }),
      ],
      ['held', async (alert, at) => d.inDb(async (tx) => holdAlerts(tx, await groupAlert(at), [alert], at))],
      [
        'merged',
        async (alert, at) => {
          const older = await d.raise(at, { severity: 'minor' })
          await d.inDb((tx) => mergeAlert(tx, alert, older, at))
        },
      ],
    ]
    const groupAlert = (at: number) =>
      d.inDb((tx) =>
        writeGroupAlert(
          tx,
          {
            ...{ gateway: null, area: d.building, scopePath: [d.building], kind: 'group_silent', episode: String(at) },
            ...{
              severity: 'minor',
              condition: 'active',
              clearedAt: null,
              clearedReason: null,
              startedAt: at,
              lastAt: at,
            },
            ...{ count: 3, explanation: { sentence: { zh: '失联', en: 'silent' } } },
          },
          at,
        ),
      )

    test.each(stops)('%s, before the next step', async (why, stop) => {
      await staffAll()
      const alert = await d.write(T0, { episode: 'one' })
      expect(await sweptAt(T0)).toEqual(['step/grid_worker gu'])
      await stop(alert, T0 + MINUTE)
      expect(await sweptAt(T0 + 30 * MINUTE)).toEqual([])
      expect(await escalation(alert)).toMatchObject({ why, stoppedAt: T0 + 30 * MINUTE, step: 1 })
    })

    test.each(stops)('%s, while the message waits to be sent', async (_why, stop) => {
      await staffAll()
      const alert = await d.write(T0, { episode: 'one' })
      await d.sweepAt(T0)
      await stop(alert, T0 + MINUTE)
      expect(await d.sent(T0 + MINUTE)).toEqual([])
      const { rows } = await database.pool.query('select cancelled_at as at from notification where alert_id = $1', [
        alert,
      ])
      expect(rows).toEqual([{ at: T0 + MINUTE }])
    })

    test('held, and begins anew when it is released', async () => {
      await staffAll()
      const alert = await d.write(T0, { episode: 'one' })
      await d.sweepAt(T0)
      await d.inDb(async (tx) => holdAlerts(tx, await groupAlert(T0), [alert], T0))
      expect(await sweptAt(T0 + MINUTE)).toEqual([])
      await d.inDb((tx) => releaseAlerts(tx, [alert], T0 + 2 * MINUTE))
      expect(await sweptAt(T0 + 2 * MINUTE)).toEqual(['step/grid_worker/run/2 gu'])
      expect(await sweptAt(T0 + 5 * MINUTE)).toEqual(['step/duty_desk/run/2 ding'])
    })
  })

  test('an acknowledgement that is being committed is waited for, and nothing is sent after it', async () => {
    await staffAll()
    const alert = await d.raise(T0)
    await d.sweepAt(T0)
    await inTransaction(database.pool, async (tx) => {
      await acknowledgeAlert(tx, alert, gu, T0)
      expect(await d.sent(T0)).toEqual([])
      await d.sweepAt(T0 + 3 * MINUTE)
    })
    expect(await sweptAt(T0 + 3 * MINUTE)).toEqual([])
    expect(await d.log(alert)).toEqual(['raised', ['escalated', { level: 'grid_worker', people: 1 }], 'acknowledged'])
  })

  test('an acknowledgement that comes while a message is claimed commits after the claim', async () => {
    await staffAll()
    const alert = await d.raise(T0)
    await d.sweepAt(T0)
    await inTransaction(database.pool, async (tx) => {
      const claim = { worker: 'w', channel: 'webhook', now: T0, leaseMs: 1, limit: 5 } as const
      expect((await claimDue(tx, claim)).length).toBe(1)
      const impatient = inTransaction(database.pool, async (other) => {
        await other.query("set local lock_timeout = '50ms'")
        await acknowledgeAlert(other, alert, gu, T0)
      })
      await expect(impatient).rejects.toMatchObject({ code: '55P03' })
    })
    await acknowledge(alert, T0)
  })

  test('after ten minutes in which nobody ran, all steps at once and in order', async () => {
    await staffAll()
    await d.raise(T0)
    expect(await sweptAt(T0 + 10 * MINUTE)).toEqual([
      'step/grid_worker gu',
      'step/duty_desk ding',
      'step/street_office shen',
    ])
    expect(await sweptAt(T0 + 20 * MINUTE - 1)).toEqual([])
    expect((await sweptAt(T0 + 20 * MINUTE)).length).toBe(3)
  })

  test('when every worker was down, those that somebody answered meanwhile are left out, and what was called is not repeated', async () => {
    await staffAll()
    const begun = await d.raise(T0)
    expect(await sweptAt(T0)).toEqual(['step/grid_worker gu'])
    const [late, answered, small] = [
      await d.raise(T0 + MINUTE, { severity: 'major' }),
      await d.raise(T0 + MINUTE),
      await d.raise(T0 + MINUTE, { severity: 'minor' }),
    ]
    await acknowledge(answered, T0 + 2 * MINUTE)
    await d.sweepAt(T0 + 7 * MINUTE)
    const { rows } = await database.pool.query(
      `select n.alert_id as alert, n.reason from notification n where n.alert_id = any($1)
       order by n.id`,
      [[begun, late, answered, small]],
    )
    const called = (alert: AlertId, levels: readonly string[]) => levels.map((it) => ({ alert, reason: `step/${it}` }))
    expect(rows).toEqual([
      ...called(begun, ['grid_worker', 'duty_desk', 'street_office']),
      ...called(late, ['grid_worker', 'duty_desk', 'street_office']),
    ])
    expect(await escalation(answered)).toMatchObject({ step: 0, why: 'acknowledged' })
    const claim = { worker: 'w', channel: 'webhook', now: T0 + 7 * MINUTE, leaseMs: 1, limit: 50 } as const
    const sent = (await claimDue(database.pool, claim)).map((it) => `${it.reason} ${it.alertId === begun}`)
    expect(sent.slice(0, 2)).toEqual(['step/duty_desk true', 'step/street_office true'])
  })

  test('a process that dies before it commits leaves nothing, and the step is taken once', async () => {
    await staffAll()
    const alert = await d.raise(T0)
    const dying = inTransaction(database.pool, async (tx) => {
      await escalate(tx, T0)
      throw new Error('killed')
    })
    await expect(dying).rejects.toThrow('killed')
    expect(await d.sent(T0)).toEqual([])
    expect(await escalation(alert)).toMatchObject({ step: 0, dueAt: T0 })
    expect(await sweptAt(T0)).toEqual(['step/grid_worker gu'])
    await database.pool.query('update escalation set step = 0 where alert_id = $1', [alert])
    expect(await sweptAt(T0 + 3 * MINUTE)).toEqual(['step/duty_desk ding'])
  })

  test('many processes at once call each person once', async () => {
    await staffAll()
    const alerts: AlertId[] = []
    for (let n = 0; n < 30; n++) alerts.push(await d.raise(T0))
    for (const at of [T0, T0 + 3 * MINUTE]) {
      await Promise.all([1, 2, 3, 4].map(() => inTransaction(database.pool, (tx) => escalate(tx, at))))
      await d.sweepAt(at)
    }
    expect((await d.sent(T0 + 3 * MINUTE)).toSorted()).toEqual([
      ...alerts.map(() => 'step/duty_desk ding'),
      ...alerts.map(() => 'step/grid_worker gu'),
    ])
    for (const alert of alerts) expect((await d.log(alert)).length).toBe(3)
  })

  test('the most severe first', async () => {
    await staffAll()
    const major = await d.raise(T0, { severity: 'major' })
    const critical = await d.raise(T0 + SECOND)
    await d.sweepAt(T0 + SECOND)
    const { rows } = await database.pool.query('select alert_id as alert from notification order by id')
    expect(rows.map((it) => it.alert).slice(-2)).toEqual([critical, major])
  })

  test('of small things nobody is called', async () => {
    await staffAll()
    await d.raise(T0, { severity: 'minor', kind: 'sensor_battery' })
    expect(await sweptAt(T0 + 60 * MINUTE)).toEqual([])
  })

  test('a silence is called about after its hold', async () => {
    await staffAll()
    await d.raise(T0, { severity: 'major', kind: 'sensor_silent' })
    expect(await sweptAt(T0 + SILENCE_HOLD_MS - 1)).toEqual([])
    expect(await sweptAt(T0 + SILENCE_HOLD_MS)).toEqual(['step/grid_worker gu'])
    expect(await sweptAt(T0 + SILENCE_HOLD_MS + 3 * MINUTE)).toEqual(['step/duty_desk ding'])
  })

  test('that becomes more severe is called about at once and from the beginning', async () => {
    await staffAll()
    await d.write(T0, { kind: 'left_open', severity: 'major' })
    expect(await sweptAt(T0)).toEqual(['step/grid_worker gu'])
    await d.write(T0 + MINUTE, { kind: 'left_open', severity: 'critical' })
    expect(await sweptAt(T0 + MINUTE)).toEqual(['step/grid_worker/run/2 gu'])
    await d.write(T0 + 2 * MINUTE, { kind: 'left_open', severity: 'critical', count: 2 })
    expect(await sweptAt(T0 + 4 * MINUTE - 1)).toEqual([])
    expect(await sweptAt(T0 + 4 * MINUTE)).toEqual(['step/duty_desk/run/2 ding'])
  })

  test('that is active again begins anew, unless somebody has it in hand', async () => {
    await staffAll()
    const alert = await d.write(T0, {})
    await sweptAt(T0)
    const clear = (at: number) => d.write(at, { condition: 'cleared', clearedAt: at, clearedReason: 'closed' })
    await clear(T0 + MINUTE)
    expect(await sweptAt(T0 + 10 * MINUTE)).toEqual([])
    await d.write(T0 + 20 * MINUTE, {})
    expect(await sweptAt(T0 + 20 * MINUTE)).toEqual(['step/grid_worker/run/2 gu'])
    await acknowledge(alert, T0 + 21 * MINUTE)
    await clear(T0 + 22 * MINUTE)
    await d.write(T0 + 23 * MINUTE, {})
    expect(await sweptAt(T0 + 50 * MINUTE)).toEqual([])
    expect(await escalation(alert)).toMatchObject({ run: 3, why: 'acknowledged' })
  })

  test('goes to the nearest roster of a level, to all of them there, and past a level that reaches nobody', async () => {
    const [far, near, other, silent] = [
      await d.join('far', d.street),
      await d.join('near', d.community),
      await d.join('other', d.community),
      await d.join('silent', d.community, null),
    ]
    await d.staffed(d.street, 'grid_worker', [far])
    await d.staffed(d.community, 'grid_worker', [near, silent])
    await d.staffed(d.community, 'grid_worker', [other])
    await d.staffed(d.street, 'street_office', [far])
    const alert = await d.raise(T0)
    expect((await sweptAt(T0)).toSorted()).toEqual(['step/grid_worker near', 'step/grid_worker other'])
    expect(await sweptAt(T0 + 3 * MINUTE)).toEqual(['step/street_office far'])
    expect(await d.log(alert)).toEqual([
      'raised',
      ['escalated', { level: 'grid_worker', people: 2 }],
      ['escalated', { level: 'street_office', people: 1 }],
    ])
  })

  test('of which nobody can be told says so once, and somebody who comes later is called', async () => {
    const NOBODY = ['nobody_to_reach', { levels: ['grid_worker', 'duty_desk', 'street_office'] }]
    await d.staffed(d.street, 'street_office', [await d.join('silent', d.street, null)])
    const alert = await d.raise(T0)
    for (const minutes of [0, 3, 10, 20]) expect(await sweptAt(T0 + minutes * MINUTE)).toEqual([])
    expect(await d.log(alert)).toEqual(['raised', NOBODY])
    await staffAll()
    expect((await sweptAt(T0 + 30 * MINUTE)).length).toBe(3)
  })

  test('says nothing of where there is no roster at all', async () => {
    const alert = await d.raise(T0)
    for (const minutes of [0, 3, 10]) await d.sweepAt(T0 + minutes * MINUTE)
    expect(await d.log(alert)).toEqual(['raised'])
  })

  test('goes to nobody who may no longer sign in, and to no point for what is more severe only', async () => {
    await staffAll()
    const picky = await d.join('picky', d.community, 'critical')
    await d.staffed(d.building, 'grid_worker', [picky])
    await database.pool.query('update staff set disabled_at = to_timestamp($1 / 1000.0) where id = $2', [T0, gu])
    await d.raise(T0 + MINUTE, { severity: 'major' })
    expect(await sweptAt(T0 + MINUTE)).toEqual(['step/duty_desk ding'])
    await d.raise(T0 + MINUTE)
    expect(await sweptAt(T0 + MINUTE)).toEqual(['step/grid_worker picky'])
  })
})
