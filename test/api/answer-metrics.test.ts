import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeReminders } from '../../store/handling.ts'
import { inTransaction } from '../../store/transaction.ts'
import { type ApiFixture, startApi } from './api-fixture.ts'
import { type KeyedPost, listenForKeyedPosts } from './keyed-post.ts'
import { linkedMessage } from './linked-message.ts'
import { type Session, signIn } from './session.ts'
import { type Community, makeCommunity, raiseAlert, STAFF_PASSWORD } from './two-areas.ts'

const SECOND = 1000
const OUTCOME = { outcome: 'permitted', note: '' }

describe('how long alerts wait to be answered', () => {
  let fixture: ApiFixture
  let community: Community
  let staff: Session
  let post: KeyedPost
  let kinds = 0

  beforeAll(async () => {
    fixture = await startApi()
    community = await makeCommunity(fixture.pool, 'aaaa', fixture.now())
    staff = await signIn(fixture.api, community.username, STAFF_PASSWORD)
    post = await listenForKeyedPosts(fixture.api)
  })
  afterAll(() => fixture.close())

  /** Of a kind of its own, and its figures. */
  const raise = async () => {
    kinds += 1
    const kind = `kind_${kinds}`
    const id = await raiseAlert(fixture.pool, { ...community, now: fixture.now(), kind })
    const seconds = async (act: 'acknowledge' | 'resolve') => {
      const metric = await fixture.deps.metrics.getSingleMetric(`menshen_alert_${act}_seconds`)?.get()
      return (metric?.values ?? [])
        .filter((it) => it.labels.kind === kind && !('le' in it.labels))
        .map((it) => it.value)
    }
    /** Sum and count of each. */
    const figures = async () => [await seconds('acknowledge'), await seconds('resolve')]
    return { id, figures }
  }
  const pass = (ms: number) => fixture.setNow(fixture.now() + ms)
  const acknowledge = (id: number, key: string | null = null) => post(staff, key, `/alerts/${id}/acknowledge`)
  const resolve = (id: number, body = OUTCOME) => post(staff, null, `/alerts/${id}/resolve`, body)

  test('are counted once each, and not for an answer that is given again nor for who comes second', async () => {
    const { id, figures } = await raise()
    pass(20 * SECOND)
    for (const key of ['one', 'one', 'two']) await acknowledge(id, key)
    expect(await figures()).toEqual([[20, 1], []])
    pass(60 * SECOND)
    for (const _ of [1, 2]) await resolve(id)
    expect(await figures()).toEqual([
      [20, 1],
      [80, 1],
    ])
  })

  test('count who resolves what nobody acknowledged as the first to acknowledge it', async () => {
    const { id, figures } = await raise()
    pass(5 * SECOND)
    await resolve(id)
    expect(await figures()).toEqual([
      [5, 1],
      [5, 1],
    ])
  })

  test('count the first acknowledgement of an alert that went back to the queue', async () => {
    const { id, figures } = await raise()
    pass(5 * SECOND)
    await acknowledge(id)
    const reminder = {
      alertId: id,
      holder: community.staffId,
      returns: true,
      afterMs: 1,
      point: null,
      reason: 'returned',
    }
    await inTransaction(fixture.pool, (tx) => writeReminders(tx, [reminder], fixture.now()))
    pass(5 * SECOND)
    expect((await acknowledge(id)).status).toBe(200)
    expect(await figures()).toEqual([[5, 1], []])
  })

  test('count nothing of a test, nor of an alert that was once held back', async () => {
    const one = await raise()
    await resolve(one.id, { outcome: 'test', note: '' })
    const other = await raise()
    await fixture.pool.query(`insert into alert_log (alert_id, at, what) values ($1, now(), 'held')`, [other.id])
    await acknowledge(other.id)
    await resolve(other.id)
    for (const { figures } of [one, other]) expect(await figures()).toEqual([[], []])
  })

  test('count an acknowledgement by link, once', async () => {
    const { id, figures } = await raise()
    const { token } = await linkedMessage(fixture, community, 'linked', id)
    pass(5 * SECOND)
    for (const status of [200, 200]) {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      expect((await fixture.api.inject({ method: 'POST', url: `/a/${token}`, headers })).statusCode).toBe(status)
    }
    expect(await figures()).toEqual([[5, 1], []])
  })
})
