import { Registry } from 'prom-client'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startEscalator } from '../../alerts/escalator.ts'
import { startSweep } from '../../alerts/sweep.ts'
import type { AreaId, RosterId, StaffId } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import { createLog } from '../../base/log.ts'
import { WatchCache } from '../../evaluator/watch-cache.ts'
import { createArea } from '../../registry/area.ts'
import { addContactPoint } from '../../registry/contact-point.ts'
import { ensureRootArea } from '../../registry/root-area.ts'
import { addException, endException } from '../../registry/roster/exception.ts'
import { changeRoster, createRoster, endRoster } from '../../registry/roster/roster.ts'
import { addShift, endShift } from '../../registry/roster/shift.ts'
import { addStaff } from '../../registry/staff.ts'
import { acknowledgeAlert, resolveAlert } from '../../store/alert.ts'
import { eraseGroupAlerts } from '../../store/group-alert.ts'
import { inTransaction, type Queryable } from '../../store/transaction.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { claimDue } from './claim-due.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const DAILY = [1, 2, 3, 4, 5, 6, 7]
const at = (text: string): Instant => Date.parse(`2026-03-${text}+08:00`)
/** A Monday. */
const MADE = at('02T09:00')
const ABSENT = { kind: 'absent', substituteId: null, reason: 'course', by: 'desk' } as const

let marks = 0

