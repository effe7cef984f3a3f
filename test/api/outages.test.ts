import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiFixture, startApi } from './api-fixture.ts'
import { type Session, signIn } from './session.ts'
import { type Community, makeCommunity, STAFF_PASSWORD } from './two-areas.ts'

const HOUR_MS = 3_600_000

describe('outages of our own', () => {
  let fixture: ApiFixture
  let community: Community
  let staff: Session
  beforeAll(async () => {
    fixture = await startApi()
    community = await makeCommunity(fixture.pool, 'home', fixture.now())
    staff = await signIn(fixture.api, community.username, STAFF_PASSWORD)
    for (const hoursAgo of [3, 0.5])
      await fixture.pool.query(
        'insert into outage (from_at, until_at) values (to_timestamp($1 / 1000.0), to_timestamp($2 / 1000.0))',
        [fixture.now() - hoursAgo * HOUR_MS, fixture.now() - (hoursAgo - 0.25) * HOUR_MS],
      )
  })
  afterAll(() => fixture.close())

  const recent = { from: '2026-03-02T03:30:00.000Z', until: '2026-03-02T03:45:00.000Z' }

  test('are listed from the latest to the oldest, page by page', async () => {
    const { body } = await staff.get('/outages?limit=1')
    expect(body).toMatchObject({ outages: [recent], next: expect.any(Number) })
    expect((await staff.get(`/outages?after=${body.next}`)).body).toMatchObject({
      outages: [{ from: '2026-03-02T01:00:00.000Z' }],
      next: null,
    })
  })

  test("stand in a household's answer when they fall within its orders", async () => {
    expect((await staff.get(`/households/${community.householdId}`)).body.outages).toMatchObject([recent])
  })
})
