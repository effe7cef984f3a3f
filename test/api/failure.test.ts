import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BODY_BYTES_MAX, REQUESTS_PER_MINUTE_MAX } from '../../api/api.ts'
import { ADMIN_PASSWORD, type ApiFixture, startApi } from './api-fixture.ts'
import { type Session, signIn } from './session.ts'

describe('what goes wrong is answered in one shape', () => {
  let fixture: ApiFixture
  let admin: Session
  beforeAll(async () => {
    fixture = await startApi({ problems: async () => ['the outbox does not move'] })
    admin = await signIn(fixture.api, 'admin', ADMIN_PASSWORD)
  })
  afterAll(() => fixture.close())

  test('a body of the wrong shape names the field', async () => {
    const { status, body } = await admin.post('/households', { areaId: 'one', room: '0101' })
    expect(status).toBe(400)
    const details = { field: 'areaId', reason: expect.stringContaining('expected number') }
    expect(body).toMatchObject({ code: 'request.invalid', details: { ...details, issues: [details] } })
    expect(body.requestId).toMatch(/^[0-9a-f-]{36}$/)
  })

  test.each([
    ['GET', '/api/v1/nothing', 404, 'route.not_found'],
    ['GET', '/nothing', 404, 'route.not_found'],
    ['GET', '/../package.json', 404, 'route.not_found'],
    ['GET', '/api/v1/households/1e99', 400, 'request.invalid'],
    ['GET', '/api/v1/households?limit=201', 400, 'request.invalid'],
    ['GET', '/api/v1/households/999999', 404, 'record.not_found'],
  ] as const)('%s %s', async (method, url, status, code) => {
    const answer = await fixture.api.inject({ method, url, headers: { cookie: admin.cookie } })
    expect([answer.statusCode, answer.json().code]).toEqual([status, code])
  })

  test('a body that is too large, or is not JSON', async () => {
    const send = (payload: string) =>
      fixture.api.inject({
        method: 'POST',
        url: '/api/v1/login',
        headers: { 'content-type': 'application/json' },
        payload,
      })
    const large = await send(JSON.stringify({ username: 'x'.repeat(BODY_BYTES_MAX), password: 'x' }))
    expect([large.statusCode, large.json().code]).toEqual([413, 'request.too_large'])
    const broken = await send('{"username":')
    expect([broken.statusCode, broken.json().code]).toEqual([400, 'request.invalid'])
    const empty = await send('')
    expect([empty.statusCode, empty.json().code]).toEqual([400, 'request.invalid'])
  })

  test('a failure of ours says nothing of its inside', async () => {
    const broken = await startApi({
      doorsOf: () => Promise.reject(new Error('relation "secret_table" does not exist')),
    })
    const session = await signIn(broken.api, 'admin', ADMIN_PASSWORD)
    const area = (await session.get('/areas')).body.areas
    const [{ id }] = JSON.parse(JSON.stringify(area))
    const household = await session.post('/households', { areaId: id, room: '0101' })
    const answer = await session.get(`/households/${household.body.id}`)
    expect(answer.status).toBe(500)
    expect(Object.keys(answer.body).sort()).toEqual(['code', 'message', 'requestId'])
    expect(answer.body.code).toBe('internal')
    await broken.close()
  })

  test('a pool that cannot connect is 503', async () => {
    const stopped = await startApi()
    const session = await signIn(stopped.api, 'admin', ADMIN_PASSWORD)
    const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
    stopped.pool.query = () => Promise.reject(refused)
    expect((await session.get('/me')).body).toMatchObject({ code: 'database.unavailable' })
    await stopped.close()
  })

  test('too many requests from one address, with a session or without, wait', async () => {
    const busy = await startApi()
    const one = () => busy.api.inject({ url: '/api/v1/me', remoteAddress: '10.0.0.7' })
    for (let sent = 0; sent < REQUESTS_PER_MINUTE_MAX; sent++) await one()
    const refused = await one()
    expect([refused.statusCode, refused.json().code]).toEqual([429, 'request.too_many'])
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect((await busy.api.inject({ url: '/api/v1/me', remoteAddress: '10.0.0.8' })).statusCode).toBe(401)
    await busy.close()
  })

  test('health, readiness and metrics', async () => {
    expect((await fixture.api.inject('/healthz')).json()).toEqual({ status: 'alive' })
    const ready = await fixture.api.inject('/readyz')
    expect([ready.statusCode, ready.json()]).toEqual([503, { ready: false, problems: ['the outbox does not move'] }])
    expect((await fixture.api.inject('/metrics')).body).toContain('menshen_http_request_seconds_count')
  })

  test('the page runs only our own files', async () => {
    const page = await fixture.api.inject('/')
    expect(page.statusCode).toBe(200)
    expect(page.headers['content-security-policy']).toMatch(/default-src 'none'.*script-src 'self'/)
    expect(page.headers['content-security-policy']).not.toContain('unsafe')
    expect(page.body).not.toMatch(/<script(?![^>]*src=)/)
  })
})
