import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { AlertId } from '../../base/id.ts'
import { ADMIN_PASSWORD, type ApiFixture, startApi } from './api-fixture.ts'
import { type Session, signIn } from './session.ts'
import { type Community, makeCommunity, STAFF_PASSWORD } from './two-areas.ts'

const created = z.object({ id: z.number() })

describe('the delivery log of the areas', () => {
  let fixture: ApiFixture
  let a: Community
  let b: Community
  let root: Session
  let staffOfA: Session

  const send = (alert: AlertId, point: number, fate: 'sent_at' | 'failed_at') =>
    fixture.pool.query(
      `with sent as (
         insert into notification (alert_id, contact_point_id, reason, queued_at, due_at, attempts, ${fate})
         select $1, $2, 'raised', t, t, 1, t from to_timestamp($3 / 1000.0) t returning id, due_at)
       insert into notification_attempt (notification_id, number, at, outcome, answer)
       select id, 1, due_at, 'failed', 'answered 404' from sent`,
      [alert, point, fixture.now()],
    )

  beforeAll(async () => {
    fixture = await startApi()
    a = await makeCommunity(fixture.pool, 'aaaa', fixture.now())
    b = await makeCommunity(fixture.pool, 'bbbb', fixture.now())
    root = await signIn(fixture.api, 'admin', ADMIN_PASSWORD)
    staffOfA = await signIn(fixture.api, a.username, STAFF_PASSWORD)
    const own = await root.post('/contact-points', {
      ...{ channel: 'webhook', target: 'https://own.example/', staffId: a.staffId },
    })
    await send(a.alertId, a.contactPointId, 'sent_at')
    await send(a.alertId, created.parse(own.body).id, 'failed_at')
    await send(b.alertId, b.contactPointId, 'failed_at')
  })
  afterAll(() => fixture.close())

  const targetsOf = (body: unknown): string[] =>
    z
      .object({ deliveries: z.array(z.object({ target: z.string() })) })
      .parse(body)
      .deliveries.map((it) => it.target)

  test('shows what was sent about alerts of the areas of who asks, the latest first, with whose it is', async () => {
    const { body } = await staffOfA.get('/deliveries')
    expect(body).toMatchObject({
      deliveries: [
        {
          ...{ alertId: a.alertId, staffId: a.staffId, staffName: 'aaaa', reason: 'raised', sentAt: null },
          tries: [{ number: 1, outcome: 'failed', answer: 'answered 404' }],
        },
        { staffId: null, staffName: null, target: 'https://aaaa.example/hook', failedAt: null },
      ],
      next: null,
    })
    expect(targetsOf((await root.get('/deliveries')).body)).toEqual([
      ...['https://bbbb.example/hook', 'https://own.example/', 'https://aaaa.example/hook'],
    ])
  })

  test('shows only what was given up, and comes in pages', async () => {
    const failed = await root.get('/deliveries?failed=true')
    expect(targetsOf(failed.body)).toEqual(['https://bbbb.example/hook', 'https://own.example/'])
    const first = await root.get('/deliveries?limit=2')
    expect(targetsOf(first.body)).toHaveLength(2)
    const rest = await root.get(`/deliveries?limit=2&after=${first.body.next}`)
    expect(targetsOf(rest.body)).toEqual(['https://aaaa.example/hook'])
  })

  test('is for officers', async () => {
    await fixture.pool.query('update staff set must_change_password = false where id = $1', [a.colleagueId])
    const viewer = await signIn(fixture.api, 'viewer-aaaa', STAFF_PASSWORD)
    expect((await viewer.get('/deliveries')).status).toBe(403)
  })

  test('what became of a test is shown to who may send one', async () => {
    const path = `/contact-points/${a.contactPointId}/test`
    expect((await staffOfA.get(path)).body).toEqual({ delivery: null })
    await staffOfA.post(path, {})
    expect((await staffOfA.get(path)).body).toMatchObject({
      delivery: { alertId: null, reason: 'test', attempts: 0, sentAt: null, failedAt: null, tries: [] },
    })
    const staffOfB = await signIn(fixture.api, b.username, STAFF_PASSWORD)
    expect((await staffOfB.get(path)).body).toEqual({ delivery: null })
  })
})
