import type { PoolClient } from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { keepHouse } from '../../registry/housekeeping.ts'
import { until } from '../support/until.ts'
import { ADMIN_PASSWORD, type ApiFixture, startApi } from './api-fixture.ts'
import { type KeyedPost, listenForKeyedPosts } from './keyed-post.ts'
import { type Session, signIn } from './session.ts'
import { makeCommunity, STAFF_PASSWORD } from './two-areas.ts'

const HOUR_MS = 3_600_000
const areas = z.object({ areas: z.array(z.object({ id: z.number() })).min(1) })

describe('a change that arrives twice is one change', () => {
  let fixture: ApiFixture
  let post: KeyedPost
  let admin: Session
  let root: number
  beforeEach(async () => {
    fixture = await startApi()
    post = await listenForKeyedPosts(fixture.api)
    admin = await signIn(fixture.api, 'admin', ADMIN_PASSWORD)
    root = Number(areas.parse((await admin.get('/areas')).body).areas[0]?.id)
  })
  afterEach(() => fixture.close())

  const home = (room: string) => ({ areaId: root, room })
  const count = async (what: string) =>
    Number((await fixture.pool.query<{ n: number }>(`select count(*) as n from ${what}`)).rows[0]?.n)

  test('one after the other, whatever the order of the fields and whatever is left to its default', async () => {
    const { householdId } = await makeCommunity(fixture.pool, 'aaaa', fixture.now())
    const window = { from: '2026-03-02T04:00:00Z', until: '2026-03-02T05:00:00Z' }
    const shanghai = { until: '2026-03-02T13:00:00+08:00', from: '2026-03-02T12:00:00+08:00' }
    const permit = { householdId, ...window, reason: 'delivery', openingsMax: 1 }
    const first = await post(admin, 'k-1', '/permits', permit)
    const again = { goingOut: false, note: '', openingsMax: 1, reason: 'delivery', householdId, ...shanghai }
    expect(await post(admin, 'k-1', '/permits', again)).toEqual(first)
    expect(first.status).toBe(200)
    expect(await count('permit')).toBe(2)
    expect(await count("audit where action = 'permit.grant'")).toBe(1)
  })

  test('without a key every request is a change of its own', async () => {
    const { householdId } = await makeCommunity(fixture.pool, 'aaaa', fixture.now())
    const permit = { householdId, from: '2026-03-02T04:00:00Z', until: '2026-03-02T05:00:00Z', reason: 'delivery' }
    for (const _ of [1, 2]) await post(admin, null, '/permits', { ...permit, openingsMax: 1 })
    expect(await count('permit')).toBe(3)
    expect(await count('answered_request')).toBe(0)
  })

  test('many at once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(admin, 'k-1', '/households', home('0101'))))
    expect(new Set(answers.map((it) => JSON.stringify(it))).size).toBe(1)
    expect(answers[0]?.status).toBe(200)
    expect(await count('household')).toBe(1)
  })

  test('the second waits for the first to commit, and does it itself when the first is cut off', async () => {
    const answers = await withAuditLocked(fixture, async (pids, release) => {
      const one = post(admin, 'k-1', '/households', home('0101'))
      await until('the first waits for its audit row', async () => (await pids()).length === 1)
      const [first] = await pids()
      const two = post(admin, 'k-1', '/households', home('0101'))
      await until('the second waits for the first', async () => (await pids()).length === 2)
      await fixture.pool.query('select pg_terminate_backend($1)', [first])
      const cut = await one
      await release()
      return [cut, await two] as const
    })
    expect(answers[0]).toMatchObject({ status: 503, body: { code: 'database.unavailable' } })
    expect(answers[1].status).toBe(200)
    expect(await post(admin, 'k-1', '/households', home('0101'))).toEqual(answers[1])
    expect(await count('household')).toBe(1)
    expect(await count("audit where action = 'household.create'")).toBe(1)
  })

  test('a failure is not remembered', async () => {
    const far = { areaId: 999, room: '0101' }
    expect((await post(admin, 'k-1', '/households', far)).body.code).toBe('record.not_found')
    expect(await count('answered_request')).toBe(0)
    expect((await post(admin, 'k-1', '/households', home('0101'))).status).toBe(200)
  })

  test('the key of another body or another route is refused, and says where it was used', async () => {
    await post(admin, 'k-1', '/households', home('0101'))
    const reused = { status: 409, body: { code: 'request.key_reused', details: { route: '/api/v1/households' } } }
    expect(await post(admin, 'k-1', '/households', home('0102'))).toMatchObject(reused)
    const area = { parentId: root, kind: 'building', name: '1' }
    expect(await post(admin, 'k-1', '/areas', area)).toMatchObject(reused)
    expect(await count('household')).toBe(1)
  })

  test('acts without a body are told apart by what they act on', async () => {
    const a = await makeCommunity(fixture.pool, 'aaaa', fixture.now())
    const b = await makeCommunity(fixture.pool, 'bbbb', fixture.now())
    const acknowledged = await post(admin, 'k-1', `/alerts/${a.alertId}/acknowledge`)
    expect(acknowledged.status).toBe(200)
    expect((await post(admin, 'k-1', `/alerts/${b.alertId}/acknowledge`)).body.code).toBe('request.key_reused')
    fixture.setNow(fixture.now() + HOUR_MS)
    expect(await post(admin, 'k-1', `/alerts/${a.alertId}/acknowledge`)).toEqual(acknowledged)
    expect((await post(admin, 'k-2', `/alerts/${a.alertId}/acknowledge`)).body.code).toBe('alert.already_acknowledged')
  })

  test('keys are each person’s own', async () => {
    const a = await makeCommunity(fixture.pool, 'aaaa', fixture.now())
    const other = await signIn(fixture.api, a.username, STAFF_PASSWORD)
    const mine = await post(admin, 'k-1', '/households', { areaId: a.areaId, room: '1' })
    const theirs = await post(other, 'k-1', '/households', { areaId: a.areaId, room: '2' })
    expect([mine.status, theirs.status]).toEqual([200, 200])
    expect(mine.body.id).not.toBe(theirs.body.id)
  })

  test('a password is neither kept nor hashed fast', async () => {
    const member = { username: 'li', displayName: 'x', roles: [{ role: 'viewer', areaId: root }] }
    const first = await post(admin, 'k-1', '/staff', { ...member, password: STAFF_PASSWORD })
    expect(first.status).toBe(200)
    expect(await post(admin, 'k-1', '/staff', { ...member, password: `${STAFF_PASSWORD}!` })).toEqual(first)
    expect((await post(admin, 'k-1', '/staff', { ...member, displayName: 'y', password: 'x' })).status).toBe(409)
  })

  test('a key is forgotten after two days, not before', async () => {
    const house = { pool: fixture.pool, clock: fixture.now, log: fixture.deps.log, retentionDays: 30 }
    await post(admin, 'k-1', '/areas', { parentId: root, kind: 'building', name: '1' })
    fixture.setNow(fixture.now() + 48 * HOUR_MS)
    await keepHouse(house)
    expect(await count('answered_request')).toBe(1)
    fixture.setNow(fixture.now() + 1)
    await keepHouse(house)
    expect(await count('answered_request')).toBe(0)
  })

  test.each(['', 'two words', 'x'.repeat(129), 'ключ', 'tab\there'])('%j is no key', async (key) => {
    const answer = await fixture.api.inject({
      method: 'POST',
      url: '/api/v1/households',
      headers: { cookie: admin.cookie, 'content-type': 'application/json', 'idempotency-key': key },
      payload: home('0101'),
    })
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'request.invalid'])
    expect(answer.json().details.issues).toMatchObject([{ field: 'idempotency-key' }])
  })

  test('a key as long as keys may be', async () => {
    const key = `!~${'x'.repeat(126)}`
    expect((await post(admin, key, '/households', home('0101'))).status).toBe(200)
    expect(await count('answered_request')).toBe(1)
  })

  test('a sensor behind a gateway has no secret, so its answer is given again', async () => {
    const a = await makeCommunity(fixture.pool, 'aaaa', fixture.now())
    const sensor = { uid: 'zigbee:00124b0001020304', model: 'contact', gateway: { id: a.gatewayId } }
    const first = await post(admin, 'k-1', '/sensors', sensor)
    expect(first).toEqual({ status: 200, body: { uid: sensor.uid, secret: null } })
    expect(await post(admin, 'k-1', '/sensors', sensor)).toEqual(first)
  })
})

/** Holds up whoever writes an audit row. `pids` are the backends that wait for a lock. */
async function withAuditLocked<T>(
  { pool }: ApiFixture,
  work: (pids: () => Promise<readonly number[]>, release: () => Promise<unknown>) => Promise<T>,
): Promise<T> {
  const holder: PoolClient = await pool.connect()
  try {
    await holder.query('begin')
    await holder.query('lock table audit in exclusive mode')
    const pids = async () => {
      const { rows } = await pool.query<{ pid: number }>(
        `select pid from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock' order by xact_start`,
      )
      return rows.map((it) => it.pid)
    }
    return await work(pids, () => holder.query('rollback'))
  } finally {
    holder.release()
  }
}
