import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLog } from '../../base/log.ts'
import { BACK_TESTS_OPEN_MAX } from '../../registry/back-test.ts'
import { type BackTestRunner, startBackTests } from '../../registry/back-test-runner.ts'
import { until } from '../support/until.ts'
import { type ApiFixture, startApi } from './api-fixture.ts'
import { type Answer, type Session, signIn } from './session.ts'
import { type Community, makeCommunity, STAFF_PASSWORD } from './two-areas.ts'

const HOUR_MS = 3_600_000

let fixture: ApiFixture
let community: Community
let staff: Session
let runner: BackTestRunner
beforeAll(async () => {
  fixture = await startApi({ wakeBackTests: () => runner.wake() })
  runner = run(fixture)
  community = await makeCommunity(fixture.pool, 'aaaa', fixture.now())
  staff = await signIn(fixture.api, community.username, STAFF_PASSWORD)
})
afterAll(async () => {
  await runner.stop()
  await fixture.close()
})

const run = ({ pool, now }: ApiFixture) =>
  startBackTests({
    ...{ pool, url: pool.options.connectionString ?? '', clock: now, log: createLog('silent'), everyMs: 20 },
  })

const span = ({ now }: ApiFixture) => ({
  from: new Date(now() - HOUR_MS).toISOString(),
  until: new Date(now() + HOUR_MS).toISOString(),
})

const start = (more: object = {}) =>
  staff.post('/back-tests', {
    areaId: community.areaId,
    ...span(fixture),
    settings: { openingAlert: 'never' },
    ...more,
  })

async function ended(id: unknown): Promise<Answer['body']> {
  let body: Answer['body'] = {}
  await until('it has ended', async () => {
    body = (await staff.get(`/back-tests/${id}`)).body
    return body.state !== 'queued' && body.state !== 'running'
  })
  return body
}

const stateOf = async (id: unknown) => (await staff.get(`/back-tests/${id}`)).body.state

/** While this lasts, nobody reads an event. */
async function eventsHeld(work: () => Promise<void>): Promise<void> {
  const holder = await fixture.pool.connect()
  try {
    await holder.query('begin; lock table door_event in access exclusive mode')
    await work()
  } finally {
    await holder.query('rollback')
    holder.release()
  }
}

test('staff ask what a draft would have changed, and hear which confirmed breach it would have missed', async () => {
  await fixture.pool.query("update alert set outcome = 'breach_confirmed' where id = $1", [community.alertId])
  const asked = await start()
  expect(asked.status, JSON.stringify(asked.body)).toBe(200)
  const body = await ended(asked.body.id)
  expect(body).toMatchObject({
    state: 'done',
    areaId: community.areaId,
    ...span(fixture),
    settings: { openingAlert: 'never', mergeMinutes: 10 },
    ordersDone: 1,
    ordersAll: 1,
    failure: null,
    result: {
      orders: 1,
      alerts: { before: 1, after: 0 },
      breachesConfirmed: 1,
      breachesMissed: [{ alertId: community.alertId, householdId: community.householdId }],
    },
  })
  const { rows } = await fixture.pool.query("select area_id, detail from audit where action = 'back_test.start'")
  expect(rows).toEqual([{ area_id: community.areaId, detail: expect.objectContaining({ id: asked.body.id }) }])
})

test('are listed with who started them and where, the latest first, and without their results', async () => {
  const first = (await start()).body.id
  const second = (await start()).body.id
  await ended(first)
  await ended(second)
  const { body } = await staff.get('/back-tests?limit=2')
  const shown = { place: expect.stringMatching(/aaaa$/), timeZone: 'Asia/Shanghai', startedBy: 'aaaa', state: 'done' }
  expect(body).toEqual({
    backTests: [expect.objectContaining({ id: second, ...shown }), expect.objectContaining({ id: first, ...shown })],
    next: first,
  })
  expect(JSON.stringify(body)).not.toContain('breachesMissed')
  expect((await staff.get(`/back-tests/${first}`)).body).toMatchObject(shown)
})

test('a span or a draft that cannot be meant is refused, with the field', async () => {
  const { from, until } = span(fixture)
  const backwards = await start({ from: until, until: from })
  expect(backwards).toMatchObject({ status: 400, body: { code: 'request.contradictory', details: { field: 'until' } } })
  const long = await start({ from: '2020-01-01T00:00:00Z' })
  expect(long).toMatchObject({ status: 400, body: { code: 'request.contradictory', details: { field: 'until' } } })
  expect((await start({ settings: { grace: 1 } })).status).toBe(400)
})

describe('one that runs', () => {
  test('is seen running, and is stopped by whoever cancels it; the next one is taken', async () => {
    await eventsHeld(async () => {
      const { id } = (await start()).body
      await until('it runs', async () => (await stateOf(id)) === 'running')
      const next = (await start()).body.id
      expect(await stateOf(next)).toBe('queued')
      expect((await staff.delete(`/back-tests/${id}`)).status).toBe(200)
      expect(await stateOf(id)).toBe('cancelled')
      await until('the next one runs', async () => (await stateOf(next)) === 'running')
      await staff.delete(`/back-tests/${next}`)
    })
    expect(await ended((await start()).body.id)).toMatchObject({ state: 'done' })
  })

  test('fails, and says why, when its process ends in order', async () => {
    let id: unknown
    await eventsHeld(async () => {
      id = (await start()).body.id
      await until('it runs', async () => (await stateOf(id)) === 'running')
      await runner.stop()
    })
    runner = run(fixture)
    expect(await ended(id)).toMatchObject({ state: 'failed', failure: expect.stringContaining('ended'), result: null })
  })

  test('fails when its process died: its lease is over', async () => {
    const { rows } = await fixture.pool.query(
      `insert into back_test (area_id, staff_id, from_at, until_at, settings, created_at, state, lease_until)
       select $1, min(id), now() - interval '1 day', now(), '{}', now(), 'running', to_timestamp($2 / 1000.0) from staff
       returning id`,
      [community.areaId, fixture.now() - 1],
    )
    runner.wake()
    expect(await ended(rows[0]?.id)).toMatchObject({ state: 'failed', failure: expect.stringContaining('ended') })
  })

  test('fails when the history cannot be read', async () => {
    await fixture.pool.query('alter table door_event rename to door_event_away')
    const body = await ended((await start()).body.id)
    await fixture.pool.query('alter table door_event_away rename to door_event')
    expect(body).toMatchObject({ state: 'failed', failure: expect.stringContaining('door_event') })
  })
})

test('when too many wait, the next is refused and told so', async () => {
  await runner.stop()
  try {
    const asked: unknown[] = []
    for (let n = 0; n < BACK_TESTS_OPEN_MAX; n += 1) asked.push((await start()).body.id)
    expect(await start()).toMatchObject({ status: 503, body: { code: 'back_test.busy' } })
    for (const id of asked) await staff.delete(`/back-tests/${id}`)
    expect((await start()).status).toBe(200)
  } finally {
    runner = run(fixture)
  }
})
