import { randomUUID } from 'node:crypto'
import { Writable } from 'node:stream'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createApi } from '../../api/api.ts'
import { RESIDENT_PAGES_PER_MINUTE_MAX } from '../../api/serve-resident.ts'
import { setHouseholdContact } from '../../registry/household-contact.ts'
import { RESIDENT_LINK_LIVES_MS } from '../../registry/resident-link.ts'
import { PHONE_CHANGES_PER_DAY_MAX } from '../../registry/resident-phone.ts'
import { ensureRootArea } from '../../registry/root-area.ts'
import { inTransaction } from '../../store/transaction.ts'
import { type ApiFixture, startApi } from './api-fixture.ts'
import { type Session, signIn } from './session.ts'
import { type Community, makeCommunity, STAFF_PASSWORD } from './two-areas.ts'

const requests = z.array(z.looseObject({ id: z.number() }))
const DAY_MS = 86_400_000
const NOON = Date.parse('2026-03-02T04:00:00Z')
let homes = 0

describe('a household’s own page', () => {
  let fixture: ApiFixture
  let home: Community
  let staff: Session
  let token: string

  beforeAll(async () => {
    fixture = await startApi()
  })
  afterAll(() => fixture.close())
  beforeEach(async () => {
    fixture.setNow(NOON)
    homes += 1
    home = await makeCommunity(fixture.pool, `home${homes}`, fixture.now())
    await run('delete from permit_request')
    await run('delete from permit')
    staff = await signIn(fixture.api, home.username, STAFF_PASSWORD)
    token = await tokenOf()
  })

  const run = (sql: string, ...values: readonly unknown[]) => fixture.pool.query(sql, [...values])
  const tokenOf = async () => {
    const { body } = await staff.get(`/households/${home.householdId}/resident-link/address`)
    return String(body.address).replace('https://menshen.example/r/', '')
  }
  const get = async (rest = token, headers: Record<string, string> = {}) => {
    const { address = '127.0.0.1', ...more } = headers
    const answer = await fixture.api.inject({ url: `/r/${rest}`, headers: more, remoteAddress: address })
    return { status: answer.statusCode, body: answer.body, headers: answer.headers }
  }
  const send = async (fields: Readonly<Record<string, string>>, to = token) => {
    const { statusCode, headers, body } = await fixture.api.inject({
      ...{ method: 'POST', url: `/r/${to}`, payload: new URLSearchParams(fields).toString() },
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    return { status: statusCode, said: /said=(\w+)/.exec(String(headers.location))?.[1], headers, body }
  }
  const ask = (fields: Readonly<Record<string, string>> = {}) =>
    send({ act: 'ask', key: randomUUID(), reason: 'delivery', from: 'now', minutes: '10', openings: '1', ...fields })
  const waiting = async () => requests.parse((await staff.get('/permit-requests')).body.requests)
  const setContact = () =>
    inTransaction(fixture.pool, async (tx) => {
      const contact = { name: '王某', phone: '+8613800001234', language: 'en', channel: 'sms', address: null } as const
      const at = { id: home.householdId, by: 'test', now: fixture.now() }
      await setHouseholdContact(tx, fixture.deps.contactKey, [await ensureRootArea(tx)], at, contact)
    })

  test('shows the term, what is recorded, the openings and why, and who looked in which role, never who', async () => {
    await run(
      `insert into opening (order_id, household_id, sensor_uid, opened_at, closed_at, explanation)
       values ($1, $2, $3, $4, $5, '{"verdict": "alerted"}')`,
      ...[home.orderId, home.householdId, home.sensorUid, new Date(NOON - 600_000), new Date(NOON - 570_000)],
    )
    await staff.get(`/households/${home.householdId}?purpose=check%20%3Cb%3E`)
    const { status, body } = await get()
    expect(status).toBe(200)
    const parts = [`home${homes}-0101`, '还有 12 天 12 小时', '11:50 开门', '11:50 关门（30 秒）', '没有报备，已告警']
    const more = [
      '不记录',
      '您在哪里',
      '30 天后，这些记录全部删除',
      '值班人员',
      '事由：check &lt;b&gt;',
      '今天还可申请 3 次',
    ]
    for (const part of [...parts, ...more]) expect(body).toContain(part)
    expect(body).not.toMatch(/<script|style=|<b>/)
    expect(body).not.toContain(home.username)
    expect((await get()).body).toContain('本页上次打开：12:00')
  })

  test('is in the contact’s language, or the browser’s, or the one that was chosen', async () => {
    expect((await get(token, { 'accept-language': 'en' })).body).toContain('<html lang="en">')
    await setContact()
    expect((await get()).body).toContain('ends in 1234')
    expect((await get(`${token}?lang=zh`)).body).toContain('<html lang="zh-CN">')
  })

  test('is kept by nobody on the way', async () => {
    const { headers } = await get()
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
      'content-type': 'text/html; charset=utf-8',
    })
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'self'/)
    expect(headers['set-cookie']).toBeUndefined()
  })

  test('a permit is asked for once, however often its form is sent; staff grant it and the page says so', async () => {
    const key = randomUUID()
    const note = '<img src=x onerror=alert(1)>'
    const sent = await Promise.all([ask({ key, note }), ask({ key, note })])
    expect(sent.map((it) => [it.status, it.said])).toEqual([
      [303, 'asked'],
      [303, 'asked'],
    ])
    const [request, ...others] = await waiting()
    expect(others).toEqual([])
    expect(request).toMatchObject({ room: `home${homes}-0101`, reason: 'delivery', note, minutes: 10 })
    expect((await get()).body).toContain('等待答复')
    fixture.setNow(NOON + 5 * 60_000)
    expect((await staff.post(`/permit-requests/${request?.id}/grant`, { reason: '十分钟内取完' })).status).toBe(200)
    expect(await waiting()).toEqual([])
    const { body } = await get()
    for (const part of ['已批准', '答复：十分钟内取完', '12:05 – 12:15', '&lt;img src=x onerror=alert(1)&gt;'])
      expect(body).toContain(part)
    expect(body).not.toContain('<img src=x')
    expect((await staff.post(`/permit-requests/${request?.id}/decline`, { reason: 'x' })).body.code).toBe(
      'record.conflict',
    )
    const { rows } = await run(
      "select action, staff_id, detail from audit where action in ('permit.ask', 'permit.grant') and household_id = $1 order by id",
      home.householdId,
    )
    expect(rows).toEqual([
      { action: 'permit.ask', staff_id: null, detail: { request: request?.id } },
      { action: 'permit.grant', staff_id: home.staffId, detail: { id: expect.any(Number), request: request?.id } },
    ])
  })

  test('what was asked for an hour that has begun covers it from then on', async () => {
    await ask({ from: String(NOON + 3_600_000), minutes: '30' })
    const [request] = await waiting()
    fixture.setNow(NOON + 3_900_000)
    await staff.post(`/permit-requests/${request?.id}/grant`, {})
    const { rows } = await run('select from_at, until_at, granted_by from permit')
    expect(rows).toEqual([{ from_at: NOON + 3_600_000, until_at: NOON + 5_700_000, granted_by: home.username }])
  })

  test('a day has its budget; what is declined, with a reason, is given back', async () => {
    for (let n = 0; n < 3; n += 1) expect((await ask()).said).toBe('asked')
    expect((await ask()).said).toBe('no_budget')
    expect((await get()).body).toContain('今天还可申请 0 次')
    const [request] = await waiting()
    expect((await staff.post(`/permit-requests/${request?.id}/decline`, { reason: ' ' })).status).toBe(400)
    expect((await staff.post(`/permit-requests/${request?.id}/decline`, { reason: '请放门口' })).status).toBe(200)
    expect((await get()).body).toContain('答复：请放门口')
    expect((await ask()).said).toBe('asked')
    fixture.setNow(NOON + DAY_MS)
    expect((await ask()).said).toBe('asked')
  })

  test('an emergency is asked about, tells staff at once, and covers what it opens; a second press is the same', async () => {
    const question = await get(`${token}?confirm=emergency`)
    expect(question.body).toContain('现在告知值班人员？')
    expect((await run("select 1 from permit where reason = 'emergency'")).rows).toEqual([])
    for (const said of ['reported', 'reported']) expect((await send({ act: 'emergency' })).said).toBe(said)
    const { rows } = await run("select from_at, until_at from permit where reason = 'emergency'")
    expect(rows).toEqual([{ from_at: NOON - 600_000, until_at: NOON + 7_200_000 }])
    const { body } = await staff.get(`/alerts?householdId=${home.householdId}&handling=unresolved`)
    expect(body.alerts).toContainEqual(
      expect.objectContaining({ kind: 'emergency', severity: 'critical', handling: 'new', condition: 'active' }),
    )
    expect((await get()).body).toContain('已于 12:00 告知值班人员。到 14:00 为止')
  })

  test('a phone is corrected and has to be confirmed anew; nowhere can it be read', async () => {
    expect((await send({ act: 'phone', phone: '13900005678' })).said).toBe('phone_unknown')
    await setContact()
    await staff.post(`/households/${home.householdId}/confirm-contact`)
    expect((await send({ act: 'phone', phone: 'call me' })).said).toBe('phone_wrong')
    expect((await send({ act: 'phone', phone: '139 0000 5678' })).said).toBe('phone')
    const shown = await staff.post(`/households/${home.householdId}/reveal-contact`, { purpose: 'x' })
    expect(shown.body).toMatchObject({ name: '王某', phone: '+8613900005678', channel: 'sms' })
    expect((await staff.get(`/households/${home.householdId}`)).body.contactConfirmedAt).toBe(null)
    const { rows } = await run('select detail::text from audit where household_id = $1', home.householdId)
    expect(JSON.stringify(rows)).not.toContain('5678')
    for (let n = 1; n < PHONE_CHANGES_PER_DAY_MAX; n += 1) await send({ act: 'phone', phone: `1390000567${n}` })
    expect((await send({ act: 'phone', phone: '13900005679' })).said).toBe('too_often')
  })

  test('a new link voids the old; one that is revoked, expired or made up opens nothing', async () => {
    expect((await staff.post(`/households/${home.householdId}/resident-link`)).status).toBe(200)
    const next = await tokenOf()
    expect(next).toMatch(/^[\w-]{22}$/)
    expect((await get(token)).status).toBe(410)
    expect((await send({ act: 'emergency' }, token)).status).toBe(410)
    expect((await get(next)).status).toBe(200)
    const forged = `${next.slice(0, -2)}${next.endsWith('AA') ? 'BB' : 'AA'}`
    for (const it of [forged, 'x', 'x'.repeat(90)]) expect((await get(it)).status).toBe(404)
    fixture.setNow(NOON + RESIDENT_LINK_LIVES_MS)
    expect((await get(next)).body).toContain('链接已过期')
    fixture.setNow(NOON)
    expect((await staff.post(`/households/${home.householdId}/resident-link/revoke`)).status).toBe(200)
    expect((await get(next)).body).toContain('链接已作废')
    expect((await staff.get(`/households/${home.householdId}/resident-link`)).body).toEqual({ link: null })
    const kept = await run('select seed, token_sha256 from resident_link where household_id = $1', home.householdId)
    expect(JSON.stringify(kept.rows)).not.toContain(next)
  })

  test('one household’s link does nothing about another', async () => {
    const other = await makeCommunity(fixture.pool, `other${homes}`, fixture.now())
    const { body } = await get()
    expect(body).not.toContain(`other${homes}`)
    await run('delete from permit')
    await send({ act: 'emergency' })
    const { rows } = await run('select household_id from permit')
    expect(rows).toEqual([{ household_id: home.householdId }])
    expect(other.householdId).not.toBe(home.householdId)
  })

  test('after the order it shows what is kept, and takes nothing', async () => {
    await run(
      'update quarantine_order set released_at = to_timestamp($2 / 1000.0) where id = $1',
      home.orderId,
      NOON - 1,
    )
    await run('delete from quarantine_order where id = $1', home.waitingOrderId)
    const { body } = await get()
    expect(body).toContain('已于 11:59 结束')
    expect(body).not.toContain('<form')
    for (const act of [ask(), send({ act: 'emergency' })]) expect((await act).said).toBe('not_watched')
    expect((await staff.post(`/households/${home.householdId}/resident-link`)).body.code).toBe('record.conflict')
  })

  test('a text message’s address leads to it', async () => {
    const answer = await fixture.api.inject({ url: `/a/${token}` })
    expect([answer.statusCode, answer.headers.location]).toEqual([302, `../r/${token}`])
  })

  test('is in no line of the log, whatever goes wrong', async () => {
    const lines: string[] = []
    const stream = new Writable({
      write(chunk, _, done) {
        lines.push(String(chunk))
        done()
      },
    })
    const api = await createApi({ ...fixture.deps, metrics: new Registry(), log: pino({ level: 'trace' }, stream) })
    await run('alter table resident_link rename to gone')
    const failed = await api.inject({ url: `/r/${token}` })
    await run('alter table gone rename to resident_link')
    await api.close()
    expect(failed.statusCode).toBe(503)
    expect(lines.join('')).toContain('request failed')
    expect(lines.join('')).not.toContain(token)
  })

  test('is opened no more often than people do, and refusals are counted', async () => {
    const answers = []
    for (let n = 0; n <= RESIDENT_PAGES_PER_MINUTE_MAX; n += 1) answers.push(await get('x', { address: '192.0.2.9' }))
    expect(answers.at(-1)).toMatchObject({ status: 429, body: expect.stringContaining('120、119 或 110') })
    const counted = await fixture.deps.metrics.getSingleMetric('menshen_resident_links_refused_total')?.get()
    const values = Object.fromEntries(counted?.values.map(({ labels, value }) => [labels.why, value]) ?? [])
    expect(values).toMatchObject({ too_many: 1, expired: 1, revoked: 3 })
  })
})
