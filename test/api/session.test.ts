import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ACCOUNT_TRIES_MAX, LoginLimiter, PAIR_TRIES_MAX } from '../../api/login-limiter.ts'
import { SESSION_MS } from '../../registry/sign-in.ts'
import { ADMIN_PASSWORD, type ApiFixture, startApi } from './api-fixture.ts'
import { ask, cookieOf, signIn } from './session.ts'

describe('a session', () => {
  let fixture: ApiFixture
  beforeAll(async () => {
    fixture = await startApi()
  })
  afterAll(() => fixture.close())

  const logIn = (username: string, password: string, address?: string) =>
    ask(fixture.api, 'POST', '/login', { body: { username, password }, ...(address === undefined ? {} : { address }) })

  test('is a cookie that scripts and other sites cannot use, of which the database has only the hash', async () => {
    const answer = await logIn('admin', ADMIN_PASSWORD)
    expect(answer.headers['set-cookie']).toMatch(
      /^menshen=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/,
    )
    const { rows } = await fixture.pool.query('select encode(token_sha256, $1) as sha from session', ['hex'])
    expect(JSON.stringify(rows)).not.toContain(cookieOf(answer).split('=')[1])
  })

  test('behind HTTPS the cookie is bound to the host', async () => {
    const secure = await startApi({ secure: true })
    const answer = await ask(secure.api, 'POST', '/login', { body: { username: 'admin', password: ADMIN_PASSWORD } })
    expect(answer.headers['set-cookie']).toMatch(/^__Host-menshen=.*; HttpOnly; Secure; SameSite=Strict$/)
    await secure.close()
  })

  test('a wrong password and an unknown user are answered alike', async () => {
    const [wrong, unknown] = await Promise.all([logIn('admin', 'not this one at all'), logIn('nobody', ADMIN_PASSWORD)])
    expect(wrong.status).toBe(401)
    expect({ ...wrong.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' })
  })

  test('ends after its hours, and at once when signed out', async () => {
    const session = await signIn(fixture.api, 'admin', ADMIN_PASSWORD)
    expect((await session.get('/me')).body).toMatchObject({ username: 'admin', roles: [{ role: 'admin' }] })
    const now = fixture.now()
    fixture.setNow(now + SESSION_MS)
    expect((await session.get('/me')).status).toBe(401)
    fixture.setNow(now)
    expect((await session.get('/me')).status).toBe(200)
    expect((await session.post('/logout')).status).toBe(200)
    expect((await session.get('/me')).status).toBe(401)
  })

  test('a new password ends the other sessions of the same person', async () => {
    const admin = await signIn(fixture.api, 'admin', ADMIN_PASSWORD)
    const { areaId } = (await fixture.pool.query('select id as "areaId" from area')).rows[0]
    const first = 'handed over on paper'
    const roles = [{ role: 'viewer', areaId: Number(areaId) }]
    const created = await admin.post('/staff', { username: 'newcomer', displayName: '新人', password: first, roles })
    expect(created.status).toBe(200)
    const [one, other] = [await signIn(fixture.api, 'newcomer', first), await signIn(fixture.api, 'newcomer', first)]

    const blocked = await one.get('/households')
    expect([blocked.status, blocked.body.code]).toEqual([403, 'password.must_change'])
    const weak = await one.post('/me/password', { current: first, next: 'short' })
    expect([weak.status, weak.body.code]).toEqual([400, 'password.weak'])
    const common = await one.post('/me/password', { current: first, next: 'passwordpassword' })
    expect(common.body.code).toBe('password.weak')
    const wrong = await one.post('/me/password', { current: 'not the present one', next: 'a password of my own' })
    expect(wrong.status).toBe(401)
    expect((await one.post('/me/password', { current: first, next: 'a password of my own' })).status).toBe(200)
    expect((await one.get('/households')).status).toBe(200)
    expect((await other.get('/me')).status).toBe(401)
    expect((await one.post('/areas', { parentId: Number(areaId), kind: 'unit', name: 'x' })).body.code).toBe(
      'access.denied',
    )
  })

  test('a request of another site cannot act: a form is not JSON', async () => {
    const session = await signIn(fixture.api, 'admin', ADMIN_PASSWORD)
    const answer = await fixture.api.inject({
      method: 'POST',
      url: '/api/v1/logout',
      headers: { cookie: session.cookie, 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'a=b',
    })
    expect(answer.statusCode).toBe(415)
    expect(answer.json()).toMatchObject({ code: 'request.not_json' })
    expect((await session.get('/me')).status).toBe(200)
  })

  test('guessing stops at the pair of account and address, and the owner elsewhere is not locked out', async () => {
    await logIn('admin', ADMIN_PASSWORD, '10.0.0.1')
    for (let tries = 0; tries < PAIR_TRIES_MAX; tries++) await logIn('admin', 'guess number something', '10.9.9.9')
    const stopped = await logIn('admin', ADMIN_PASSWORD, '10.9.9.9')
    expect([stopped.status, stopped.body.code]).toEqual([429, 'request.too_many'])
    expect(Number(stopped.headers['retry-after'])).toBeGreaterThan(0)
    expect((await logIn('admin', ADMIN_PASSWORD, '10.0.0.1')).status).toBe(200)
  })
})

describe('the login limiter', () => {
  test('stops an account under attack from many addresses, but not where its owner signed in before', () => {
    const limiter = new LoginLimiter(() => 1000)
    expect(limiter.begin('victim', 'home')).toBeNull()
    limiter.succeeded('victim', 'home')
    for (let address = 0; address < ACCOUNT_TRIES_MAX; address++) limiter.begin('victim', `10.0.0.${address}`)
    expect(limiter.begin('victim', 'yet another')).toBeGreaterThan(0)
    expect(limiter.begin('victim', 'home')).toBeNull()
  })

  test('forgives after its window', () => {
    let now = 0
    const limiter = new LoginLimiter(() => now)
    for (let tries = 0; tries < PAIR_TRIES_MAX; tries++) limiter.begin('a', 'b')
    const waitMs = limiter.begin('a', 'b') ?? 0
    expect(waitMs).toBeGreaterThan(0)
    now += waitMs
    expect(limiter.begin('a', 'b')).toBeNull()
  })
})
