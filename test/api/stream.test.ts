import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { currentLogPosition, logIsHeldBack, readAlertLog } from '../../store/alert-log.ts'
import { inTransaction } from '../../store/transaction.ts'
import { until } from '../support/until.ts'
import { ADMIN_PASSWORD, type ApiFixture, startApi } from './api-fixture.ts'
import { EventReader } from './event-reader.ts'
import { type Session, signIn } from './session.ts'
import { type Community, makeCommunity, raiseAlert, STAFF_PASSWORD } from './two-areas.ts'

describe('the live stream of alerts', () => {
  let fixture: ApiFixture
  let a: Community
  let b: Community
  let origin: string
  let admin: Session
  let staffOfA: Session

  beforeAll(async () => {
    fixture = await startApi()
    a = await makeCommunity(fixture.pool, 'aaaa', fixture.now())
    b = await makeCommunity(fixture.pool, 'bbbb', fixture.now())
    admin = await signIn(fixture.api, 'admin', ADMIN_PASSWORD)
    staffOfA = await signIn(fixture.api, a.username, STAFF_PASSWORD)
    origin = await fixture.api.listen({ host: '127.0.0.1', port: 0 })
  })
  afterAll(() => fixture.close())

  const raise = (community: Community, db: Parameters<typeof raiseAlert>[0] = fixture.pool) =>
    raiseAlert(db, { ...community, now: fixture.now() })

  // Transaction numbers are the whole server's: while one of another test runs, a stream begins a moment earlier than now,
  // and tells of what was there before as well.
  const newsOf = (reader: EventReader, ids: readonly number[]) => reader.news.filter((it) => ids.includes(it.alert.id))
  let firstId = 0

  test('tells each of their areas only', async () => {
    const ofA = await EventReader.open(origin, staffOfA.cookie)
    const ofAll = await EventReader.open(origin, admin.cookie)
    const ids = [await raise(b), await raise(a)]
    await staffOfA.post(`/alerts/${ids[1]}/acknowledge`)
    firstId = ids[0] ?? 0
    await until('all was told', () => newsOf(ofAll, ids).length === 3 && newsOf(ofA, ids).length === 2)
    expect(newsOf(ofAll, ids).map((it) => [it.what, it.alert.id])).toEqual([
      ['raised', ids[0]],
      ['raised', ids[1]],
      ['acknowledged', ids[1]],
    ])
    expect(ofA.news.at(-1)).toEqual({
      what: 'acknowledged',
      by: 'aaaa',
      alert: { id: ids[1], handling: 'acknowledged', community: 'aaaa' },
    })
    expect(JSON.stringify(ofA.events)).not.toContain('bbbb')
    ofA.close()
    ofAll.close()
  })

  test('whoever comes back is told what was missed, once and in order', async () => {
    const first = await EventReader.open(origin, staffOfA.cookie)
    const before = await raise(a)
    await until('the first is told', () => newsOf(first, [before]).length === 1)
    const cursor = first.lastId
    first.close()
    const missed = [await raise(a), await raise(a), await raise(b), await raise(a)]
    const second = await EventReader.open(origin, staffOfA.cookie, cursor)
    const after = await raise(a)
    await until('the rest is told', () => second.news.some((it) => it.alert.id === after))
    expect(second.news.map((it) => it.alert.id)).toEqual([missed[0], missed[1], missed[3], after])
    expect(second.news.map((it) => it.alert.id)).not.toContain(before)
    second.close()
  })

  test('a cursor that is nonsense begins now', async () => {
    const reader = await EventReader.open(origin, admin.cookie, 'nonsense')
    const next = await raise(a)
    await until('what comes now is told', () => newsOf(reader, [next]).length === 1)
    expect(newsOf(reader, [firstId])).toEqual([])
    reader.close()
  })

  test('a transaction that began earlier and commits later is not skipped', async () => {
    const reader = await EventReader.open(origin, admin.cookie)
    let early = 0
    let late = 0
    await inTransaction(fixture.pool, async (tx) => {
      early = await raise(a, tx)
      late = await raise(a)
    })
    await until('both are told', () => newsOf(reader, [early, late]).length === 2)
    expect(newsOf(reader, [early, late]).map((it) => it.alert.id)).toEqual([early, late])
    reader.close()
  })

  test('while a transaction runs, what later ones wrote waits', async () => {
    const position = await currentLogPosition(fixture.pool)
    const read = async () => (await readAlertLog(fixture.pool, position, 10)).map((it) => it.alertId)
    const ids: number[] = []
    await inTransaction(fixture.pool, async (tx) => {
      ids.push(await raise(a, tx), await raise(a))
      expect(await read()).toEqual([])
      expect(await logIsHeldBack(fixture.pool)).toBe(true)
    })
    // Transaction numbers are the whole server's: a transaction of another test may hold the rows back a moment longer.
    await until('both can be read', async () => (await read()).length === 2)
    expect(await read()).toEqual(ids)
    await until('nothing is held back', async () => !(await logIsHeldBack(fixture.pool)))
  })

  test('lost hints delay and lose nothing', async () => {
    const reader = await EventReader.open(origin, admin.cookie)
    const killed = await fixture.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and query ilike 'listen %'`,
    )
    expect(killed.rowCount).toBe(1)
    const id = await raise(a)
    await until('it is told by polling', () => reader.news.some((it) => it.alert.id === id))
    await until('somebody listens again', async () => {
      const { rowCount } = await fixture.pool.query(
        `select 1 from pg_stat_activity where datname = current_database() and query ilike 'listen %'`,
      )
      return rowCount === 1
    })
    reader.close()
  })

  test('without a session there is no stream', async () => {
    const response = await fetch(`${origin}/api/v1/alerts/stream`)
    expect(response.status).toBe(401)
  })

  test('closing ends the streams', async () => {
    const closing = await startApi()
    const at = await closing.api.listen({ host: '127.0.0.1', port: 0 })
    const session = await signIn(closing.api, 'admin', ADMIN_PASSWORD)
    const reader = await EventReader.open(at, session.cookie)
    await closing.close()
    await until('the stream has ended', () => reader.ended)
  })
})
