import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { judgeGroups } from '../../evaluator/judge-groups.ts'
import { authenticateDevice } from '../../registry/authenticate-device.ts'
import { inTransaction } from '../../store/transaction.ts'
import { type ApiFixture, startApi } from './api-fixture.ts'
import { type Session, signIn } from './session.ts'
import { type Community, makeCommunity, STAFF_PASSWORD } from './two-areas.ts'

const REASON = { reason: '丢失' }

let fixture: ApiFixture
let home: Community
let staff: Session
let communities = 0

beforeAll(async () => {
  fixture = await startApi()
})
afterAll(() => fixture.close())
beforeEach(async () => {
  communities += 1
  home = await makeCommunity(fixture.pool, `gway${communities}`, fixture.now())
  staff = await signIn(fixture.api, home.username, STAFF_PASSWORD)
})

const path = (rest = '') => `/gateways/${home.gatewayId}${rest}`
const gateway = async () => (await staff.get(path())).body
const uidOf = (name: string) => `zigbee:${name}-${home.gatewayId}`

/** Four sensors behind it: on the door under an order, heard and unassigned, never heard, retired. */
async function fill(): Promise<void> {
  const { pool } = fixture
  for (const name of ['heard', 'new', 'old']) {
    const it = { uid: uidOf(name), gateway: { id: home.gatewayId, alias: `${name} door` } }
    expect((await staff.post('/sensors', it)).status).toBe(200)
  }
  await pool.query('update sensor set gateway_id = $2 where uid = $1', [home.sensorUid, home.gatewayId])
  await pool.query("update sensor set state = 'retired' where uid = $1", [uidOf('old')])
  await pool.query(
    "insert into journal (sensor_uid, boot, heard_at, seen) values ($1, '', to_timestamp($2 / 1000.0), '{}')",
    [uidOf('heard'), fixture.now() - 60_000],
  )
}

test('its sensors are counted by what they do, and listed with the names that it has for them', async () => {
  await fill()
  expect(await gateway()).toMatchObject({
    ...{ id: home.gatewayId, adapter: 'zigbee2mqtt', state: 'unknown', revokedAt: null },
    heardAt: new Date(fixture.now()).toISOString(),
    sensors: { fitted: 1, unassigned: 1, stock: 1, retired: 1 },
  })
  const { body } = await staff.get('/gateways')
  expect(body.gateways).toEqual([await gateway()])
  const behind = async (search: string) => {
    const answer = await staff.get(`/sensors?${new URLSearchParams({ gateway: home.gatewayId, search })}`)
    return z
      .object({ sensors: z.array(z.object({ uid: z.string(), alias: z.string().nullable() })) })
      .parse(answer.body).sensors
  }
  expect(await behind('')).toHaveLength(4)
  expect(await behind('HEARD DOOR')).toMatchObject([{ uid: uidOf('heard'), alias: 'heard door' }])
})

test('a revoked gateway may not connect, is offline at once, and one alert tells of its doors', async () => {
  await fill()
  expect((await staff.post(path('/revoke'), REASON)).status).toBe(200)
  expect(fixture.disconnected).toContain(home.gatewayId)
  expect(await gateway()).toMatchObject({ state: 'offline', revokedAt: new Date(fixture.now()).toISOString() })
  await inTransaction(fixture.pool, (tx) => judgeGroups(tx, fixture.now()))
  const alerts = async () =>
    (
      await fixture.pool.query("select condition from alert where kind = 'group_silent' and gateway_id = $1", [
        home.gatewayId,
      ])
    ).rows
  expect(await alerts()).toEqual([{ condition: 'active' }])

  fixture.setNow(fixture.now() + 1000)
  const renewed = await staff.post(path('/renew'), REASON)
  const { secret } = z.object({ secret: z.string() }).parse(renewed.body)
  expect(await gateway()).toMatchObject({ state: 'unknown', revokedAt: null })
  const login = { clientId: home.gatewayId, username: home.gatewayId, certificateId: null }
  expect(await authenticateDevice(fixture.pool, { ...login, password: Buffer.from(secret) })).not.toBeNull()
  await inTransaction(fixture.pool, (tx) => judgeGroups(tx, fixture.now()))
  expect(await alerts()).toEqual([{ condition: 'cleared' }])
})

test('a new secret leaves alone what a gateway has said of itself', async () => {
  await fixture.pool.query("update gateway set state = 'online', state_at = now() where id = $1", [home.gatewayId])
  await staff.post(path('/renew'), REASON)
  expect(await gateway()).toMatchObject({ state: 'online' })
})

test('it is retired with its stock, and not while one of its sensors is on a door', async () => {
  await fill()
  expect(await staff.post(path('/retire'), REASON)).toMatchObject({ status: 409, body: { code: 'record.conflict' } })
  await fixture.pool.query('update sensor set gateway_id = null where uid = $1', [home.sensorUid])
  expect((await staff.post(path('/retire'), REASON)).body).toEqual({ sensors: 2 })
  expect(await gateway()).toMatchObject({ sensors: { fitted: 0, unassigned: 0, stock: 0, retired: 3 } })
  const { rows } = await fixture.pool.query(
    "select action, detail->>'reason' as reason from audit where detail->>'id' = $1 and action like 'gateway.re%'",
    [home.gatewayId],
  )
  expect(rows).toEqual([{ action: 'gateway.retire', reason: REASON.reason }])
})
