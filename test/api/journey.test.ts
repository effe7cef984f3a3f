import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { ADMIN_PASSWORD, type ApiFixture, startApi } from './api-fixture.ts'
import { type Session, signIn } from './session.ts'

const created = z.object({ id: z.number() })

describe('an administrator sets up a household', () => {
  let fixture: ApiFixture
  let admin: Session
  let householdId: number
  let orderId: number

  beforeAll(async () => {
    fixture = await startApi()
    admin = await signIn(fixture.api, 'admin', ADMIN_PASSWORD)
  })
  afterAll(() => fixture.close())

  const create = async (path: string, body: unknown): Promise<number> => {
    const answer = await admin.post(path, body)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    return created.parse(answer.body).id
  }
  const at = (hours: number) => new Date(fixture.now() + hours * 3600 * 1000).toISOString()

  test('from the community to the order', async () => {
    const { areas } = z.object({ areas: z.array(created) }).parse((await admin.get('/areas')).body)
    const parentId = areas[0]?.id
    const compound = await create('/areas', { parentId, kind: 'compound', name: '平安小区', timeZone: 'Asia/Urumqi' })
    const building = await create('/areas', { parentId: compound, kind: 'building', name: '1号楼' })
    householdId = await create('/households', { areaId: building, room: '0101', floor: 1 })
    const sensor = await admin.post('/sensors', { uid: 'door-0101' })
    expect(sensor.body).toEqual({ uid: 'door-0101', secret: expect.stringMatching(/^[\w-]{43}$/) })
    await create('/fittings', { sensorUid: 'door-0101', householdId })
    orderId = await create('/orders', {
      householdId,
      startsAt: at(-1),
      endsAt: at(24),
      basis: '告知书 1 号',
      override: { reason: '先行观察' },
    })
  })

  test('who then sees its door, its order and who looked', async () => {
    const { body } = await admin.get(`/households/${householdId}?purpose=handover`)
    expect(body).toMatchObject({
      compound: '平安小区',
      building: '1号楼',
      room: '0101',
      state: 'unknown',
      doors: [
        {
          ...{ sensor: 'door-0101', door: 'front', state: 'unknown' },
          reportingLimit: { seconds: 180, source: 'profile', profileSeconds: 180, learned: null },
          battery: null,
        },
      ],
      orders: [{ id: orderId, startsAt: at(-1), endsAt: at(24), issuedBy: 'admin', policy: null, policyVersion: null }],
      fittings: [{ sensorUid: 'door-0101', until: null }],
    })
    const { audit } = z
      .object({ audit: z.array(z.object({ action: z.string(), purpose: z.string().nullable() })) })
      .parse((await admin.get(`/audit?householdId=${householdId}`)).body)
    expect(audit.map((it) => it.action)).toEqual([
      'household.read',
      'order.create',
      'fitting.create',
      'household.create',
    ])
    expect(audit[0]?.purpose).toBe('handover')
  })

  test('what was learned of its sensor is shown with its numbers, with the door and in the list', async () => {
    await fixture.pool.query(
      `insert into reporting_limit (sensor_uid, from_at, limit_seconds, gaps, quantile_seconds)
       values ('door-0101', to_timestamp($1 / 1000.0), 975, 575, 300)`,
      [fixture.now()],
    )
    await fixture.pool.query(
      `insert into battery_forecast (sensor_uid, at, empty_at, readings)
       values ('door-0101', to_timestamp($1 / 1000.0), to_timestamp($2 / 1000.0), 48)`,
      [fixture.now(), fixture.now() + 3600 * 1000],
    )
    const learned = { from: at(0), gaps: 575, usualGapSeconds: 300 }
    const shown = {
      reportingLimit: { seconds: 975, source: 'learned', profileSeconds: 180, learned },
      battery: { emptyAt: at(1), forecastAt: at(0), readings: 48 },
    }
    expect((await admin.get(`/households/${householdId}`)).body.doors).toMatchObject([shown])
    expect((await admin.get('/sensors')).body.sensors).toMatchObject([{ uid: 'door-0101', ...shown }])
  })

  test('the first order makes the watch', async () => {
    const { rows } = await fixture.pool.query('select order_id as "orderId" from watch where household_id = $1', [
      householdId,
    ])
    expect(rows).toEqual([{ orderId }])
  })

  test('a permit is granted and revoked, the order released, the sensor taken off and revoked', async () => {
    const window = { from: at(0), until: at(1) }
    const permit = await create('/permits', { householdId, ...window, reason: 'delivery', openingsMax: 1 })
    expect((await admin.get(`/permits?householdId=${householdId}`)).body.permits).toMatchObject([
      { id: permit, ...window, grantedBy: 'admin', revokedAt: null },
    ])
    expect((await admin.post(`/permits/${permit}/revoke`)).status).toBe(200)
    expect((await admin.post(`/orders/${orderId}/release`)).status).toBe(200)
    const shown = z.object({ fittings: z.array(created) }).parse((await admin.get(`/households/${householdId}`)).body)
    fixture.setNow(fixture.now() + 1000)
    expect((await admin.post(`/fittings/${shown.fittings[0]?.id}/end`)).status).toBe(200)
    expect((await admin.post('/sensors/door-0101/revoke')).status).toBe(200)
    expect(fixture.disconnected).toEqual(['door-0101'])
    expect((await admin.get('/sensors')).body.sensors).toMatchObject([
      { uid: 'door-0101', state: 'stock', revokedAt: new Date(fixture.now()).toISOString(), householdId: null },
    ])
  })

  test('16: a sensor that is heard and fitted nowhere is listed as unassigned', async () => {
    const unassigned = async () => (await admin.get('/sensors?unassigned=true')).body.sensors
    expect(await unassigned()).toEqual([])
    await fixture.pool.query(
      "insert into journal (sensor_uid, boot, heard_at) values ('door-0101', 'a1b2c3d4', to_timestamp($1 / 1000.0))",
      [fixture.now()],
    )
    expect(await unassigned()).toMatchObject([{ uid: 'door-0101', householdId: null, heardAt: at(0) }])
  })

  test('what is said of a household stands beside what could be seen', async () => {
    const { body } = await admin.get('/households')
    expect(body.households).toMatchObject([{ id: householdId, state: 'unknown', coverage: null }])
    expect((await admin.get(`/households/${householdId}/openings`)).body).toEqual({ openings: [], coverage: null })
  })
})
