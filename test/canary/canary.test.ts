import { Registry } from 'prom-client'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PERMISSIONS } from '../../api/permissions.ts'
import { readConfig } from '../../base/config.ts'
import { createLog } from '../../base/log.ts'
import { createAlarm } from '../../canary/alarm.ts'
import { startCanary } from '../../canary/canary.ts'
import { type Service, startService } from '../../main.ts'
import { eraseCanaryTraces } from '../../registry/canary.ts'
import { ensureRootArea } from '../../registry/root-area.ts'
import { inTransaction } from '../../store/transaction.ts'
import { type Received, type Receiver, startReceiver } from '../alerts/receiver.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { until } from '../support/until.ts'

const PASSWORD = 'a long enough password'
/** What must arrive is given time on a busy machine; what must not is not waited for long. */
const PATIENT = { everyMs: 300, arriveMs: 15_000, lookMs: 100 }
const HASTY = { everyMs: 300, arriveMs: 2000, lookMs: 100 }
const log = createLog('silent')

let database: TestDatabase
let alarms: Receiver
let deadMan: Receiver
const open: { close(): Promise<void> }[] = []

beforeEach(async () => {
  database = await freshDatabase()
  alarms = await startReceiver()
  deadMan = await startReceiver()
  open.push(database, alarms, deadMan)
})
afterEach(async () => {
  for (let it = open.pop(); it !== undefined; it = open.pop()) await it.close()
})

async function start(canaryTimes: typeof PATIENT, settings: Record<string, string> = {}): Promise<Service> {
  const config = readConfig({
    DATABASE_URL: database.url,
    MENSHEN_HTTP_PORT: '0',
    MENSHEN_MQTT_PORT: '0',
    MENSHEN_ALARM_WEBHOOK_URL: alarms.url,
    MENSHEN_DEAD_MAN_URL: `${deadMan.url}/ping`,
    ...settings,
  })
  const service = await startService({ config, log, demoPassword: PASSWORD, canaryTimes })
  open.push(service)
  return service
}

interface Row {
  readonly kind: string
  readonly outcome: string | null
  readonly condition: string
}

async function alerts(): Promise<readonly Row[]> {
  const { rows } = await database.pool.query<Row>('select kind, outcome, condition from alert order by id')
  return rows
}

const arrived = (n: number) => async () => (await alerts()).filter((it) => it.outcome === 'test').length >= n

const said = ({ received }: { readonly received: readonly Received[] }) =>
  received.map((it) => JSON.parse(it.body)).map(({ state, reached }) => ({ state, reached }))

/** Its messages go by a channel that is not set up, until they are sent as before again. */
const route = (channel: string) =>
  database.pool.query('update contact_point set channel = $1 where id in (select contact_point_id from canary)', [
    channel,
  ])

