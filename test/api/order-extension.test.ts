import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { ORDER_DAYS_MAX } from '../../registry/order-term.ts'
import { type ApiFixture, startApi } from './api-fixture.ts'
import { type Session, signIn } from './session.ts'
import { type Community, makeCommunity, STAFF_PASSWORD } from './two-areas.ts'

const HOUR_MS = 3_600_000

describe('an order that is to last longer', () => {
  let fixture: ApiFixture
  let home: Community
  let staff: Session
  let homes = 0

  beforeAll(async () => {
    fixture = await startApi()
  })
  afterAll(() => fixture.close())
  /** Its order ends in 300 hours. */
  beforeEach(async () => {
    homes += 1
    home = await makeCommunity(fixture.pool, `home${homes}`, fixture.now())
    staff = await signIn(fixture.api, home.username, STAFF_PASSWORD)
  })

  const at = (hours: number) => new Date(fixture.now() + hours * HOUR_MS).toISOString()
  const pass = async (hours: number) => {
    fixture.setNow(fixture.now() + hours * HOUR_MS)
    staff = await signIn(fixture.api, home.username, STAFF_PASSWORD)
  }
  const extend = (hours: number, more: object = {}, id: number = home.orderId) =>
    staff.post(`/orders/${id}/extend`, { endsAt: at(hours), reason: 'another case in the house', ...more })
  const watchOf = async () => {
    const { rows } = await fixture.pool.query(
      `select w.order_id as "order", (f.facts -> 'order' ->> 'endsAt')::float8 as "endsAt"
       from watch w join watch_facts f using (household_id) where household_id = $1`,
      [home.householdId],
    )
    return rows[0]
  }

  test('runs on to the new end, and says who did it, when and why', async () => {
    const [before, after] = [at(300), at(400)]
    const answer = await extend(400)
    expect(answer.body).toMatchObject({ kind: 'extended', orderId: home.orderId, activation: { waitingFor: [] } })
    const { body } = await staff.get(`/orders/${home.orderId}`)
    expect(body).toMatchObject({ endsAt: after, releasedAt: null, continues: null })
    expect(z.array(z.unknown()).parse(body.changes)[0]).toEqual({
      ...{ what: 'extended', by: home.username, at: at(0), reason: 'another case in the house' },
      ...{ endsAtBefore: before, endsAtAfter: after, continuation: null },
    })
    expect(await watchOf()).toEqual({ order: home.orderId, endsAt: Date.parse(after) })
  })

  test('is continued by another one from now on when it is over: what lies between stays unrecorded', async () => {
    await pass(310)
    const answer = await extend(100, { override: { reason: 'was watched before' } })
    const { orderId } = z.object({ orderId: z.number() }).parse(answer.body)
    expect(answer.body).toMatchObject({
      kind: 'continued',
      activation: { activeSince: at(0), override: { by: home.username, reason: 'was watched before' } },
    })
    expect((await staff.get(`/orders/${orderId}`)).body).toMatchObject({
      ...{ startsAt: at(0), endsAt: at(100), continues: home.orderId, basis: home.mark, policy: 'default' },
    })
    expect((await staff.get(`/orders/${home.orderId}`)).body).toMatchObject({ endsAt: at(-10), continues: null })
    const { body } = await staff.get(`/orders/${home.orderId}`)
    expect(z.array(z.unknown()).parse(body.changes)[0]).toMatchObject({ what: 'continued', continuation: orderId })
    expect(await watchOf()).toEqual({ order: orderId, endsAt: Date.parse(at(100)) })
    const again = await extend(100)
    expect(again.body).toMatchObject({ code: 'record.conflict', details: { field: 'endsAt', order: orderId } })
  })

  test('is continued, too, when it was released; without its conditions the continuation waits', async () => {
    expect((await staff.post(`/orders/${home.orderId}/release`, { reason: 'negative twice' })).status).toBe(200)
    const { body } = await staff.get(`/orders/${home.orderId}`)
    expect(z.array(z.unknown()).parse(body.changes)[0]).toMatchObject({
      ...{ what: 'released', by: home.username, reason: 'negative twice' },
    })
    expect((await extend(100)).body).toMatchObject({
      kind: 'continued',
      activation: { activeSince: null, waitingFor: ['contact_phone', 'staff_channel', 'walk_test'], override: null },
    })
    const waiting = await staff.get('/orders?waiting=true')
    expect(waiting.body.orders).toMatchObject([{ continues: home.orderId, activation: { activeSince: null } }])
  })

  test.each([
    ['ends earlier', 299, 'later than the order does'],
    ['ends when it ends', 300, 'later than the order does'],
    ['is past', -1, 'later than the order does'],
    ['makes it too long', ORDER_DAYS_MAX * 24, 'at most 90 days'],
  ] as const)('is refused when the new end %s', async (_what, hours, reason) => {
    expect((await extend(hours)).body).toMatchObject({
      ...{ code: 'request.contradictory', details: { field: 'endsAt', reason: expect.stringContaining(reason) } },
    })
  })

  test('is refused when it is over and the new end is past, or when it runs into the next order, or without a reason', async () => {
    const next = { householdId: home.householdId, startsAt: at(350), endsAt: at(450), basis: 'next' }
    expect((await staff.post('/orders', next)).status).toBe(200)
    expect((await extend(351)).body).toMatchObject({ code: 'record.conflict', details: { field: 'endsAt' } })
    expect((await extend(350)).body).toMatchObject({ kind: 'extended' })
    expect((await extend(350, { reason: ' ' })).body).toMatchObject({ details: { field: 'reason' } })
    await pass(500)
    expect((await extend(-1)).body).toMatchObject({
      ...{ code: 'request.contradictory', details: { field: 'endsAt', reason: expect.stringContaining('is over') } },
    })
  })
})

