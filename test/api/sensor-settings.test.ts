import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { COMMAND_WAITS_MS, HEARTBEAT_SECONDS_WITHOUT_CLOSINGS } from '../../registry/sensor-settings.ts'
import { type ApiFixture, startApi } from './api-fixture.ts'
import { type Session, signIn } from './session.ts'
import { type Community, makeCommunity, STAFF_PASSWORD } from './two-areas.ts'

/** 3.25 of them are the 1800 s that are a native sensor's ceiling. */
const HEARTBEAT_SECONDS_MAX = 553

let fixture: ApiFixture
const told: string[] = []
let home: Community
let staff: Session
let communities = 0

beforeAll(async () => {
  fixture = await startApi({ tellSensor: (id) => told.push(id) })
})
afterAll(() => fixture.close())
beforeEach(async () => {
  communities += 1
  home = await makeCommunity(fixture.pool, `set${communities}`, fixture.now())
  staff = await signIn(fixture.api, home.username, STAFF_PASSWORD)
  told.length = 0
})

const settings = async () => (await staff.get(`/sensors/${home.sensorUid}/settings`)).body
const set = (body: object, uid: string = home.sensorUid) => staff.post(`/sensors/${uid}/settings`, body)
const command = (name: string, uid: string = home.sensorUid) => staff.post(`/sensors/${uid}/command`, { command: name })
const limit = async () => {
  const { body } = await staff.get(`/sensors/${home.sensorUid}`)
  return z.object({ reportingLimit: z.object({ seconds: z.number(), source: z.string() }) }).parse(body).reportingLimit
}

test('what is set is told and written down; what is absent stays', async () => {
  const never = { heartbeatSeconds: null, led: null, reportClosings: null, command: null }
  expect(await settings()).toEqual({ ...never, heartbeatSecondsMax: HEARTBEAT_SECONDS_MAX })
  expect((await set({ heartbeatSeconds: 60, led: false })).status).toBe(200)
  expect((await set({ reportClosings: false })).status).toBe(200)
  expect(await settings()).toMatchObject({ heartbeatSeconds: 60, led: false, reportClosings: false })
  expect(told).toEqual([home.sensorUid, home.sensorUid])
  const { rows } = await fixture.pool.query(
    "select detail from audit where action = 'sensor.set' and detail->>'uid' = $1 order by id",
    [home.sensorUid],
  )
  expect(rows).toEqual([
    { detail: { uid: home.sensorUid, heartbeatSeconds: 60, led: false } },
    { detail: { uid: home.sensorUid, reportClosings: false } },
  ])
})

test('the reporting limit grows with a longer heartbeat at once, and does not shrink with a shorter one', async () => {
  const before = await limit()
  await set({ heartbeatSeconds: 60 })
  expect(await limit()).toEqual(before)
  fixture.setNow(fixture.now() + 1000)
  await set({ heartbeatSeconds: 400 })
  expect(await limit()).toEqual({ seconds: 1300, source: 'heartbeat' })
  fixture.setNow(fixture.now() + 1000)
  await set({ heartbeatSeconds: 30 })
  expect(await limit()).toEqual({ seconds: 1300, source: 'heartbeat' })
})

test('what the limit cannot bear is refused, and so are closings that nothing would tell of', async () => {
  expect((await set({ heartbeatSeconds: HEARTBEAT_SECONDS_MAX })).status).toBe(200)
  const tooSeldom = await set({ heartbeatSeconds: HEARTBEAT_SECONDS_MAX + 1 })
  expect(tooSeldom).toMatchObject({
    status: 400,
    body: { code: 'request.contradictory', details: { field: 'heartbeatSeconds' } },
  })
  const withoutClosings = { status: 400, body: { details: { field: 'reportClosings' } } }
  expect(await set({ reportClosings: false })).toMatchObject(withoutClosings)
  const seldom = { heartbeatSeconds: HEARTBEAT_SECONDS_WITHOUT_CLOSINGS + 1, reportClosings: false }
  expect(await set(seldom)).toMatchObject(withoutClosings)
  expect((await set({ heartbeatSeconds: HEARTBEAT_SECONDS_WITHOUT_CLOSINGS, reportClosings: false })).status).toBe(200)
  expect(await set({ heartbeatSeconds: 300 })).toMatchObject(withoutClosings)
  expect((await set({ heartbeatSeconds: 5 })).body).toMatchObject({ code: 'request.invalid' })
})

test('a command waits for an hour, and another takes its place', async () => {
  expect((await command('locate')).status).toBe(200)
  expect((await command('reboot')).status).toBe(200)
  expect(await settings()).toMatchObject({ command: { command: 'reboot', at: new Date(fixture.now()).toISOString() } })
  expect((await command('explode')).body).toMatchObject({ code: 'request.invalid' })
  fixture.setNow(fixture.now() + COMMAND_WAITS_MS)
  expect(await settings()).toMatchObject({ command: null })
  const { rows } = await fixture.pool.query(
    "select detail->>'command' as command from audit where action = 'sensor.command' and detail->>'uid' = $1 order by id",
    [home.sensorUid],
  )
  expect(rows).toEqual([{ command: 'locate' }, { command: 'reboot' }])
})

test('one behind a gateway is told nothing, nor one that may not connect', async () => {
  const conflict = { status: 409, body: { code: 'record.conflict' } }
  await fixture.pool.query('update sensor set gateway_id = $2 where uid = $1', [home.stockUid, home.gatewayId])
  expect(await set({ led: true }, home.stockUid)).toMatchObject(conflict)
  expect(await command('reboot', home.stockUid)).toMatchObject(conflict)
  expect(await staff.get(`/sensors/${home.stockUid}/settings`)).toMatchObject(conflict)
  await staff.post(`/sensors/${home.sensorUid}/revoke`)
  expect(await set({ led: true })).toMatchObject(conflict)
  expect(await command('reboot')).toMatchObject(conflict)
  expect(told).toEqual([])
})
