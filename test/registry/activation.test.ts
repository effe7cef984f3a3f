import { Registry } from 'prom-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createWebhookChannel } from '../../alerts/channels/webhook.ts'
import { startOutbox } from '../../alerts/outbox.ts'
import { noFailpoint } from '../../base/failpoint.ts'
import type { OrderId } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import { createLog } from '../../base/log.ts'
import { addContactPoint, noteDelivery, testContactPoint } from '../../registry/contact-point.ts'
import { takeSensorOff } from '../../registry/fitting.ts'
import { confirmContact } from '../../registry/household.ts'
import { createOrder } from '../../registry/order.ts'
import { overrideActivation } from '../../registry/override-activation.ts'
import { passWalkTest } from '../../registry/walk-test.ts'
import { countWaitingOrders } from '../../store/activation.ts'
import { findOrder } from '../../store/order.ts'
import { listOrderChanges } from '../../store/order-change.ts'
import { startReceiver } from '../alerts/receiver.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { until } from '../support/until.ts'
import { type Building, type BuildingHome, HOUR_MS, makeBuilding, NOW } from './building.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())

let buildings = 0
const build = () => makeBuilding(database.pool, `building ${++buildings}`)
const WAITING = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
const CONDITIONS = ['contact_phone', 'staff_channel', 'walk_test'] as const

const order = (b: Building, home: BuildingHome, override: { reason: string } | null, startsAt: Instant = NOW) =>
  b.inDb((tx) => {
    const term = { startsAt, endsAt: NOW + 100 * HOUR_MS, basis: 'test', issuedBy: 'desk', policy: 'default' }
    return createOrder(tx, [b.root], { householdId: home.household, ...term, override }, NOW)
  })
const channel = (b: Building) =>
  b.inDb(async (tx) => {
    const point = { areaId: b.area, channel: 'webhook', severityMin: 'minor', secret: null } as const
    return (await addContactPoint(tx, [b.root], { ...point, target: `https://desk.example/${b.area}` })).id
  })

/** What makes each condition true, all a minute after the order was made. */
const AT = NOW + 60_000
const fulfil = {
  contact_phone: (b: Building, home: BuildingHome) =>
    b.inDb((tx) => confirmContact(tx, [b.root], home.household, 'caller', AT)),
  staff_channel: async (b: Building) => {
    const point = await channel(b)
    await b.inDb((tx) => noteDelivery(tx, point, AT))
  },
  walk_test: async (b: Building, home: BuildingHome) => {
    const pass = () =>
      b.inDb((tx) => passWalkTest(tx, [b.root], home.fitting, { by: 'installer', openedMs: 400, closedMs: null }, AT))
    await expect(pass()).rejects.toMatchObject({ code: 'record.conflict' })
    await database.pool.query(
      `insert into journal (sensor_uid, boot, heard_at, contact, contact_at) values ($1, 'b0', $2, 'closed', $2)`,
      [home.sensor, new Date(AT)],
    )
    await pass()
  },
}
const shown = async (b: Building, id: OrderId) => {
  const { activeSince, waitingFor, activatedBy } = (await findOrder(database.pool, [b.root], id)) ?? {}
  return { activeSince, waitingFor, activatedBy }
}

describe('an order goes active', () => {
  test.each(CONDITIONS)('by itself, with the last of its conditions: %s', async (last) => {
    const b = await build()
    const home = await b.addHome()
    const id = await order(b, home, null)
    expect(await shown(b, id)).toEqual({ activeSince: null, waitingFor: CONDITIONS, activatedBy: null })
    for (const condition of CONDITIONS) if (condition !== last) await fulfil[condition](b, home)
    expect(await shown(b, id)).toEqual({ activeSince: null, waitingFor: [last], activatedBy: null })
    await fulfil[last](b, home)
    expect(await shown(b, id)).toEqual({ activeSince: AT, waitingFor: [], activatedBy: null })
    expect(await listOrderChanges(database.pool, id, 9)).toMatchObject([{ what: 'activated', by: null, at: AT }])
    await b.passTime(AT + 1)
    const { rows } = await database.pool.query('select order_id from watch where household_id = $1', [home.household])
    expect(rows).toEqual([{ order_id: id }])
  })

  test('at once, when everything is ready, and an override that is not needed is not written down', async () => {
    const b = await build()
    const home = await b.addHome()
    for (const condition of CONDITIONS) await fulfil[condition](b, home)
    const id = await order(b, home, { reason: 'in a hurry' })
    expect(await shown(b, id)).toEqual({ activeSince: NOW, waitingFor: [], activatedBy: null })
  })

  test('by a named person who says why, at once or later, once', async () => {
    const b = await build()
    const at = await order(b, await b.addHome(), { reason: 'the phone is broken' })
    expect(await shown(b, at)).toEqual({ activeSince: NOW, waitingFor: [], activatedBy: 'desk' })
    const later = await order(b, await b.addHome(), null)
    const override = () =>
      b.inDb((tx) => overrideActivation(tx, [b.root], later, { by: 'chief', reason: 'no installer' }, NOW + 5))
    await override()
    expect(await shown(b, later)).toEqual({ activeSince: NOW + 5, waitingFor: [], activatedBy: 'chief' })
    expect(await listOrderChanges(database.pool, later, 9)).toMatchObject([
      { what: 'activated', by: 'chief', reason: 'no installer', at: NOW + 5 },
    ])
    await expect(override()).rejects.toMatchObject({ code: 'record.conflict' })
  })

  test('before its start, and is watched from the start', async () => {
    const b = await build()
    const id = await order(b, await b.addHome(), { reason: 'ready' }, NOW + HOUR_MS)
    expect(await shown(b, id)).toMatchObject({ activeSince: NOW + HOUR_MS })
  })

  test('when the only sensor that has not passed is taken off', async () => {
    const b = await build()
    const home = await b.addHome()
    for (const condition of CONDITIONS) await fulfil[condition](b, home)
    const second = await b.addHome()
    await database.pool.query('update fitting set household_id = $1 where id = $2', [home.household, second.fitting])
    const id = await order(b, home, null)
    expect(await shown(b, id)).toMatchObject({ waitingFor: ['walk_test'] })
    await b.inDb((tx) => takeSensorOff(tx, [b.root], second.fitting, NOW + 9))
    expect(await shown(b, id)).toMatchObject({ activeSince: NOW + 9 })
  })

  test('not by a delivery to another building, or to a contact point that is disabled', async () => {
    const b = await build()
    const home = await b.addHome()
    await fulfil.contact_phone(b, home)
    await fulfil.walk_test(b, home)
    const id = await order(b, home, null)
    await fulfil.staff_channel(await build())
    expect(await shown(b, id)).toMatchObject({ waitingFor: ['staff_channel'] })
    const point = await channel(b)
    await database.pool.query('update contact_point set disabled_at = now() where id = $1', [point])
    await b.inDb((tx) => noteDelivery(tx, point, AT))
    expect(await shown(b, id)).toMatchObject({ waitingFor: ['staff_channel'] })
  })

  test('also when its two last conditions come true at the same moment, in transactions that do not see each other', async () => {
    const b = await build()
    const home = await b.addHome()
    await fulfil.walk_test(b, home)
    const id = await order(b, home, null)
    const point = await channel(b)
    const made: { confirmed?: boolean } = {}
    const { confirming } = await b.inDb(async (tx) => {
      await noteDelivery(tx, point, AT)
      const confirming = fulfil.contact_phone(b, home).then(() => {
        made.confirmed = true
      })
      await until('the confirmation waits for the delivery, or is made without it', async () => {
        const { rows } = await database.pool.query(WAITING)
        return made.confirmed === true || rows.length > 0
      })
      return { confirming }
    })
    await confirming
    expect(await shown(b, id)).toMatchObject({ activeSince: AT, waitingFor: [] })
  })
})

