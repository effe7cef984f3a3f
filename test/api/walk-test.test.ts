import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { passTimeWhereDue } from '../../evaluator/pass-time.ts'
import { WatchCache } from '../../evaluator/watch-cache.ts'
import { authenticateDevice } from '../../registry/authenticate-device.ts'
import { inTransaction } from '../../store/transaction.ts'
import { type ApiFixture, startApi } from './api-fixture.ts'
import { type Session, signIn } from './session.ts'
import { type Community, makeCommunity, STAFF_PASSWORD } from './two-areas.ts'

const MINUTE_MS = 60_000

/** Sensors on their way onto doors and off them, as an installer's requests. */
describe('a sensor on its way', () => {
  let fixture: ApiFixture
  let home: Community
  let installer: Session
  beforeAll(async () => {
    fixture = await startApi()
    home = await makeCommunity(fixture.pool, 'aaaa', fixture.now())
    installer = await signIn(fixture.api, home.username, STAFF_PASSWORD)
  })
  afterAll(() => fixture.close())

  const iso = (at: number) => new Date(at).toISOString()
  const pass = (ms: number) => fixture.setNow(fixture.now() + ms)
  const say = (uid: string, contact: 'open' | 'closed', rssi = -70) =>
    fixture.pool.query(
      `insert into journal (sensor_uid, boot, heard_at, contact, contact_at, rssi) values ($1, 'b0', $2, $3, $2, $4)
       on conflict (sensor_uid, boot) do update set heard_at = $2, contact = $3, contact_at = $2, rssi = $4`,
      [uid, new Date(fixture.now()), contact, rssi],
    )
  const names = async (query: string) => {
    const { sensors } = (await installer.get(`/sensors?${query}`)).body
    return Array.isArray(sensors) ? sensors.map((it) => it.uid) : []
  }

  test('its door is seen on test and not otherwise, and one who looked is written down once', async () => {
    const path = `/fittings/${home.fittingId}/walk-test`
    await say(home.sensorUid, 'open')
    expect((await installer.get(path)).body).toMatchObject({ testUntil: null, said: null, isWatched: true })
    const started = await installer.post(`/fittings/${home.fittingId}/start-walk-test`)
    const until = iso(fixture.now() + 5 * MINUTE_MS)
    expect(started.body).toEqual({ until })
    expect((await installer.post(`/fittings/${home.fittingId}/start-walk-test`)).body).toEqual({ until })
    expect((await installer.get(path)).body).toMatchObject({
      testUntil: until,
      now: iso(fixture.now()),
      said: { contact: 'open', contactAt: iso(fixture.now()), signal: { rssi: -70, verdict: 'fair' } },
    })
    const looks = await fixture.pool.query("select 1 from audit where action = 'household.walk_test.read'")
    expect(looks.rowCount).toBe(1)
    pass(5 * MINUTE_MS)
    expect((await installer.get(path)).body).toMatchObject({ testUntil: null, said: null })
  })

  test('a walk test is passed by a door that was closed since, and the test ends with it', async () => {
    const act = (what: string) => installer.post(`/fittings/${home.fittingId}/${what}`)
    await act('start-walk-test')
    expect((await act('pass-walk-test')).body).toMatchObject({ code: 'record.conflict' })
    pass(1000)
    await say(home.sensorUid, 'closed')
    const late = await installer.post(`/fittings/${home.fittingId}/pass-walk-test`, { openedMs: -1 })
    expect(late.body).toMatchObject({ code: 'request.invalid' })
    const seen = { openedMs: 400, closedMs: 650 }
    expect((await installer.post(`/fittings/${home.fittingId}/pass-walk-test`, seen)).status).toBe(200)
    expect((await installer.get(`/sensors/${home.sensorUid}`)).body).toMatchObject({
      fitting: { walkTest: { ...seen, signal: { rssi: -70, verdict: 'fair' } } },
    })
    pass(1)
    expect((await installer.get(`/fittings/${home.fittingId}/walk-test`)).body).toMatchObject({
      testUntil: null,
      walkTestPassedAt: iso(fixture.now() - 1),
    })
  })

  test('a sensor takes the place of another, on test from the first moment on', async () => {
    const swap = { sensorUid: home.stockUid, reason: '电池耗尽' }
    const swapped = await installer.post(`/fittings/${home.fittingId}/swap`, swap)
    expect(swapped.status).toBe(200)
    expect((await installer.post(`/fittings/${home.fittingId}/swap`, swap)).body.code).toBe('record.conflict')
    expect((await installer.get(`/sensors/${home.stockUid}`)).body).toMatchObject({
      state: 'fitted',
      fitting: { id: swapped.body.id, door: 'front', room: 'aaaa-0101', walkTestPassedAt: null },
    })
    expect((await installer.get(`/sensors/${home.sensorUid}`)).body).toMatchObject({ state: 'stock', fitting: null })
    expect((await installer.get(`/fittings/${home.fittingId}/walk-test`)).body.code).toBe('record.conflict')
    expect((await installer.get(`/fittings/${swapped.body.id}/walk-test`)).body.testUntil).not.toBeNull()
    const written = await fixture.pool.query("select detail from audit where action = 'fitting.swap'")
    expect(written.rows).toEqual([{ detail: { id: swapped.body.id, taken: home.sensorUid, ...swap } }])
  })

  test('the lists: in stock, silent, and with a battery that ends', async () => {
    expect(await names('state=stock')).toEqual([home.sensorUid])
    expect(await names('state=fitted')).toEqual([home.stockUid])
    expect(await names('search=0101')).toEqual([home.stockUid])
    expect(await names('silent=true')).toEqual([])
    pass(180_001)
    expect(await names('silent=true')).toEqual([home.stockUid])
    await say(home.stockUid, 'closed')
    expect(await names('silent=true')).toEqual([])
    const ends = fixture.now() + 20 * 86_400_000
    await fixture.pool.query(
      'insert into battery_forecast (sensor_uid, at, empty_at, readings) values ($1, $2, $3, 9)',
      [home.stockUid, new Date(fixture.now()), new Date(ends)],
    )
    expect(await names(`emptyBefore=${iso(ends)}`)).toEqual([])
    expect(await names(`emptyBefore=${iso(ends + 1)}`)).toEqual([home.stockUid])
    const homes = async (has: boolean) => (await installer.get(`/households?hasSensor=${has}`)).body.households
    expect(await homes(true)).toMatchObject([{ id: home.householdId, sensors: 1 }])
    expect(await homes(false)).toEqual([])
  })

  test('is not believed from when somebody says so, until somebody trusts it again', async () => {
    const say = (what: string) => installer.post(`/sensors/${home.stockUid}/${what}`, { reason: '数据异常' })
    const believed = async () => (await installer.get(`/sensors/${home.stockUid}`)).body.distrust
    expect((await say('trust')).body.code).toBe('record.conflict')
    expect((await say('distrust')).status).toBe(200)
    expect((await say('distrust')).body.code).toBe('record.conflict')
    const from = iso(fixture.now())
    expect(await believed()).toEqual({ from, cause: 'staff', reason: '数据异常', begunBy: home.username })
    expect(await names('distrusted=true&state=fitted')).toEqual([home.stockUid])
    pass(1)
    await inTransaction(fixture.pool, (tx) => passTimeWhereDue(tx, new WatchCache(), fixture.now()))
    const alert = () =>
      fixture.pool.query(
        "select condition, sensor_uid, explanation->'sentence'->>'en' as en from alert where kind = 'sensor_distrusted'",
      )
    const en = 'The sensor is not believed, as a member of staff said so; the door is unknown'
    expect((await alert()).rows).toEqual([{ condition: 'active', sensor_uid: home.stockUid, en }])
    expect((await say('trust')).status).toBe(200)
    pass(1)
    await inTransaction(fixture.pool, (tx) => passTimeWhereDue(tx, new WatchCache(), fixture.now()))
    expect((await alert()).rows).toMatchObject([{ condition: 'cleared' }])
    expect([await believed(), await names('distrusted=true&state=fitted')]).toEqual([null, []])
    const written = await fixture.pool.query(
      "select action from audit where action in ('sensor.distrust', 'sensor.trust') order by id",
    )
    expect(written.rows.map((it) => it.action)).toEqual(['sensor.distrust', 'sensor.trust'])
  })

  test('is put on no door while it is not believed', async () => {
    await installer.post(`/sensors/${home.sensorUid}/distrust`, { reason: '数据异常' })
    const fitted = await installer.post('/fittings', { sensorUid: home.sensorUid, householdId: home.householdId })
    expect(fitted.body).toMatchObject({ code: 'record.conflict' })
    await installer.post(`/sensors/${home.sensorUid}/trust`, { reason: '已修复' })
  })

  test('is retired once it is off its door, and then fitted no more', async () => {
    const retire = () => installer.post(`/sensors/${home.stockUid}/retire`, { reason: '外壳破损' })
    expect((await retire()).body.code).toBe('record.conflict')
    const { fitting } = (await installer.get(`/sensors/${home.stockUid}`)).body
    const { id } = Object(fitting)
    expect((await installer.post(`/fittings/${id}/end`, { reason: '外壳破损' })).status).toBe(200)
    expect((await retire()).status).toBe(200)
    expect(fixture.disconnected).toContain(home.stockUid)
    expect((await installer.get(`/sensors/${home.stockUid}`)).body).toMatchObject({
      state: 'retired',
      revokedAt: iso(fixture.now()),
    })
    const again = { sensorUid: home.stockUid, householdId: home.householdId }
    expect((await installer.post('/fittings', again)).body.code).toBe('record.conflict')
  })

  test('comes back into stock with a new secret and its history, and is fitted again', async () => {
    await fixture.pool.query(
      "insert into sensor_reading (read_at, sensor_uid, firmware) values (now(), $1, '1.4.0'), (now() - interval '1 day', $1, '1.3.9')",
      [home.stockUid],
    )
    const { status, body } = await installer.post(`/sensors/${home.stockUid}/renew`, { reason: '修好了' })
    expect(status).toBe(200)
    const login = { clientId: home.stockUid, username: home.stockUid, certificateId: null }
    const password = Buffer.from(String(body.secret))
    expect(await authenticateDevice(fixture.pool, { ...login, password })).toMatchObject({ id: home.stockUid })
    expect((await installer.get(`/sensors/${home.stockUid}`)).body).toMatchObject({
      ...{ state: 'stock', revokedAt: null, firmware: '1.4.0', fitting: null },
    })
    const { rows } = await fixture.pool.query('select count(*)::int as n from fitting where sensor_uid = $1', [
      home.stockUid,
    ])
    const fitted = { sensorUid: home.stockUid, householdId: home.householdId }
    expect((await installer.post('/fittings', fitted)).status).toBe(200)
    const after = await fixture.pool.query('select count(*)::int as n from fitting where sensor_uid = $1', [
      home.stockUid,
    ])
    expect([rows[0]?.n > 0, after.rows[0]?.n]).toEqual([true, rows[0]?.n + 1])
    await installer.post(`/sensors/${home.stockUid}/renew`, { reason: '密钥外泄' })
    expect(await authenticateDevice(fixture.pool, { ...login, password })).toBeNull()
    expect((await installer.get(`/sensors/${home.stockUid}`)).body.state).toBe('fitted')
    const acts = await fixture.pool.query(
      "select detail->>'wasRetired' as was from audit where action = 'sensor.renew' order by id",
    )
    expect(acts.rows.map((it) => it.was)).toEqual(['true', 'false'])
  })
})