describe('the canary', () => {
  test('goes the whole way, is resolved as a test, pings the dead man, and calls nobody', async () => {
    const service = await start(PATIENT)
    await until('three have arrived', arrived(3))
    expect(new Set((await alerts()).map((it) => it.kind))).toEqual(new Set(['unpermitted_opening']))
    await until('the dead man is pinged', () => deadMan.received.length > 0)
    expect(deadMan.received[0]).toMatchObject({ method: 'GET', path: '/ping' })
    expect(alarms.received).toEqual([])
    const { rows } = await database.pool.query('select 1 from escalation')
    expect(rows).toEqual([])
    const seen: { canary: boolean; secondsSinceSuccess: number } = JSON.parse(
      await (await fetch(`${service.httpUrl}/canaryz`)).text(),
    )
    expect(seen.canary).toBe(true)
    expect(seen.secondsSinceSuccess).toBeLessThan(60)
    expect(await (await fetch(`${service.httpUrl}/metrics`)).text()).toMatch(/menshen_canary_seconds_count [1-9]/)
  })

  test('a message that is not signed as ours is refused', async () => {
    const { httpUrl } = await start(PATIENT)
    await until('one has arrived', arrived(1))
    const headers = { 'content-type': 'application/cloudevents+json', 'menshen-timestamp': String(Date.now() / 1000) }
    for (const signature of ['', 'v1=0', `v1=${'0'.repeat(64)}`]) {
      const answer = await fetch(`${httpUrl}/canary`, {
        method: 'POST',
        headers: { ...headers, 'menshen-signature': signature },
        body: JSON.stringify({ subject: 'alert/1' }),
      })
      expect(answer.status).toBe(403)
    }
  })

  test('what does not arrive is told by another way, with the part it came to, and told when it is over', async () => {
    await start(HASTY)
    await until('one has arrived', arrived(1))
    await route('email')
    await until('the alarm is told', () => alarms.received.length > 0)
    expect(said(alarms)).toEqual([{ state: 'began', reached: 'claimed' }])
    const { text } = JSON.parse(alarms.received[0]?.body ?? '')
    expect(text.zh).toContain('未送达')
    expect(text.en).toContain('the channel email is not configured')
    const pings = deadMan.received.length
    const before = (await alerts()).length
    await until('it fails again', async () => (await alerts()).length >= before + 2)
    expect([alarms.received.length, deadMan.received.length]).toEqual([1, pings])
    await route('webhook')
    await until('it is over', () => alarms.received.length > 1)
    expect(said(alarms)[1]).toEqual({ state: 'over', reached: 'delivered' })
    await until('the dead man is pinged again', () => deadMan.received.length > pings)
  })

  test('an outbox that cannot read its table is named, and so is a message that nobody acknowledges', async () => {
    const { httpUrl } = await start(HASTY)
    await until('one has arrived', arrived(1))
    await database.pool.query('alter table notification rename column lease_until to gone')
    await until('the alarm is told', () => alarms.received.length > 0)
    expect(said(alarms)).toEqual([{ state: 'began', reached: 'raised' }])
    await database.pool.query('alter table notification rename column gone to lease_until')
    await until('it is over', () => alarms.received.length > 1)
    expect(said(alarms)[1]).toMatchObject({ state: 'over' })
    const held = await database.pool.connect()
    await held.query('begin; lock table journal in access exclusive mode')
    await until('a message is not acknowledged', async () =>
      /failures_total\{reached="published"\} [1-9]/.test(await (await fetch(`${httpUrl}/metrics`)).text()),
    )
    await held.query('rollback')
    held.release()
    await until('it is over again', () => said(alarms).filter((it) => it.state === 'over').length > 1)
  })

  test('of two processes one drives it, and the other takes over when it is gone', async () => {
    const { httpUrl, mqttUrl: brokerUrl } = await start(PATIENT)
    await until('one has arrived', arrived(1))
    const second = await startCanary({
      ...{ pool: database.pool, clock: Date.now, log, metrics: new Registry(), worker: 'second', times: PATIENT },
      ...{ httpUrl, brokerUrl, alarm: createAlarm({ webhookUrl: alarms.url, email: null, log }), deadManUrl: null },
    })
    const so = (await alerts()).length
    await until('the first goes on', arrived(so + 2))
    expect(await driver()).not.toBe('second')
    await database.pool.query(`update canary set worker = 'dead', lease_until = now() + interval '500 milliseconds'`)
    await until('somebody takes over', async () => !['dead', undefined].includes(await driver()))
    await until('it goes on', arrived((await alerts()).length + 2))
    await second.stop()
    await until('the first goes on alone', arrived((await alerts()).length + 2))
    expect(await driver()).not.toBe('second')
    expect(alarms.received).toEqual([])
  })

  test('its areas are in no list of an administrator of everything, and it is no root area', async () => {
    const { httpUrl } = await start(PATIENT)
    await until('two have arrived', arrived(2))
    const login = await fetch(`${httpUrl}/api/v1/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'admin', password: PASSWORD }),
    })
    const cookie = login.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    const lists = [...PERMISSIONS.keys()].filter((it) => it.startsWith('GET ') && !/:|stream/.test(it))
    expect(lists.length).toBeGreaterThan(10)
    for (const route of lists) {
      const answer = await fetch(`${httpUrl}${route.slice(4)}`, { headers: { cookie } })
      const text = await answer.text()
      expect([200, 400], route).toContain(answer.status)
      expect(text, route).not.toMatch(/canary|门神自检/)
      if (route.endsWith('/areas')) expect(JSON.parse(text).areas).toHaveLength(1)
      if (route.endsWith('/alerts')) expect(JSON.parse(text).alerts).toEqual([])
    }
    const metrics = await (await fetch(`${httpUrl}/metrics`)).text()
    expect(metrics).toMatch(/^menshen_orders_waiting 0$/m)
    const again = await inTransaction(database.pool, ensureRootArea)
    const { rows } = await database.pool.query('select area_id from canary')
    expect(rows[0].area_id).not.toBe(again)
  })

  test('a day after each of its orders nothing of it is left but a report', async () => {
    await start(PATIENT)
    await until('one has arrived', arrived(1))
    await database.pool.query(
      `update quarantine_order set ends_at = now() + interval '1 millisecond' where household_id in (select household_id from canary)`,
    )
    await until('the next order is in use', async () => {
      const { rows } = await database.pool.query('select 1 from quarantine_order')
      return rows.length > 1
    })
    await eraseCanaryTraces(database.pool, Date.now() + 25 * 3_600_000)
    const { rows } = await database.pool.query<{ events: string; orders: string }>(
      `select (select count(*) from door_event e join erasure_report r using (order_id)) as events,
         (select count(*) from erasure_report) as orders`,
    )
    expect(rows).toEqual([{ events: 0, orders: 1 }])
    await until('it goes on', arrived(1))
  })

  async function driver(): Promise<string | undefined> {
    const { rows } = await database.pool.query<{ worker: string }>(
      'select worker from canary where lease_until > now()',
    )
    return rows[0]?.worker
  }
})
