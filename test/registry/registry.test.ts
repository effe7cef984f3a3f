import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Failure } from '../../base/failure.ts'
import type { FailureCode } from '../../base/failure-catalogue.ts'
import { type AreaId, type HouseholdId, type SensorUid, sensorUid } from '../../base/id.ts'
import { createArea } from '../../registry/area.ts'
import { authenticateDevice } from '../../registry/authenticate-device.ts'
import { fitSensor, takeSensorOff } from '../../registry/fitting.ts'
import { registerGateway } from '../../registry/gateway.ts'
import { createHousehold } from '../../registry/household.ts'
import { createOrder, releaseOrder } from '../../registry/order.ts'
import { grantPermit, revokePermit } from '../../registry/permit.ts'
import { ensureRootArea } from '../../registry/root-area.ts'
import { registerSensor, reissueSecret, revokeSensor } from '../../registry/sensor.ts'
import { findOrder } from '../../store/order.ts'
import { findPermit } from '../../store/permit.ts'
import { inTransaction, type Queryable } from '../../store/transaction.ts'
import { freshDatabase } from '../support/database.ts'

const NOW = Date.parse('2026-03-02T04:00:00Z')
const HOUR_MS = 3600 * 1000

async function codeOf(work: Promise<unknown>): Promise<FailureCode | 'none'> {
  try {
    await work
    return 'none'
  } catch (error) {
    if (error instanceof Failure) return error.code
    throw error
  }
}