test('an order that waits is nowhere in the watch, and is counted', async () => {
  const b = await build()
  const home = await b.addHome()
  const before = await countWaitingOrders(database.pool, NOW + HOUR_MS)
  const id = await order(b, home, null)
  expect(await countWaitingOrders(database.pool, NOW + HOUR_MS)).toBe(before + 1)
  expect(await b.say(home, 'opened', NOW + 1000)).toMatchObject({ stored: [], outsideOrder: 1 })
  await b.say(home, 'closed', NOW + 2000)
  await b.passTime(NOW + HOUR_MS)
  const traces = await database.pool.query(
    `select (select count(*) from door_event where household_id = $1) as events,
       (select count(*) from watch where household_id = $1) as watches`,
    [home.household],
  )
  expect(traces.rows).toEqual([{ events: 0, watches: 0 }])

  await b.inDb((tx) => overrideActivation(tx, [b.root], id, { by: 'chief', reason: 'now' }, NOW + HOUR_MS))
  expect(await countWaitingOrders(database.pool, NOW + HOUR_MS)).toBe(before)
  const late = await b.say(home, 'closed', NOW + HOUR_MS - 1)
  expect([late.stored.length, late.outsideOrder]).toEqual([0, 1])
  expect((await b.say(home, 'opened', NOW + HOUR_MS + 1)).stored).toHaveLength(1)
  const alerts = await database.pool.query('select kind, started_at from alert where order_id = $1', [id])
  expect(alerts.rows).toContainEqual({ kind: 'unpermitted_opening', started_at: NOW + HOUR_MS + 1 })
})

describe('a test message', () => {
  test('goes through the outbox, one at a time, and its arrival is what orders waited for', async () => {
    const b = await build()
    const home = await b.addHome()
    await fulfil.contact_phone(b, home)
    await fulfil.walk_test(b, home)
    const id = await order(b, home, null)
    const receiver = await startReceiver()
    const { id: point } = await b.inDb((tx) => {
      const it = {
        areaId: b.area,
        channel: 'webhook',
        target: receiver.url,
        severityMin: 'minor',
        secret: null,
      } as const
      return addContactPoint(tx, [b.root], it)
    })
    const outbox = startOutbox({
      ...{ pool: database.pool, channels: [createWebhookChannel()], worker: 'one', clock: () => AT, random: () => 1 },
      ...{
        log: createLog('silent'),
        metrics: new Registry(),
        failpoint: noFailpoint,
        linkOf: () => null,
        createClient: null,
        pollMs: 3_600_000,
      },
    })
    // It looks at once when it starts; what is queued during that look would go singly.
    await outbox.run()
    const queue = () => b.inDb((tx) => testContactPoint(tx, [b.root], point, NOW))
    await Promise.all([queue(), queue()])
    await outbox.run()
    expect(receiver.received).toHaveLength(1)
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({
      type: 'menshen.test',
      subject: `contact-point/${point}`,
      data: { text: { zh: { title: '【测试】门神' }, en: { title: '[Test] Menshen' } } },
    })
    expect(await shown(b, id)).toMatchObject({ activeSince: AT, waitingFor: [] })
    await queue()
    await outbox.run()
    expect(receiver.received).toHaveLength(2)
    await outbox.stop()
    await receiver.close()
  })
})

test('what became of an order is append-only', async () => {
  const b = await build()
  const id = await order(b, await b.addHome(), { reason: 'x' })
  for (const statement of ["update order_change set reason = 'y'", 'delete from order_change']) {
    await expect(database.pool.query(`${statement} where order_id = $1`, [id])).rejects.toThrow('append-only')
  }
})
