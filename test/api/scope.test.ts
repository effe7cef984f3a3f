import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PERMISSIONS } from '../../api/permissions.ts'
import { FILE_ROUTES } from '../../api/upload.ts'
import { type ApiFixture, startApi } from './api-fixture.ts'
import { ROUTE_REQUESTS } from './route-requests.ts'
import { ask, type Session, signIn } from './session.ts'
import { type Community, makeCommunity, STAFF_PASSWORD } from './two-areas.ts'

/** Routes about the caller alone, or about nothing; the stream and the ledger have their own tests. */
const OWN = [
  ...['POST /login', 'POST /logout', 'GET /me', 'POST /me/password', 'GET /me/deliveries', 'GET /alerts/stream'],
  ...['GET /ledger/template', 'GET /stock/template', 'GET /label-formats'],
]

const METHODS = ['GET', 'POST', 'DELETE'] as const

const COUNTED = [
  'area',
  'household',
  'sensor',
  'gateway',
  'product_mapping',
  'fitting',
  'quarantine_order',
  'permit',
  'policy_assignment',
  'on_test',
  'back_test',
  'contact_point',
  'roster',
  'shift',
  'roster_exception',
  'staff',
]

/** Routes that take a file are asked with one. */
function bodyOf(path: string): { readonly body?: unknown } {
  return FILE_ROUTES.includes(`/api/v1${path}`) ? { body: Buffer.from('x') } : {}
}

describe('the areas of staff', () => {
  let fixture: ApiFixture
  let a: Community
  let b: Community
  let staffOfA: Session

  beforeAll(async () => {
    fixture = await startApi()
    a = await makeCommunity(fixture.pool, 'aaaa', fixture.now())
    b = await makeCommunity(fixture.pool, 'bbbb', fixture.now())
    staffOfA = await signIn(fixture.api, a.username, STAFF_PASSWORD)
  })
  afterAll(() => fixture.close())

  const call = (session: Session, route: string, community: Community) => {
    const request = ROUTE_REQUESTS[route]
    if (request === undefined) throw new Error(`no case for ${route}`)
    const path = request.path(community)
    if (route.startsWith('DELETE')) return session.delete(path)
    return route.startsWith('GET') ? session.get(path) : session.post(path, request.body?.(community))
  }

  test('every registered route has a case', () => {
    const routes = [...PERMISSIONS.keys()].map((route) => route.replace('/api/v1', ''))
    expect([...Object.keys(ROUTE_REQUESTS), ...OWN].sort()).toEqual(routes.sort())
  })

  test.each([...PERMISSIONS.keys()].filter((route) => route !== 'POST /api/v1/login'))(
    '%s needs a session',
    async (route) => {
      const [method, url] = route.split(' ')
      const path = String(url).replace('/api/v1', '').replace(':id', '1').replace(':uid', 'door-aaaa-1')
      const answer = await ask(fixture.api, METHODS.find((it) => it === method) ?? 'GET', path, bodyOf(path))
      expect([answer.status, answer.body.code]).toEqual([401, 'session.missing'])
      const forged = await ask(fixture.api, METHODS.find((it) => it === method) ?? 'GET', path, {
        cookie: 'menshen=forged',
        ...bodyOf(path),
      })
      expect(forged.status).toBe(401)
    },
  )

  test.each(Object.entries(ROUTE_REQUESTS))('%s of another area', async (route, { status }) => {
    const answer = await call(staffOfA, route, b)
    expect(answer.status, JSON.stringify(answer.body)).toBe(status)
    expect(JSON.stringify(answer.body.details ?? {})).not.toContain('bbbb-0101')
    if (status === 200) expect(JSON.stringify(answer.body)).not.toContain('bbbb')
  })

  test.each([
    '/areas',
    '/households',
    '/sensors',
    '/gateways',
    '/orders',
    '/permits',
    '/permit-requests',
    '/alerts',
    '/alerts?handling=unresolved',
    '/contact-points',
    '/staff',
    '/rosters',
    '/rejected-messages',
    '/audit',
    '/back-tests',
  ])('GET %s shows all of one area and nothing of another', async (path) => {
    const text = JSON.stringify((await staffOfA.get(path)).body)
    expect(text).toContain('aaaa')
    expect(text).not.toContain('bbbb')
  })

  test('nothing of the other area was changed by asking', async () => {
    const count = async () =>
      Promise.all(COUNTED.map(async (table) => (await fixture.pool.query(`select * from ${table}`)).rows))
    const before = await count()
    for (const route of Object.keys(ROUTE_REQUESTS)) if (!route.startsWith('GET')) await call(staffOfA, route, b)
    expect(await count()).toEqual(before)
    const { rows } = await fixture.pool.query('select handling from alert where id = $1', [b.alertId])
    expect(rows).toEqual([{ handling: 'new' }])
  })

  test('the same requests about their own area succeed', async () => {
    const read = Object.keys(ROUTE_REQUESTS).filter((route) => route.startsWith('GET'))
    for (const route of read) expect((await call(staffOfA, route, a)).status, route).toBe(200)
    expect((await staffOfA.post(`/alerts/${a.alertId}/acknowledge`)).status).toBe(200)
  })
})