describe('the registry', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>
  let scope: readonly AreaId[]
  let root: AreaId
  let household: HouseholdId
  let rooms = 0

  beforeAll(async () => {
    database = await freshDatabase()
    root = await inTransaction(database.pool, ensureRootArea)
    scope = [root]
  })
  afterAll(() => database.close())
  beforeEach(async () => {
    rooms += 1
    household = await inDb((tx) => createHousehold(tx, scope, { areaId: root, room: `room ${rooms}`, floor: null }))
  })

  const inDb = <T>(work: (tx: Queryable) => Promise<T>) => inTransaction(database.pool, work)
  const order = (fromHours: number, untilHours: number, policy = 'default') =>
    inDb((tx) =>
      createOrder(
        tx,
        scope,
        {
          householdId: household,
          startsAt: NOW + fromHours * HOUR_MS,
          endsAt: NOW + untilHours * HOUR_MS,
          basis: 'test',
          issuedBy: 'test',
          policy,
          override: null,
        },
        NOW,
      ),
    )
  const sensor = async (uid: string) =>
    (
      await inDb((tx) =>
        registerSensor(tx, scope, {
          uid: sensorUid.parse(uid),
          model: 'native',
          reportingLimitSeconds: 180,
          areaId: root,
          gateway: null,
        }),
      )
    ).secret ?? ''
  const uidOf = (uid: string): SensorUid => sensorUid.parse(uid)

  test('an area lies within a wider one', async () => {
    const community = await inDb((tx) =>
      createArea(tx, scope, { parentId: root, kind: 'community', name: '社区', timeZone: null }),
    )
    const upwards = { parentId: community, kind: 'street', name: 'x', timeZone: null } as const
    expect(await codeOf(inDb((tx) => createArea(tx, scope, upwards)))).toBe('record.conflict')
    const twin = { parentId: root, kind: 'community', name: '社区', timeZone: null } as const
    expect(await codeOf(inDb((tx) => createArea(tx, scope, twin)))).toBe('record.conflict')
  })

  describe('an order', () => {
    test.each([
      ['ends before it starts', 2, 1, 'request.contradictory'],
      ['ends as it starts', 1, 1, 'request.contradictory'],
      ['overlaps the end of another', 9, 11, 'record.conflict'],
      ['overlaps the start of another', -1, 6, 'record.conflict'],
      ['lies within another', 6, 7, 'record.conflict'],
      ['contains another', -1, 11, 'record.conflict'],
      ['begins as another ends', 10, 20, 'none'],
      ['ends as another begins', -5, 5, 'none'],
    ] as const)('that %s', async (_what, from, until, code) => {
      await order(5, 10)
      expect(await codeOf(order(from, until))).toBe(code)
    })

    test('of which two come at once: one wins', async () => {
      const codes = await Promise.all([codeOf(order(0, 10)), codeOf(order(5, 15))])
      expect(codes.sort()).toEqual(['none', 'record.conflict'])
    })

    test('of a policy that does not exist', async () => {
      expect(await codeOf(order(0, 1, 'nonsense'))).toBe('record.not_found')
    })

    test('that is released makes room for another, and is released once', async () => {
      const id = await order(-1, 10)
      expect(await inDb((tx) => releaseOrder(tx, scope, id, { by: 'a', reason: '' }, NOW))).toBe(household)
      expect(await codeOf(inDb((tx) => releaseOrder(tx, scope, id, { by: 'a', reason: '' }, NOW + 1)))).toBe(
        'record.conflict',
      )
      expect(await findOrder(database.pool, scope, id)).toMatchObject({ releasedAt: NOW, policy: 'default' })
      expect(await codeOf(order(1, 10))).toBe('none')
    })

    test('that is released before it began never was', async () => {
      const id = await order(1, 10)
      await inDb((tx) => releaseOrder(tx, scope, id, { by: 'a', reason: '' }, NOW))
      expect(await codeOf(order(0, 20))).toBe('none')
    })
  })

  test('a sensor is on one door at a time, and comes back to stock', async () => {
    await sensor('door-one-door')
    const putOn = () =>
      inDb((tx) =>
        fitSensor(tx, scope, { sensorUid: uidOf('door-one-door'), householdId: household, door: 'front' }, NOW),
      )
    const first = await putOn()
    expect(await codeOf(putOn())).toBe('record.conflict')
    await inDb((tx) => takeSensorOff(tx, scope, first, NOW))
    expect(await codeOf(inDb((tx) => takeSensorOff(tx, scope, first, NOW)))).toBe('record.conflict')
    const { rows } = await database.pool.query("select state from sensor where uid = 'door-one-door'")
    expect(rows).toEqual([{ state: 'stock' }])
    expect(await codeOf(putOn())).toBe('none')
  })

  test('a permit may be given for the past, and is revoked once', async () => {
    const window = { householdId: household, areaId: null, from: NOW - 2 * HOUR_MS, until: NOW - HOUR_MS }
    const permit = { ...window, reason: 'delivery', openingsMax: 1, goingOut: false, note: '', grantedBy: 'a' } as const
    const id = await inDb((tx) => grantPermit(tx, scope, permit, NOW))
    await inDb((tx) => revokePermit(tx, scope, id, 'b', NOW + 1))
    expect(await codeOf(inDb((tx) => revokePermit(tx, scope, id, 'c', NOW + 2)))).toBe('record.conflict')
    expect(await findPermit(database.pool, scope, id)).toMatchObject({
      from: NOW - 2 * HOUR_MS,
      grantedAt: NOW,
      revokedAt: NOW + 1,
      revokedBy: 'b',
    })
    const backwards = { ...permit, until: permit.from }
    expect(await codeOf(inDb((tx) => grantPermit(tx, scope, backwards, NOW)))).toBe('request.contradictory')
  })

  describe('a device', () => {
    const login = (username: string, password: string, clientId = username) =>
      authenticateDevice(database.pool, { clientId, username, password: Buffer.from(password), certificateId: null })
    const loginBy = (certificateId: string, clientId: string, username = '', password = '') =>
      authenticateDevice(database.pool, { clientId, username, password: Buffer.from(password), certificateId })

    test('proves itself with the secret that was issued', async () => {
      const secret = await sensor('door-proven')
      expect(secret).toMatch(/^[\w-]{43}$/)
      expect(await login('door-proven', secret)).toEqual({
        kind: 'sensor',
        id: 'door-proven',
        baseTopic: 'menshen/v1/door-proven',
      })
      expect(await login('door-proven', `${secret}x`)).toBeNull()
      expect(await login('door-proven', '')).toBeNull()
      expect(await login('door-nobody', secret)).toBeNull()
      expect(await login('door-proven', secret, 'door-other')).toBeNull()
    })

    test('is refused when revoked, and speaks again with a new secret', async () => {
      const secret = await sensor('door-revoked')
      await inDb((tx) => revokeSensor(tx, scope, uidOf('door-revoked'), NOW))
      expect(await login('door-revoked', secret)).toBeNull()
      const next = await inDb((tx) => reissueSecret(tx, uidOf('door-revoked')))
      expect(await login('door-revoked', secret)).toBeNull()
      expect(await login('door-revoked', next)).not.toBeNull()
    })

    test('proves itself with the certificate of its name, and nobody else with it', async () => {
      const secret = await sensor('door-certified')
      const device = { kind: 'sensor', id: 'door-certified', baseTopic: 'menshen/v1/door-certified' }
      expect(await loginBy('door-certified', 'door-certified')).toEqual(device)
      expect(await loginBy('door-certified', 'door-certified', 'door-certified')).toEqual(device)
      expect(await loginBy('door-other', 'door-certified')).toBeNull()
      expect(await loginBy('door-other', 'door-certified', 'door-certified')).toBeNull()
      expect(await loginBy('door-certified', 'door-certified', 'door-proven')).toBeNull()
      expect(await loginBy('door-certified', 'door-proven', 'door-proven')).toBeNull()
      expect(await loginBy('door-unknown', 'door-unknown')).toBeNull()
      expect(await loginBy('door-other', 'door-certified', 'door-certified', secret)).toEqual(device)
      await inDb((tx) => revokeSensor(tx, scope, uidOf('door-certified'), NOW))
      expect(await loginBy('door-certified', 'door-certified')).toBeNull()
    })

    test('that is a gateway speaks below its own topic, and where its family speaks besides', async () => {
      const gateway = { id: 'gateway-1', adapter: 'zigbee2mqtt', baseTopic: 'zigbee2mqtt', areaId: root }
      const { secret } = await inDb((tx) => registerGateway(tx, gateway))
      expect(await login('gateway-1', secret, 'mqttjs_1234')).toEqual({
        kind: 'gateway',
        id: 'gateway-1',
        baseTopic: 'zigbee2mqtt',
        filters: ['zigbee2mqtt/#', 'homeassistant/#'],
      })
      expect(await loginBy('gateway-1', 'gateway-1')).toMatchObject({ kind: 'gateway', baseTopic: 'zigbee2mqtt' })
      expect(await codeOf(inDb((tx) => registerGateway(tx, { ...gateway, id: 'gateway-2' })))).toBe('record.conflict')
      expect(await codeOf(sensor('gateway-1'))).toBe('record.conflict')
    })

    test('has a name that can be a topic', async () => {
      expect(await codeOf(sensor('Door/1'))).toBe('request.invalid')
    })

    test('behind a gateway has no secret of its own', async () => {
      const uid = uidOf('zigbee:00158d0001a2b3c4')
      await inDb((tx) =>
        registerGateway(tx, { id: 'gateway-3', adapter: 'zigbee2mqtt', baseTopic: 'z2m-3', areaId: root }),
      )
      const gateway = { id: 'gateway-3', alias: 'front door' }
      const made = { uid, model: 'MCCGQ11LM', reportingLimitSeconds: 7200, areaId: root, gateway }
      expect(await inDb((tx) => registerSensor(tx, scope, made))).toEqual({ uid, secret: null })
      expect(await login(uid, '')).toBeNull()
    })
  })
})