describe('an hour in which nobody is on duty', () => {
  let database: TestDatabase
  let root: AreaId
  let area: AreaId
  let ada: StaffId
  let ben: StaffId
  let roster: RosterId
  let now: Instant

  const inDb = <T>(work: (tx: Queryable) => Promise<T>): Promise<T> => inTransaction(database.pool, work)
  const sweepAt = async (instant: Instant): Promise<void> => {
    now = instant
    const log = createLog('silent')
    const ensurePulse = async () => undefined
    const given = { pool: database.pool, log, clock: () => now }
    const escalator = startEscalator({ ...given, metrics: new Registry() })
    const options = { ...given, cache: new WatchCache(), everyMs: DAY, ensurePulse, escalateDue: escalator.run }
    const sweep = startSweep(options)
    await sweep.run()
    await sweep.stop()
  }
  const alerts = async () =>
    (
      await database.pool.query(
        `select id, severity, condition, cleared_reason as why, cleared_at as "clearedAt", handling, outcome,
           started_at as "startedAt", explanation #>> '{sentence,zh}' as zh, explanation #>> '{sentence,en}' as en,
           explanation -> 'evidence' as evidence, explanation -> 'thresholds' as thresholds
         from alert where kind = 'roster_empty' and area_id = $1 and merged_into is null order by id`,
        [area],
      )
    ).rows
  const logged = async (id: number) =>
    (await database.pool.query('select what from alert_log where alert_id = $1 order by id', [id])).rows.map(
      (it) => it.what,
    )
  const sent = async (): Promise<readonly string[]> => {
    const claim = { worker: 'w', channel: 'webhook', now: now + 1, leaseMs: 1, limit: 500 } as const
    const due = await claimDue(database.pool, claim)
    await database.pool.query('update notification set sent_at = now() where id = any($1)', [due.map((it) => it.id)])
    return due.map((it) => (it.alertId === null ? '' : `${it.reason} ${it.building} ${it.target}`)).toSorted()
  }
  const addShiftOf = (staffId: StaffId, from: string, until: string, when: Instant = MADE) =>
    inDb((tx) => {
      const hours = { weekdays: DAILY, from, until, validFrom: new Date(when + 8 * HOUR).toISOString().slice(0, 10) }
      return addShift(tx, [root], roster, { ...hours, staffId, validUntil: null }, when)
    })
  const except = (
    staffId: StaffId,
    from: Instant,
    until: Instant,
    when: Instant,
    kind: 'absent' | 'extra' = 'absent',
  ) => inDb((tx) => addException(tx, [root], roster, { ...ABSENT, kind, staffId, from, until }, when))

  beforeAll(async () => {
    database = await freshDatabase()
  })
  afterAll(() => database.close())

  /** A street with a desk that Ada has by day and Ben by night, looked at and found whole. */
  beforeEach(async () => {
    marks += 1
    root = await inDb(ensureRootArea)
    const street = { parentId: root, kind: 'street', name: `street ${marks}`, timeZone: null } as const
    area = await inDb((tx) => createArea(tx, [root], street))
    const point = { areaId: area, channel: 'webhook', secret: null, severityMin: 'major' } as const
    await inDb((tx) => addContactPoint(tx, [root], { ...point, target: `https://street-${marks}.example/` }))
    const join = (name: string) =>
      inDb((tx) => {
        const roles = [{ role: 'duty_officer', areaId: area }] as const
        const person = { username: `${name}${marks}`, displayName: name, password: 'a password for the tests', roles }
        return addStaff(tx, [root], person, MADE)
      })
    ada = await join('ada')
    ben = await join('ben')
    const desk = { areaId: area, name: 'desk', level: 'duty_desk', fallback: [ben] } as const
    roster = await inDb((tx) => createRoster(tx, [root], desk, MADE))
    await addShiftOf(ada, '08:00', '20:00')
    await addShiftOf(ben, '20:00', '08:00')
    await sweepAt(MADE + HOUR)
    expect(await alerts()).toEqual([])
  })

  test('is told of a day before it begins and not earlier, once, and is over when it is over', async () => {
    await except(ben, at('04T22:00'), at('05T02:00'), MADE + HOUR)
    await sweepAt(at('03T21:59:59'))
    expect(await alerts()).toEqual([])
    await sweepAt(at('03T22:00'))
    const [alert, ...others] = await alerts()
    expect(others).toEqual([])
    expect(alert).toMatchObject({
      ...{ severity: 'major', condition: 'active', handling: 'new', startedAt: at('03T22:00') },
      zh: `street ${marks}“desk”排班 2026-03-04 22:00 至 2026-03-05 02:00 无人值班，由替补人员接替`,
      en: `street ${marks}, roster "desk": nobody is on duty from 2026-03-04 22:00 until 2026-03-05 02:00, the fallback stands in`,
      evidence: [{ roster, from: at('04T22:00'), until: at('05T02:00') }],
      thresholds: { noticeHours: 24, fallback: 1, level: 'duty_desk' },
    })
    expect(await sent()).toEqual([`raised street ${marks} https://street-${marks}.example/`])
    for (const later of ['03T23:00', '04T22:00', '05T01:59']) await sweepAt(at(later))
    expect(await alerts()).toEqual([alert])
    await sweepAt(at('05T02:00'))
    expect(await alerts()).toMatchObject([
      {
        id: alert.id,
        condition: 'cleared',
        why: 'over',
        clearedAt: at('05T02:00'),
        handling: 'resolved',
        outcome: null,
      },
    ])
    expect(await logged(alert.id)).toEqual(['raised', 'nobody_to_reach', 'cleared'])
    expect(await sent()).toEqual([])
    await sweepAt(at('06T02:00'))
    expect(await alerts()).toHaveLength(1)
  })

  test('is no trouble any more when somebody is put on duty, and the same trouble when they are taken off', async () => {
    await except(ben, at('02T22:00'), at('03T02:00'), MADE + HOUR)
    await sweepAt(at('02T11:00'))
    expect(await sent()).toHaveLength(1)
    const cover = await except(ada, at('02T21:00'), at('03T03:00'), at('02T12:00'), 'extra')
    await sweepAt(at('02T12:00'))
    expect(await alerts()).toMatchObject([{ condition: 'cleared', why: 'staffed', handling: 'resolved' }])
    expect((await alerts())[0].en).toContain('until 2026-03-03 02:00; somebody is now')
    await inDb((tx) => endException(tx, [root], cover.id, at('02T13:00')))
    await sweepAt(at('02T13:00'))
    const [alert, ...others] = await alerts()
    expect([alert.condition, alert.handling, others]).toEqual(['active', 'new', []])
    expect(await logged(alert.id)).toEqual(['raised', 'nobody_to_reach', 'cleared', 'reopened'])
    expect(await sent()).toEqual([`reopened street ${marks} https://street-${marks}.example/`])
  })

  test('each gap has an alert of its own; one that grows stays the same, two that meet become one', async () => {
    await except(ben, at('02T21:00'), at('02T22:00'), MADE + HOUR)
    await except(ben, at('03T01:00'), at('03T02:00'), MADE + HOUR)
    await sweepAt(at('02T11:00'))
    const [first, second, ...others] = await alerts()
    expect(others).toEqual([])
    expect([first, second].map((it) => it.evidence[0].from)).toEqual([at('02T21:00'), at('03T01:00')])
    expect(await sent()).toHaveLength(2)
    await except(ben, at('02T22:00'), at('02T23:00'), at('02T12:00'))
    await sweepAt(at('02T12:00'))
    expect((await alerts()).map((it) => [it.id, it.evidence[0].until])).toEqual([
      [first.id, at('02T23:00')],
      [second.id, at('03T02:00')],
    ])
    await except(ben, at('02T23:00'), at('03T01:00'), at('02T13:00'))
    await sweepAt(at('02T13:00'))
    expect((await alerts()).map((it) => [it.id, it.condition, it.evidence[0].until])).toEqual([
      [first.id, 'active', at('03T02:00')],
    ])
    expect(await sent()).toEqual([])
  })

  test('that somebody fills in the middle leaves two', async () => {
    await except(ben, at('02T21:00'), at('03T02:00'), MADE + HOUR)
    await sweepAt(at('02T11:00'))
    await except(ada, at('02T23:00'), at('03T01:00'), at('02T12:00'), 'extra')
    await sweepAt(at('02T12:00'))
    expect((await alerts()).map((it) => [it.condition, it.evidence[0].from, it.evidence[0].until])).toEqual([
      ['active', at('02T21:00'), at('02T23:00')],
      ['active', at('03T01:00'), at('03T02:00')],
    ])
  })

  test('that has begun is told of at once, and says that there is no fallback when there is none', async () => {
    await database.pool.query('update staff set disabled_at = $1 where id = $2', [new Date(at('02T21:00')), ben])
    await sweepAt(at('02T21:10'))
    expect(await alerts()).toMatchObject([
      {
        evidence: [{ from: at('02T21:00'), until: at('03T08:00') }],
        en: expect.stringContaining('until 2026-03-03 08:00, and there is no fallback'),
      },
      { evidence: [{ from: at('03T20:00'), until: at('04T08:00') }] },
    ])
  })

  test('without an end in sight says so, and stays one alert however long it lasts', async () => {
    const lone = { areaId: area, name: 'lone', level: 'grid_worker', fallback: [ada] } as const
    const made = at('02T12:00')
    roster = await inDb((tx) => createRoster(tx, [root], lone, made))
    await sweepAt(made + 15 * MINUTE - 1)
    expect(await alerts()).toEqual([])
    for (const days of [0, 1, 30]) await sweepAt(made + 15 * MINUTE + days * DAY)
    const [alert, ...others] = await alerts()
    expect(others).toEqual([])
    expect(alert).toMatchObject({
      ...{ condition: 'active', evidence: [{ roster, from: made, until: null }] },
      zh: expect.stringContaining('2026-03-02 12:00 起一周以上无人值班'),
      en: expect.stringContaining('from 2026-03-02 12:00 on, for over a week'),
    })
    expect(await logged(alert.id)).toEqual(['raised', 'nobody_to_reach'])
    await inDb((tx) => endRoster(tx, [root], roster, made + 31 * DAY))
    expect(await alerts()).toMatchObject([{ id: alert.id, condition: 'cleared', why: 'roster_ended' }])
    await sweepAt(made + 32 * DAY)
    expect(await alerts()).toHaveLength(1)
  })

  test('that a person acknowledged or resolved is not told of anew; filled and emptied again, it is', async () => {
    await except(ben, at('02T21:00'), at('03T02:00'), MADE + HOUR)
    await sweepAt(at('02T11:00'))
    const [{ id }] = await alerts()
    await acknowledgeAlert(database.pool, id, ada, at('02T11:01'))
    await except(ada, at('02T21:00'), at('02T22:00'), at('02T11:20'), 'extra')
    await sweepAt(at('02T11:20'))
    expect(await alerts()).toMatchObject([{ id, handling: 'acknowledged', evidence: [{ from: at('02T22:00') }] }])
    await resolveAlert(database.pool, id, ada, at('02T12:01'), { outcome: 'permitted', note: '' })
    await sweepAt(at('02T13:00'))
    expect(await alerts()).toMatchObject([{ id, handling: 'resolved', condition: 'active', outcome: 'permitted' }])
    await sent()
    const cover = await except(ada, at('02T22:00'), at('03T02:00'), at('02T14:00'), 'extra')
    await sweepAt(at('02T14:00'))
    await inDb((tx) => endException(tx, [root], cover.id, at('02T15:00')))
    await sweepAt(at('02T15:00'))
    expect(await alerts()).toMatchObject([{ id, condition: 'cleared', outcome: 'permitted' }, { handling: 'new' }])
    expect(await sent()).toHaveLength(1)
  })

  test('is seen when a shift ends; a new name or fallback is in what it says', async () => {
    const night = await addShiftOf(ada, '20:00', '08:00')
    await except(ben, at('02T20:00'), at('09T20:00'), MADE + HOUR)
    await sweepAt(at('02T11:00'))
    expect(await alerts()).toEqual([])
    await inDb((tx) => endShift(tx, [root], night.id, '2026-03-01', at('02T12:00')))
    await sweepAt(at('02T12:00'))
    const [alert, ...others] = await alerts()
    expect([alert.evidence, others]).toEqual([[{ roster, from: at('02T20:00'), until: at('03T08:00') }], []])
    const change = { name: 'front desk', fallback: [ben, ada] }
    await inDb((tx) => changeRoster(tx, [root], roster, change, at('02T13:00')))
    await sweepAt(at('02T13:00'))
    expect((await alerts())[0]).toMatchObject({ id: alert.id, en: expect.stringContaining('roster "front desk"') })
    expect(await logged(alert.id)).toEqual(['raised', 'nobody_to_reach'])
  })

  test('of two sweeps at once is told of once; what is long over is erased', async () => {
    await except(ben, at('02T21:00'), at('02T22:00'), MADE + HOUR)
    await Promise.all([sweepAt(at('02T11:00')), sweepAt(at('02T11:00'))])
    expect(await alerts()).toHaveLength(1)
    await sweepAt(at('02T22:00'))
    await eraseGroupAlerts(database.pool, at('02T22:01'))
    expect(await alerts()).toEqual([])
  })
})
