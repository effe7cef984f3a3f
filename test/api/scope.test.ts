import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PERMISSIONS } from '../../api/permissions.ts'
import { type ApiFixture, startApi } from './api-fixture.ts'
import { ask, type Session, signIn } from './session.ts'
import { type Community, makeCommunity, STAFF_PASSWORD } from './two-areas.ts'

interface Foreign {
  /** The request that a member of staff of community A makes about community B. */
  readonly path: (b: Community) => string
  readonly body?: (b: Community) => unknown
  readonly status: number
}

const window = { from: '2026-03-02T04:00:00Z', until: '2026-03-02T05:00:00Z' }

/** What each route answers to staff of A who ask about B. 200: a list, which must not hold anything of B. */
const FOREIGN: Readonly<Record<string, Foreign>> = {
  'GET /areas': { path: (b) => `/areas?parentId=${b.areaId}`, status: 200 },
  'POST /areas': {
    path: () => '/areas',
    body: (b) => ({ parentId: b.areaId, kind: 'building', name: 'x' }),
    status: 404,
  },
  'GET /households': { path: () => '/households', status: 200 },
  'POST /households': { path: () => '/households', body: (b) => ({ areaId: b.areaId, room: 'x' }), status: 404 },
  'GET /households/:id': { path: (b) => `/households/${b.householdId}`, status: 404 },
  'GET /households/:id/openings': { path: (b) => `/households/${b.householdId}/openings`, status: 404 },
  'GET /sensors': { path: () => '/sensors', status: 200 },
  'POST /sensors': { path: () => '/sensors', body: (b) => ({ uid: 'door-new', areaId: b.areaId }), status: 404 },
  'POST /sensors/:uid/revoke': { path: (b) => `/sensors/${b.sensorUid}/revoke`, status: 404 },
  'GET /gateways': { path: () => '/gateways', status: 200 },
  'POST /gateways': {
    path: () => '/gateways',
    body: (b) => ({ id: 'gateway-new', adapter: 'zigbee2mqtt', baseTopic: 'z2m-new', areaId: b.areaId }),
    status: 404,
  },
  'POST /fittings': {
    path: () => '/fittings',
    body: (b) => ({ sensorUid: b.stockUid, householdId: b.householdId }),
    status: 404,
  },
  'POST /fittings/:id/end': { path: (b) => `/fittings/${b.fittingId}/end`, status: 404 },
  'GET /orders': { path: (b) => `/orders?householdId=${b.householdId}`, status: 200 },
  'POST /orders': {
    path: () => '/orders',
    body: (b) => ({ householdId: b.householdId, startsAt: window.from, endsAt: window.until, basis: 'x' }),
    status: 404,
  },
  'POST /orders/:id/release': { path: (b) => `/orders/${b.orderId}/release`, status: 404 },
  'GET /permits': { path: (b) => `/permits?householdId=${b.householdId}`, status: 200 },
  'POST /permits': {
    path: () => '/permits',
    body: (b) => ({ householdId: b.householdId, ...window, reason: 'delivery', openingsMax: 1 }),
    status: 404,
  },
  'POST /permits/:id/revoke': { path: (b) => `/permits/${b.permitId}/revoke`, status: 404 },
  'GET /alerts': { path: (b) => `/alerts?areaId=${b.areaId}`, status: 200 },
  'GET /alerts/:id': { path: (b) => `/alerts/${b.alertId}`, status: 404 },
  'POST /alerts/:id/acknowledge': { path: (b) => `/alerts/${b.alertId}/acknowledge`, status: 404 },
  'POST /alerts/:id/resolve': {
    path: (b) => `/alerts/${b.alertId}/resolve`,
    body: () => ({ outcome: 'test', note: '' }),
    status: 404,
  },
  'GET /contact-points': { path: () => '/contact-points', status: 200 },
  'POST /contact-points': {
    path: () => '/contact-points',
    body: (b) => ({ areaId: b.areaId, channel: 'email', target: 'x@example.org' }),
    status: 404,
  },
  'GET /staff': { path: () => '/staff', status: 200 },
  'POST /staff': {
    path: () => '/staff',
    body: (b) => ({
      username: 'intruder',
      displayName: 'x',
      password: STAFF_PASSWORD,
      roles: [{ role: 'viewer', areaId: b.areaId }],
    }),
    status: 404,
  },
  'GET /rejected-messages': { path: () => '/rejected-messages', status: 200 },
  'GET /audit': { path: (b) => `/audit?householdId=${b.householdId}`, status: 200 },
}

/** Routes about the caller alone; the stream has its own test. */
const OWN = ['POST /login', 'POST /logout', 'GET /me', 'POST /me/password', 'GET /alerts/stream']

const COUNTED = [
  'area',
  'household',
  'sensor',
  'gateway',
  'fitting',
  'quarantine_order',
  'permit',
  'contact_point',
  'staff',
]

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
    const foreign = FOREIGN[route]
    if (foreign === undefined) throw new Error(`no case for ${route}`)
    const path = foreign.path(community)
    return route.startsWith('GET') ? session.get(path) : session.post(path, foreign.body?.(community))
  }

  test('every registered route has a case', () => {
    const routes = [...PERMISSIONS.keys()].map((route) => route.replace('/api/v1', ''))
    expect([...Object.keys(FOREIGN), ...OWN].sort()).toEqual(routes.sort())
  })

  test.each([...PERMISSIONS.keys()].filter((route) => route !== 'POST /api/v1/login'))(
    '%s needs a session',
    async (route) => {
      const [method, url] = route.split(' ')
      const path = String(url).replace('/api/v1', '').replace(':id', '1').replace(':uid', 'door-aaaa-1')
      const answer = await ask(fixture.api, method === 'GET' ? 'GET' : 'POST', path)
      expect([answer.status, answer.body.code]).toEqual([401, 'session.missing'])
      const forged = await ask(fixture.api, method === 'GET' ? 'GET' : 'POST', path, { cookie: 'menshen=forged' })
      expect(forged.status).toBe(401)
    },
  )

  test.each(Object.entries(FOREIGN))('%s of another area', async (route, { status }) => {
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
    '/alerts',
    '/alerts?handling=unresolved',
    '/contact-points',
    '/staff',
    '/rejected-messages',
    '/audit',
  ])('GET %s shows all of one area and nothing of another', async (path) => {
    const text = JSON.stringify((await staffOfA.get(path)).body)
    expect(text).toContain('aaaa')
    expect(text).not.toContain('bbbb')
  })

  test('nothing of the other area was changed by asking', async () => {
    const count = async () =>
      Promise.all(COUNTED.map(async (table) => (await fixture.pool.query(`select * from ${table}`)).rows))
    const before = await count()
    for (const route of Object.keys(FOREIGN)) if (route.startsWith('POST')) await call(staffOfA, route, b)
    expect(await count()).toEqual(before)
    const { rows } = await fixture.pool.query('select handling from alert where id = $1', [b.alertId])
    expect(rows).toEqual([{ handling: 'new' }])
  })

  test('the same requests about their own area succeed', async () => {
    const read = Object.keys(FOREIGN).filter((route) => route.startsWith('GET'))
    for (const route of read) expect((await call(staffOfA, route, a)).status, route).toBe(200)
    expect((await staffOfA.post(`/alerts/${a.alertId}/acknowledge`)).status).toBe(200)
  })
})
