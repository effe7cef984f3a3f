import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { AlertId, StaffId } from '../../base/id.ts'
import { addContactPoint } from '../../registry/contact-point.ts'
import { receiptPath } from '../../registry/receipt-address.ts'
import { keyOfOutId, outIdOf } from '../../registry/voice-out-id.ts'
import type { Phone } from '../../store/contact-point.ts'
import { listDeliveries } from '../../store/delivery-log.ts'
import { onlyRow } from '../../store/only-row.ts'
import { type District, makeDistrict } from '../alerts/district.ts'
import { T0 } from '../watch/stories.ts'
import { ADMIN_PASSWORD, type ApiFixture, RECEIPT_KEY, startApi } from './api-fixture.ts'
import { signIn } from './session.ts'
import { makeCommunity, STAFF_PASSWORD } from './two-areas.ts'

const NOBODYS = '3f0c5a2e-8f5b-4f0e-9d57-0d5f4a1b2c3d'
const MINUTE_MS = 60_000

describe('a receipt by callback', () => {
  let fixture: ApiFixture
  let d: District
  let url: string
  let gu: StaffId

  beforeEach(async () => {
    fixture = await startApi()
    fixture.setNow(T0 + MINUTE_MS)
    d = await makeDistrict(fixture.pool)
    gu = await d.join('gu', d.building, null)
    await d.staffed(d.building, 'grid_worker', [gu])
    url = await fixture.api.listen({ host: '127.0.0.1', port: 0 })
  })
  afterEach(() => fixture.close())

  const push = async (channel: Phone, body: unknown, path = receiptPath(RECEIPT_KEY, channel)) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const headers = { 'content-type': 'application/json;charset=utf-8' }
    const response = await fetch(`${url}${path}`, { method: 'POST', headers, body: text })
    return { status: response.status, body: z.looseObject({}).parse(await response.json()) }
  }
  const sms = (outId: string, over: object = {}) => ({
    ...{ phone_number: '13800001234', send_time: wallClock(T0), report_time: wallClock(T0 + 5000), success: true },
    ...{ err_code: 'DELIVERED', err_msg: '用户接收成功', sms_size: '1', biz_id: '12345', out_id: outId, ...over },
  })
  const voice = (outId: string, code: string, over: object = {}) => ({
    ...{ call_id: '100001616500^1', start_time: '', end_time: '', duration: '0', status_code: code, out_id: outId },
    ...{ status_msg: '', ...over },
  })
  /** Of an alert, whose first message goes to the first of these contact points. */
  const sent = async (channels: readonly (Phone | 'webhook')[]): Promise<{ alert: AlertId; key: string }> => {
    for (const channel of channels) {
      const target = channel === 'webhook' ? 'https://gu.example/' : '+8613800001234'
      const point = { areaId: null, staffId: gu, channel, target, secret: null, severityMin: 'minor' } as const
      await d.inDb((tx) => addContactPoint(tx, [d.root], point))
    }
    return next()
  }
  const next = async () => {
    const alert = await d.raise(T0)
    await d.sweepAt(T0)
    const { rows } = await fixture.pool.query('select idempotency_key as key from notification where alert_id = $1', [
      alert,
    ])
    return { alert, key: z.string().parse(onlyRow(rows).key) }
  }
  const messages = async (alert: AlertId) =>
    (await listDeliveries(fixture.pool, alert, 10)).map(({ channel, deliveredAt, failedAt, lastError }) => ({
      ...{ channel, deliveredAt, failedAt, lastError },
    }))
  const waiting = { channel: 'webhook', deliveredAt: null, failedAt: null, lastError: null }
  const counted = async (name: string) =>
    Object.fromEntries(
      (await fixture.deps.metrics.getSingleMetric(name)?.get())?.values.map((it) => [
        Object.values(it.labels).join(' '),
        it.value,
      ]) ?? [],
    )

  test('of a text message says that it arrived, and when, by the wall clock of China', async () => {
    const { alert, key } = await sent(['sms', 'webhook'])
    expect(await push('sms', [sms(key)])).toEqual({ status: 200, body: { code: 0, msg: '成功' } })
    const arrived = { channel: 'sms', deliveredAt: T0 + 5999, failedAt: null, lastError: null }
    expect(await messages(alert)).toEqual([arrived])
    const late = sms(key, { success: false, err_code: 'MOBILE_NOT_ON_SERVICE' })
    expect((await push('sms', [late, sms(key)])).status).toBe(200)
    expect(await messages(alert)).toEqual([arrived])
  })

  test('is not lost over a time that cannot be: then it is now', async () => {
    const times = ['', 'yesterday', wallClock(T0 + 3_600_000), wallClock(T0 - 25 * 3_600_000), '2026-13-45 00:00:00']
    const all = [await sent(['sms'])]
    while (all.length < times.length) all.push(await next())
    await push(
      'sms',
      [...times.entries()].map(([at, time]) => sms(all[at]?.key ?? '', { report_time: time })),
    )
    for (const { alert } of all) expect(await messages(alert)).toMatchObject([{ deliveredAt: T0 + MINUTE_MS }])
  })

  test("that says it did not arrive makes the person's next contact point due, once, and shows no number", async () => {
    const { alert, key } = await sent(['sms', 'webhook'])
    const off = sms(key, { success: false, err_code: 'MOBILE_NOT_ON_SERVICE', err_msg: '13800001234 停机' })
    await push('sms', [off])
    await push('sms', [off, off])
    const lastError = 'Alibaba Cloud reports MOBILE_NOT_ON_SERVICE "138****1234 停机"'
    const failed = { channel: 'sms', deliveredAt: null, failedAt: T0 + MINUTE_MS, lastError }
    expect(await messages(alert)).toEqual([failed, waiting])
    const { rows } = await fixture.pool.query("select detail from alert_log where what = 'fell_back'")
    expect(rows).toEqual([{ detail: { staffId: gu, from: 'sms', to: 'webhook', reason: 'step/grid_worker' } }])
  })

  test.each(['200000', '200001'])(
    'of a call that was answered, %s, is an arrival and stops nothing else',
    async (code) => {
      const { alert, key } = await sent(['voice', 'webhook'])
      const other = await next()
      const answered = voice(outIdOf(key), code, { start_time: wallClock(T0 + 9000), status_msg: '用户听完语音' })
      expect((await push('voice', [answered])).status).toBe(200)
      expect(await messages(alert)).toMatchObject([{ channel: 'voice', deliveredAt: T0 + 9999, failedAt: null }])
      expect(await messages(other.alert)).toMatchObject([{ channel: 'voice', deliveredAt: null, failedAt: null }])
      const { rows } = await fixture.pool.query('select distinct handling from alert')
      expect(rows).toEqual([{ handling: 'new' }])
    },
  )

  test.each([
    ['200002', 'the line was busy'],
    ['200003', 'nobody answered'],
    ['200010', 'the phone is switched off'],
    ['200007', 'the phone could not be reached'],
    ['999999', 'Alibaba Cloud reports 999999 "x"'],
  ])('of a call that was not answered, %s, says why, and the next contact point gets it', async (code, why) => {
    const { alert, key } = await sent(['voice', 'webhook'])
    await push('voice', [voice(outIdOf(key), code, { status_msg: 'x' })])
    expect(await messages(alert)).toEqual([
      { ...waiting, channel: 'voice', failedAt: T0 + MINUTE_MS, lastError: expect.stringContaining(why) },
      waiting,
    ])
  })

  test('in a batch counts whatever stands beside it', async () => {
    const { alert, key } = await sent(['voice', 'webhook'])
    const [id, ringing] = [outIdOf(key), ['200100', '200101', '200102', '200103', '200201', '300000']]
    const batch = [
      ...[null, 7, {}, voice(id, 'off'), voice('', '200000'), { ...voice(id, '200000'), out_id: undefined }],
      ...ringing.map((code) => voice(id, code)),
      ...[voice('12345', '200002'), voice(outIdOf(NOBODYS), '200000'), voice(key, '200002')],
      ...[voice(id, '200010'), voice(id, '200010')],
    ]
    expect((await push('voice', batch)).status).toBe(200)
    expect(await messages(alert)).toMatchObject([{ channel: 'voice', failedAt: T0 + MINUTE_MS }, waiting])
    expect(await counted('menshen_receipts_total')).toEqual({
      ...{ 'voice malformed': 6, 'voice under_way': 6, 'voice unknown': 3, 'voice not_arrived': 2 },
    })
    await push('sms', [sms(NOBODYS), sms('67890'), sms(key, { success: 'yes' })])
    expect(await counted('menshen_receipts_total')).toMatchObject({ 'sms unknown': 2, 'sms malformed': 1 })
  })

  test('that cannot be read, or is too much, is refused and counted', async () => {
    const unreadable = ['[{"out_id":', '', { out_id: NOBODYS }, [{}, 'x']]
    for (const body of unreadable) expect((await push('sms', body)).status).toBe(400)
    const large = [Array.from({ length: 501 }, () => sms(NOBODYS)), 'x'.repeat(512 * 1024 + 1)]
    for (const body of large) expect((await push('sms', body)).status).toBe(413)
    expect((await push('sms', [])).status).toBe(200)
    expect(await counted('menshen_receipts_refused_total')).toEqual({ 'sms malformed': 4, 'sms too_large': 2 })
    expect(await counted('menshen_receipts_total')).toEqual({})
  })

  test('at another address finds nobody there, and is counted', async () => {
    const { alert, key } = await sent(['sms'])
    const others = [
      '/receipts/alibaba/sms/made-up',
      receiptPath(RECEIPT_KEY, 'voice').replace('voice', 'sms'),
      receiptPath(Buffer.alloc(32, 9), 'sms'),
      `${receiptPath(RECEIPT_KEY, 'sms')}A`,
    ]
    for (const path of others)
      expect(await push('sms', [sms(key)], path)).toMatchObject({ status: 404, body: { code: 'route.not_found' } })
    expect((await push('sms', 'x'.repeat(512 * 1024 + 1), others[0])).status).toBe(404)
    expect(await messages(alert)).toMatchObject([{ deliveredAt: null }])
    expect(await counted('menshen_receipts_refused_total')).toEqual({ 'sms address': 5 })
  })

  test('comes again when the database is away', async () => {
    const { alert, key } = await sent(['sms'])
    await fixture.pool.query('alter table notification rename to notification_away')
    expect((await push('sms', [sms(key)])).status).toBe(500)
    expect(await counted('menshen_receipts_refused_total')).toEqual({ 'sms unavailable': 1 })
    await fixture.pool.query('alter table notification_away rename to notification')
    expect((await push('sms', [sms(key)])).status).toBe(200)
    expect(await messages(alert)).toMatchObject([{ deliveredAt: T0 + 5999 }])
  })

  test("of a call whose OutId two calls have is nobody's", async () => {
    const { key } = await sent(['voice'])
    const other = await next()
    expect(await keyOfOutId(fixture.pool, outIdOf(key))).toBe(key)
    const twin = `${key.slice(0, -4)}${key.endsWith('0000') ? '1111' : '0000'}`
    await fixture.pool.query('update notification set idempotency_key = $1 where idempotency_key = $2', [
      ...[twin, other.key],
    ])
    expect(await keyOfOutId(fixture.pool, outIdOf(key))).toBe(null)
  })

  test('has an address that only an administrator of everything is told', async () => {
    fixture.setNow(Date.parse('2026-03-02T04:00:00Z'))
    const admin = await signIn(fixture.api, 'admin', ADMIN_PASSWORD)
    const { body } = await admin.get('/receipt-addresses')
    expect(body).toEqual({
      addresses: (['sms', 'voice'] as const).map((channel) => {
        const path = receiptPath(RECEIPT_KEY, channel)
        return { channel, path, url: `https://menshen.example${path}` }
      }),
    })
    const a = await makeCommunity(fixture.pool, 'aaaa', fixture.now())
    const theirs = await signIn(fixture.api, a.username, STAFF_PASSWORD)
    expect((await theirs.get('/receipt-addresses')).body).toEqual({ addresses: [] })
  })
})

/** As the provider writes it. */
function wallClock(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
}
