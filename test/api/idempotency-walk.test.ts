import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PERMISSIONS } from '../../api/permissions.ts'
import { ROUTES_WITHOUT_KEY } from '../../api/request-key.ts'
import { type ApiFixture, startApi } from './api-fixture.ts'
import { type KeyedPost, listenForKeyedPosts } from './keyed-post.ts'
import { ROUTE_REQUESTS } from './route-requests.ts'
import { signIn } from './session.ts'
import { makeCommunity, STAFF_PASSWORD } from './two-areas.ts'

const CHANGES = [...PERMISSIONS.keys()].filter((it) => it.startsWith('POST ') && !ROUTES_WITHOUT_KEY.includes(it))
/** Their answers hold a secret, which is shown once. */
const SHOWN_ONCE: Readonly<Record<string, unknown>> = {
  'POST /api/v1/sensors': { uid: 'door-new' },
  'POST /api/v1/gateways': { id: 'gateway-new' },
  'POST /api/v1/sensors/:uid/renew': {},
  'POST /api/v1/gateways/:id/renew': {},
  'POST /api/v1/stock/import': { made: 1, credentials: [{ uid: 'intruder-1' }] },
}

describe('every route that changes something takes a key', () => {
  let fixture: ApiFixture
  let post: KeyedPost
  beforeAll(async () => {
    fixture = await startApi()
    post = await listenForKeyedPosts(fixture.api)
  })
  afterAll(() => fixture.close())

  test.each(CHANGES.map((route, index) => [route, `walk${index}`] as const))('%s', async (route, mark) => {
    const request = ROUTE_REQUESTS[route.replace('/api/v1', '')]
    if (request === undefined) throw new Error(`no case for ${route}`)
    const community = await makeCommunity(fixture.pool, mark, fixture.now())
    const staff = await signIn(fixture.api, community.username, STAFF_PASSWORD)
    const send = () => post(staff, mark, request.path(community), request.body?.(community))

    const before = await everyRow(fixture)
    const first = await send()
    expect(first.status, JSON.stringify(first.body)).toBe(200)
    const after = await everyRow(fixture)
    expect(after).not.toEqual(before)
    expect(after.answered_request).toHaveLength((before.answered_request?.length ?? 0) + 1)

    const second = await send()
    if (SHOWN_ONCE[route] === undefined) expect(second).toEqual(first)
    else {
      expect(second).toMatchObject({
        status: 409,
        body: { code: 'request.already_done', details: { answer: SHOWN_ONCE[route] } },
      })
      const secrets = [...JSON.stringify(first.body).matchAll(/"secret":"([^"]+)"/g)].map((it) => it[1])
      expect(secrets).toHaveLength(1)
      expect(JSON.stringify(await everyRow(fixture))).not.toContain(secrets[0])
    }
    expect(await everyRow(fixture)).toEqual(after)
  })
})

async function everyRow({ pool }: ApiFixture): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const { rows } = await pool.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
  )
  const tables = await Promise.all(
    rows.map(async ({ name }) => {
      const found = await pool.query<{ line: string }>(`select t::text as line from ${name} t order by 1`)
      return [name, found.rows.map((it) => it.line)] as const
    }),
  )
  return Object.fromEntries(tables)
}
