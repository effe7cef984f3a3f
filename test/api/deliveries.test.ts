import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addStaff } from '../../registry/staff.ts'
import { inTransaction } from '../../store/transaction.ts'
import { ADMIN_PASSWORD, type ApiFixture, startApi } from './api-fixture.ts'
import { type Session, signIn } from './session.ts'
import { type Community, makeCommunity, raiseAlert, STAFF_PASSWORD } from './two-areas.ts'

describe('the delivery log of a person', () => {
  let fixture: ApiFixture
  let a: Community
  let b: Community
  let root: Session
  let staffOfA: Session
  let both: number

  beforeAll(async () => {
    fixture = await startApi()
    a = await makeCommunity(fixture.pool, 'aaaa', fixture.now())
    b = await makeCommunity(fixture.pool, 'bbbb', fixture.now())
    root = await signIn(fixture.api, 'admin', ADMIN_PASSWORD)
    staffOfA = await signIn(fixture.api, a.username, STAFF_PASSWORD)
    both = await inTransaction(fixture.pool, (tx) => {
      const roles = [a, b].map(({ areaId }) => ({ role: 'grid_worker', areaId }) as const)
      const person = { username: 'both', displayName: 'both', password: STAFF_PASSWORD, roles }
      return addStaff(tx, [a.areaId, b.areaId], person, fixture.now())
    })
    const point = await root.post('/contact-points', {
      ...{ channel: 'webhook', target: 'https://both.example/', staffId: both, place: 2 },
    })
    for (const community of [a, b]) {
      const alert = await raiseAlert(fixture.pool, { ...community, now: fixture.now() })
      await fixture.pool.query(
        `with sent as (
           insert into notification (alert_id, contact_point_id, reason, queued_at, due_at, attempts)
           select $1, ($2::json ->> 'id')::int8, 'step/grid_worker', t, t, 1 from to_timestamp($3 / 1000.0) t
           returning id, due_at)
         insert into notification_attempt (notification_id, number, at, outcome, answer)
         select id, 1, due_at, 'retry', 'answered 503' from sent`,
        [alert, JSON.stringify(point.body), fixture.now()],
      )
    }
    await root.post(`/contact-points/${JSON.parse(JSON.stringify(point.body)).id}/test`, {})
  })
  afterAll(() => fixture.close())

  const reasonsOf = (body: unknown): string[] =>
    JSON.parse(JSON.stringify(body)).deliveries.map((it: { reason: string }) => it.reason)

  test('shows the latest first, with its tries, in pages', async () => {
    const { status, body } = await root.get(`/staff/${both}/deliveries`)
    expect(status).toBe(200)
    expect(reasonsOf(body)).toEqual(['test', 'step/grid_worker', 'step/grid_worker'])
    expect(body).toMatchObject({
      deliveries: [{ alertId: null }, { tries: [{ number: 1, outcome: 'retry', answer: 'answered 503' }] }, {}],
      next: null,
    })
    const page = await root.get(`/staff/${both}/deliveries?limit=2`)
    expect(reasonsOf(page.body)).toHaveLength(2)
    const rest = await root.get(`/staff/${both}/deliveries?limit=2&after=${JSON.parse(JSON.stringify(page.body)).next}`)
    expect(reasonsOf(rest.body)).toEqual(['step/grid_worker'])
  })

  test('shows only what is about alerts of the areas of who asks, and a test to who has all of the areas', async () => {
    expect(reasonsOf((await staffOfA.get(`/staff/${both}/deliveries`)).body)).toEqual(['step/grid_worker'])
    expect(reasonsOf((await root.get(`/staff/${b.staffId}/deliveries`)).body)).toEqual([])
  })

  test("is the person's own to see, and of no other", async () => {
    await fixture.pool.query("update staff set must_change_password = false where username = 'both'")
    const own = await signIn(fixture.api, 'both', STAFF_PASSWORD)
    expect(reasonsOf((await own.get('/me/deliveries')).body)).toEqual(['test', 'step/grid_worker', 'step/grid_worker'])
    expect((await own.get(`/staff/${a.staffId}/deliveries`)).status).toBe(403)
  })

  test('a contact point is put in another place, disabled and used again', async () => {
    const points = async () => JSON.parse(JSON.stringify((await root.get('/contact-points')).body)).contactPoints
    const mine = async () => (await points()).find((it: { staffId: number }) => it.staffId === both)
    const { id, place } = await mine()
    expect(place).toBe(2)
    expect(
      (await root.post(`/contact-points/${id}/change`, { place: 1, severityMin: 'major', disabled: true })).status,
    ).toBe(200)
    expect(await mine()).toMatchObject({ place: 1, severityMin: 'major', disabledAt: expect.any(String) })
    expect((await root.post(`/contact-points/${id}/change`, { disabled: false })).status).toBe(200)
    expect(await mine()).toMatchObject({ place: 1, severityMin: 'major', disabledAt: null })
    expect((await staffOfA.post(`/contact-points/${id}/change`, { place: 3 })).status).toBe(404)
    expect((await root.post(`/contact-points/${id}/change`, { place: 101 })).status).toBe(400)
  })
})