describe('an order that waits for its conditions', () => {
  let fixture: ApiFixture
  beforeAll(async () => {
    fixture = await startApi()
  })
  afterAll(() => fixture.close())

  test('is counted, and goes active with the last of them, which says so', async () => {
    const home = await makeCommunity(fixture.pool, 'aaaa', fixture.now())
    const staff = await signIn(fixture.api, home.username, STAFF_PASSWORD)
    await staff.post(`/orders/${home.orderId}/release`)
    fixture.setNow(fixture.now() + 1000)
    const term = { startsAt: new Date(fixture.now()).toISOString(), endsAt: '2026-03-09T00:00:00Z' }
    const made = await staff.post('/orders', { householdId: home.householdId, ...term, basis: 'x' })
    const waitingFor = ['contact_phone', 'staff_channel', 'walk_test']
    expect(made.body).toMatchObject({ activation: { activeSince: null, waitingFor, override: null } })
    expect((await fixture.api.inject('/metrics')).body).toContain('menshen_orders_waiting 1')

    await fixture.pool.query('update contact_point set delivered_at = now() where id = $1', [home.contactPointId])
    const passed = await staff.post(`/fittings/${home.fittingId}/pass-walk-test`)
    expect(passed.body).toEqual({ activated: [] })
    const confirmed = await staff.post(`/households/${home.householdId}/confirm-contact`)
    expect(confirmed.body).toEqual({ activated: [home.waitingOrderId, made.body.id] })
    expect((await fixture.api.inject('/metrics')).body).toContain('menshen_orders_waiting 0')
    expect((await staff.post(`/orders/${made.body.id}/override-activation`, { reason: 'x' })).body).toMatchObject({
      code: 'record.conflict',
    })
    const household = (await staff.get(`/households/${home.householdId}`)).body
    const now = new Date(fixture.now()).toISOString()
    expect(household).toMatchObject({ contactConfirmedAt: now, fittings: [{ walkTestPassedAt: now }] })
  })
})
