import { Writable } from 'node:stream'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApi } from '../../api/api.ts'
import { LINKS_PER_MINUTE_MAX } from '../../api/serve-acknowledge.ts'
import { LINK_LIVES_MS, signLink } from '../../registry/acknowledge-link.ts'
import { acknowledgeAlert, resolveAlert } from '../../store/alert.ts'
import { onlyRow } from '../../store/only-row.ts'
import { mergeAlert } from '../../store/verdict.ts'
import { type ApiFixture, LINK_KEY, startApi } from './api-fixture.ts'
import { type LinkedMessage, linkedMessage } from './linked-message.ts'
import { type Community, makeCommunity } from './two-areas.ts'

const AT = '2026/3/2 12:00:00'

describe('a link in a message', () => {
  let fixture: ApiFixture
  let a: Community
  let people = 0

  beforeAll(async () => {
    fixture = await startApi()
    a = await makeCommunity(fixture.pool, 'aaaa', fixture.now())
  })
  afterAll(() => fixture.close())

  const message = (about: LinkedMessage['alertId'] | null = null) => {
    people += 1
    return linkedMessage(fixture, a, `w${people}`, about)
  }
  const call = async (method: 'GET' | 'HEAD' | 'POST', token: string, headers: Record<string, string> = {}) => {
    const form = method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded' } : {}
    const remoteAddress = headers.address ?? '127.0.0.1'
    const url = `/a/${token}`
    const response = await fixture.api.inject({ method, url, remoteAddress, headers: { ...form, ...headers } })
    return { status: response.statusCode, body: response.body, headers: response.headers }
  }
  const handling = async ({ alertId }: Pick<LinkedMessage, 'alertId'>) => {
    const { rows } = await fixture.pool.query('select handling, acknowledged_by from alert where id = $1', [alertId])
    return onlyRow(rows)
  }
  const run = (sql: string, ...values: readonly unknown[]) => fixture.pool.query(sql, [...values])

  test('shows what, where and since when, and acknowledges nothing, whoever looks', async () => {
    const it = await message()
    const { status, body } = await call('GET', it.token)
    expect(status).toBe(200)
    for (const part of ['紧急', 'aaaa-0101', '门被打开，没有有效报备', `自 ${AT}`, '仍在继续', '<form method="post">'])
      expect(body).toContain(part)
    expect(body).not.toMatch(/<script|w\d+/)
    expect((await call('HEAD', it.token)).status).toBe(200)
    expect(await handling(it)).toEqual({ handling: 'new', acknowledged_by: null })
  })

  test('is in English for who asks for it', async () => {
    const { body } = await call('GET', (await message()).token, { 'accept-language': 'de, en-GB;q=0.9, zh;q=0.1' })
    for (const part of ['<html lang="en">', 'Critical', 'no permit covers it', 'Since 02/03/2026, 12:00:00'])
      expect(body).toContain(part)
  })

  test('acknowledges by its button as the person it was sent to, and says so again when pressed twice', async () => {
    const it = await message()
    for (let press = 0; press < 3; press += 1) {
      const { status, body } = await call('POST', it.token)
      expect(status).toBe(200)
      expect(body).toContain(`您已于 ${AT} 确认此告警。`)
      expect(body).not.toContain('<form')
    }
    expect(await handling(it)).toEqual({ handling: 'acknowledged', acknowledged_by: it.staffId })
    const log = await run(
      "select what, staff_id, detail from alert_log where alert_id = $1 and what <> 'raised'",
      it.alertId,
    )
    expect(log.rows).toEqual([{ what: 'acknowledged', staff_id: it.staffId, detail: { by: 'link' } }])
    const audit = await run("select staff_id, household_id, detail from audit where action = 'alert.acknowledge'")
    expect(audit.rows).toEqual([
      {
        staff_id: it.staffId,
        household_id: a.householdId,
        detail: { id: it.alertId, by: 'link', notification: it.notification },
      },
    ])
  })

  test('is kept by nobody on the way', async () => {
    const { headers } = await call('GET', (await message()).token)
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
      'x-content-type-options': 'nosniff',
      'content-type': 'text/html; charset=utf-8',
    })
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'self'/)
    expect(headers['content-security-policy']).not.toContain('script-src')
    expect(headers['set-cookie']).toBeUndefined()
  })

  test('tells who was first, and when', async () => {
    const it = await message()
    const other = await message(it.alertId)
    await acknowledgeAlert(fixture.pool, it.alertId, other.staffId, fixture.now())
    const { rows } = await run('select display_name as name from staff where id = $1', other.staffId)
    for (const [method, status] of [
      ['GET', 200],
      ['POST', 409],
    ] as const) {
      const answer = await call(method, it.token)
      expect(answer.status).toBe(status)
      expect(answer.body).toContain(`${onlyRow(rows).name} 已于 ${AT} 确认此告警。`)
    }
    await resolveAlert(fixture.pool, it.alertId, other.staffId, fixture.now(), { outcome: 'permitted', note: '' })
    const answer = await call('POST', it.token)
    expect(answer).toMatchObject({ status: 409, body: expect.stringContaining(`已于 ${AT} 处置此告警。`) })
  })

  test('of an alert that has cleared acknowledges it all the same', async () => {
    const it = await message()
    await run(
      "update alert set condition = 'cleared', cleared_at = $2 where id = $1",
      it.alertId,
      new Date(fixture.now()),
    )
    expect((await call('GET', it.token)).body).toContain(`已于 ${AT} 恢复`)
    expect((await call('POST', it.token)).status).toBe(200)
    expect((await handling(it)).handling).toBe('acknowledged')
  })

  test('of an alert that was merged acknowledges the one that it was merged into', async () => {
    const [it, older, oldest] = [await message(), await message(), await message()]
    await mergeAlert(fixture.pool, it.alertId, older.alertId, fixture.now())
    await mergeAlert(fixture.pool, older.alertId, oldest.alertId, fixture.now())
    expect((await call('POST', it.token)).status).toBe(200)
    expect((await handling(it)).handling).toBe('new')
    expect(await handling(oldest)).toEqual({ handling: 'acknowledged', acknowledged_by: it.staffId })
  })

  test.each<[string, number, string, (it: LinkedMessage) => Promise<unknown>]>([
    [
      'whose person is disabled',
      403,
      '链接已停用',
      (it) => run('update staff set disabled_at = now() where id = $1', it.staffId),
    ],
    [
      'whose contact point is disabled',
      403,
      '链接已停用',
      (it) => run('update contact_point set disabled_at = now() where id = $1', it.pointId),
    ],
    [
      'whose person has no role there any more',
      403,
      '不在您的负责范围',
      (it) => run('delete from staff_role where staff_id = $1', it.staffId),
    ],
    [
      'whose person may only look',
      403,
      '不在您的负责范围',
      (it) => run("update staff_role set role = 'viewer' where staff_id = $1", it.staffId),
    ],
    [
      'whose message is erased',
      404,
      '链接无效',
      (it) => run('delete from notification where id = $1', it.notification),
    ],
    [
      "that went to an area's contact point",
      404,
      '链接无效',
      (it) => run('update notification set contact_point_id = $2 where id = $1', it.notification, a.contactPointId),
    ],
  ])('%s does nothing, and tells nothing of the alert', async (_, status, title, change) => {
    const it = await message()
    await change(it)
    for (const method of ['GET', 'POST'] as const) {
      const answer = await call(method, it.token)
      expect(answer).toMatchObject({ status, body: expect.stringContaining(title) })
      expect(answer.body).not.toContain('aaaa')
    }
    expect((await handling(it)).handling).toBe('new')
  })

  test('that is old, made up or for another key does nothing', async () => {
    const it = await message()
    const old = signLink(LINK_KEY, it.notification, fixture.now() - LINK_LIVES_MS)
    const forged = signLink(Buffer.alloc(32, 8), it.notification, fixture.now())
    for (const method of ['GET', 'POST'] as const) {
      expect(await call(method, old)).toMatchObject({ status: 410, body: expect.stringContaining('链接已过期') })
      for (const token of [forged, 'x', `${it.token}x`, '%00', 'é'])
        expect(await call(method, token)).toMatchObject({ status: 404, body: expect.stringContaining('链接无效') })
    }
    expect((await handling(it)).handling).toBe('new')
  })

  test('shows a room as text, never as markup', async () => {
    const it = await message()
    await run('update alert set explanation = $2 where id = $1', it.alertId, {
      sentence: { zh: '<img src=x onerror=alert(1)>&"', en: 'x' },
    })
    expect((await call('GET', it.token)).body).toContain('&lt;img src=x onerror=alert(1)&gt;&amp;&quot;')
  })

  test('is followed no more often than people do, and refusals are counted', async () => {
    const address = '192.0.2.9'
    const answers = []
    for (let n = 0; n <= LINKS_PER_MINUTE_MAX; n += 1) answers.push(await call('GET', 'x', { address }))
    expect(answers.slice(0, -1).every((it) => it.status === 404)).toBe(true)
    expect(answers.at(-1)).toMatchObject({ status: 429, body: expect.stringContaining('请求过多') })
    expect(answers.at(-1)?.headers).toMatchObject({ 'cache-control': 'no-store', 'retry-after': expect.anything() })
    expect((await call('GET', (await message()).token)).status).toBe(200)
    const counted = await fixture.deps.metrics.getSingleMetric('menshen_links_refused_total')?.get()
    expect(Object.fromEntries(counted?.values.map(({ labels, value }) => [labels.why, value]) ?? [])).toMatchObject({
      ...{ too_many: 1, expired: 2, disabled: 4, out_of_area: 4 },
      invalid: expect.any(Number),
    })
  })

  test('is in no line of the log, whatever goes wrong', async () => {
    const it = await message()
    const lines: string[] = []
    const stream = new Writable({
      write(chunk, _, done) {
        lines.push(String(chunk))
        done()
      },
    })
    const api = await createApi({ ...fixture.deps, metrics: new Registry(), log: pino({ level: 'trace' }, stream) })
    const statuses: number[] = []
    const post = async () => statuses.push((await api.inject({ method: 'POST', url: `/a/${it.token}` })).statusCode)
    await run('alter table contact_point rename to gone')
    await post()
    await run('alter table gone rename to contact_point')
    await post()
    await api.close()
    expect(statuses).toEqual([503, 200])
    expect(lines.join('')).toContain('request failed')
    expect(lines.join('')).not.toContain(it.token)
  })
})
