import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AlertId, alertId } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import { eraseAbsences } from '../../store/group.ts'
import { eraseGroupAlerts } from '../../store/group-alert.ts'
import { SILENCE_HOLD_MS } from '../../store/verdict.ts'
import { claimDue } from '../alerts/claim-due.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { freshTimescale } from '../support/timescale.ts'
import { MINUTE, T0 } from '../watch/stories.ts'
import { type Building, build, sweep } from './building.ts'

/** Sensors are heard until here and must be heard every three minutes. */
const HEARD = T0 + MINUTE
const SILENT = HEARD + 3 * MINUTE + 1

describe.each([
  ['PostgreSQL', freshDatabase],
  ['TimescaleDB', freshTimescale],
] as const)('sensors that fall silent together, on %s', (_name, open) => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await open()
  })
  afterAll(() => database.close())

  const range = (from: number, until: number): readonly number[] =>
    Array.from({ length: until - from }, (_, n) => from + n)
  const groupsOf = async ({ area, gateway }: Building) =>
    (
      await database.pool.query(
        `select id, condition, cleared_reason as why, handling, count, started_at as since, area_id as area, explanation
         from alert where household_id is null and (gateway_id = $1 or ($1::text is null and gateway_id is null and area_id = $2)) order by id`,
        [gateway, area],
      )
    ).rows
  const groupOf = async (building: Building): Promise<AlertId> => alertId.parse((await groupsOf(building)).at(-1).id)
  const childrenOf = async ({ homes }: Building) =>
    (
      await database.pool.query(
        `select held_by as by, condition from alert where household_id = any($1) and kind = 'sensor_silent' order by id`,
        [homes.map((it) => it.household)],
      )
    ).rows
  /** What goes out by now about a building, and is taken as sent: the alert's kind, the place and the contact point. */
  const sent = async ({ mark }: Building, now: Instant): Promise<readonly string[]> => {
    const due = await claimDue(database.pool, {
      worker: 'w',
      channel: 'webhook',
      now,
      leaseMs: 1,
      limit: 500,
    })
    await database.pool.query('update notification set sent_at = now() where id = any($1)', [due.map((it) => it.id)])
    return due
      .filter((it) => it.alertId !== null)
      .filter((it) => it.building === `${mark} building`)
      .map((it) => `${it.kind} ${it.building} ${it.room ?? ''} ${it.target}`)
      .toSorted()
  }

  test('one alert for the cause, one notification to each who would have heard of a door, and none for the doors', async () => {
    const building = await build(database.pool, 5)
    await building.hear(range(0, 5), HEARD)
    await sweep(database.pool, HEARD + MINUTE)
    await sent(building, HEARD + MINUTE)
    await building.hear([3, 4], HEARD + 2 * MINUTE)
    await sweep(database.pool, SILENT)
    const [group, ...others] = await groupsOf(building)
    expect(others).toEqual([])
    expect(group).toMatchObject({
      ...{ condition: 'active', handling: 'new', count: 3, since: HEARD, area: building.area },
      explanation: {
        rule: 'group_silent',
        sentence: { en: '3 of 5 sensors fell silent together; their doors are unknown' },
        thresholds: { sensors: 3, fitted: 5, needed: 3, held: 3 },
      },
    })
    expect(await childrenOf(building)).toEqual(range(0, 3).map(() => ({ by: group.id, condition: 'active' })))
    const { mark } = building
    const both = [`https://${mark}-building.example/`, `https://${mark}-city.example/`]
    expect(await sent(building, SILENT)).toEqual(both.map((it) => `group_silent ${mark} building  ${it}`))
    await sweep(database.pool, SILENT + SILENCE_HOLD_MS)
    expect(await sent(building, SILENT + SILENCE_HOLD_MS + 1)).toEqual([])
  })

  test('two of five are no group: each is told of, after a short while', async () => {
    const building = await build(database.pool, 5)
    await building.hear(range(0, 5), HEARD)
    await building.hear([2, 3, 4], HEARD + 2 * MINUTE)
    await sweep(database.pool, SILENT)
    expect(await groupsOf(building)).toEqual([])
    expect(await sent(building, SILENT + SILENCE_HOLD_MS - 1)).toEqual([])
    expect((await sent(building, SILENT + SILENCE_HOLD_MS)).length).toBe(4)
  })

  test('it ends by itself when they are back; who is still silent is told of then, once', async () => {
    const building = await build(database.pool, 4)
    await building.hear(range(0, 4), HEARD)
    await sweep(database.pool, SILENT)
    const id = await groupOf(building)
    await sent(building, SILENT)
    const back = HEARD + 20 * MINUTE
    await building.hear([1, 2, 3], back)
    await sweep(database.pool, back)
    expect(await groupsOf(building)).toMatchObject([
      { id, condition: 'cleared', why: 'heard_again', handling: 'resolved' },
    ])
    expect(await childrenOf(building)).toMatchObject([
      { by: null, condition: 'active' },
      { by: id, condition: 'cleared' },
      { by: id, condition: 'cleared' },
      { by: id, condition: 'cleared' },
    ])
    expect((await sent(building, back)).map((it) => it.split(' ')[0])).toEqual(['sensor_silent', 'sensor_silent'])
    await sweep(database.pool, back + MINUTE)
    expect(await sent(building, back + 60 * MINUTE)).toEqual([])
    const log = await database.pool.query(
      `select l.what from alert_log l join alert a on a.id = l.alert_id where a.household_id = $1 order by l.id`,
      [building.homes[0]?.household],
    )
    expect(log.rows.map((it) => it.what)).toEqual(['raised', 'held', 'released'])
  })

  test('whoever falls silent while it lasts is held back too; nothing changes when nothing happens', async () => {
    const building = await build(database.pool, 6)
    await building.hear(range(0, 6), HEARD)
    await building.hear([4, 5], HEARD + 2 * MINUTE)
    await sweep(database.pool, SILENT)
    await sent(building, SILENT)
    await sweep(database.pool, SILENT + 2 * MINUTE)
    const before = await groupsOf(building)
    expect(before).toMatchObject([{ count: 6, explanation: { thresholds: { held: 6 } } }])
    for (const minutes of [3, 4, 5]) await sweep(database.pool, SILENT + minutes * MINUTE)
    expect(await groupsOf(building)).toEqual(before)
    expect(await sent(building, SILENT + 60 * MINUTE)).toEqual([])
    expect(new Set((await childrenOf(building)).map((it) => it.by))).toEqual(new Set([before[0]?.id]))
    const log = await database.pool.query('select what from alert_log where alert_id = $1 order by id', [before[0]?.id])
    expect(log.rows.map((it) => it.what)).toEqual(['raised', 'counted'])
  })

  test('a gateway that goes offline makes its sensors unknown with one alert, at once, and none when they are silent', async () => {
    const building = await build(database.pool, 4, true)
    await building.hear(range(0, 4), HEARD)
    await building.gatewayIs('offline', HEARD + MINUTE)
    await sweep(database.pool, HEARD + MINUTE)
    const [group] = await groupsOf(building)
    expect(group).toMatchObject({
      ...{ condition: 'active', count: 4, since: HEARD + MINUTE, area: building.area },
      explanation: { sentence: { en: expect.stringContaining('is offline; the doors of its 4 sensors are unknown') } },
    })
    expect((await sent(building, HEARD + MINUTE)).length).toBe(2)
    await sweep(database.pool, SILENT)
    expect((await childrenOf(building)).map((it) => it.by)).toEqual(range(0, 4).map(() => group.id))
    expect(await sent(building, SILENT + 60 * MINUTE)).toEqual([])
    const back = SILENT + 10 * MINUTE
    await building.gatewayIs('online', back)
    await building.hear([0, 1, 2], back + 1)
    await sweep(database.pool, back + 2)
    expect(await groupsOf(building)).toMatchObject([{ condition: 'cleared', count: 4 }])
    expect((await sent(building, back + 2)).length).toBe(2)
  })

  test('the sensors of a gateway and the others of the building are two groups', async () => {
    const building = await build(database.pool, 3)
    const other = await build(database.pool, 3, true)
    await database.pool.query("update household set area_id = $1, room = room || '-2' where area_id = $2", [
      building.area,
      other.area,
    ])
    for (const it of [building, other]) await it.hear([0, 1, 2], HEARD)
    await sweep(database.pool, SILENT)
    expect(await groupsOf(building)).toMatchObject([{ count: 3, area: building.area }])
    expect(await groupsOf(other)).toMatchObject([{ count: 3, area: building.area }])
    await sent(building, SILENT)
  })

  test('a silence that turns out not to have been takes the group with it', async () => {
    const building = await build(database.pool, 3)
    await building.hear([0, 1, 2], HEARD)
    await sweep(database.pool, SILENT)
    const late = SILENT + 10 * MINUTE
    for (let at = HEARD + 2 * MINUTE; at <= late; at += 2 * MINUTE) await building.hear([0], at)
    await sweep(database.pool, late)
    expect(await groupsOf(building)).toMatchObject([{ condition: 'cleared', why: 'withdrawn', handling: 'resolved' }])
    expect(await childrenOf(building)).toMatchObject([{ condition: 'cleared' }, { by: null }, { by: null }])
    expect((await sent(building, late)).length).toBeGreaterThan(4)
  })

  test('two that judge at once do it once', async () => {
    const building = await build(database.pool, 3)
    await building.hear([0, 1, 2], HEARD)
    await Promise.all([sweep(database.pool, SILENT), sweep(database.pool, SILENT)])
    await sweep(database.pool, SILENT)
    expect(await groupsOf(building)).toHaveLength(1)
    await sent(building, SILENT)
  })

  test('it is erased when it has been over for as long as anything is kept', async () => {
    const building = await build(database.pool, 3, true)
    await building.hear([0, 1, 2], HEARD)
    await building.gatewayIs('offline', SILENT)
    await sweep(database.pool, SILENT)
    await building.gatewayIs('online', SILENT + 1)
    await building.hear([0, 1, 2], SILENT + 6 * MINUTE)
    await sweep(database.pool, SILENT + 6 * MINUTE)
    const id = await groupOf(building)
    await eraseGroupAlerts(database.pool, SILENT)
    expect(await groupsOf(building)).toHaveLength(1)
    await eraseGroupAlerts(database.pool, SILENT + 60 * MINUTE)
    await eraseAbsences(database.pool, SILENT + 60 * MINUTE)
    expect(await groupsOf(building)).toEqual([])
    for (const table of ['alert_log', 'notification']) {
      const { rows } = await database.pool.query(`select 1 from ${table} where alert_id = $1`, [id])
      expect(rows).toEqual([])
    }
  })
})
