import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiFixture, startApi } from './api-fixture.ts'
import { type Session, signIn } from './session.ts'
import { type Community, makeCommunity, STAFF_PASSWORD } from './two-areas.ts'

const window = { from: '2026-03-03T01:00:00.000Z', until: '2026-03-03T03:00:00.000Z' }
const round = { ...window, reason: 'nucleic_acid_test', openingsMax: 1 }

describe('a planned round', () => {
  let fixture: ApiFixture
  let a: Community
  let b: Community
  let staffOfA: Session
  let staffOfB: Session
  beforeAll(async () => {
    fixture = await startApi()
    a = await makeCommunity(fixture.pool, 'aaaa', fixture.now())
    b = await makeCommunity(fixture.pool, 'bbbb', fixture.now())
    staffOfA = await signIn(fixture.api, a.username, STAFF_PASSWORD)
    staffOfB = await signIn(fixture.api, b.username, STAFF_PASSWORD)
  })
  afterAll(() => fixture.close())

  test('stands in the lists of its households, for the staff of its area alone, and is revoked in one act', async () => {
    const { body } = await staffOfA.post('/permits', { areaId: a.areaId, ...round })
    const shown = { id: body.id, householdId: null, areaId: a.areaId, ...window, grantedBy: a.username }
    for (const path of ['/permits', `/permits?householdId=${a.householdId}`, `/households/${a.householdId}`]) {
      expect((await staffOfA.get(path)).body.permits).toContainEqual(expect.objectContaining(shown))
    }
    for (const path of ['/permits', `/permits?householdId=${a.householdId}`, `/permits?householdId=${b.householdId}`]) {
      expect((await staffOfB.get(path)).body.permits).not.toContainEqual(expect.objectContaining({ id: body.id }))
    }
    expect((await staffOfB.post(`/permits/${body.id}/revoke`)).status).toBe(404)
    expect((await staffOfA.post(`/permits/${body.id}/revoke`)).status).toBe(200)
    const { body: after } = await staffOfA.get(`/permits?householdId=${a.householdId}`)
    expect(after.permits).toContainEqual(expect.objectContaining({ id: body.id, revokedBy: a.username }))
  })

  test.each([
    ['neither a household nor an area', () => ({})],
    ['both', (it: Community) => ({ householdId: it.householdId, areaId: it.areaId })],
  ] as const)('for %s is refused', async (_what, holder) => {
    expect((await staffOfA.post('/permits', { ...holder(a), ...round })).body).toMatchObject({
      code: 'request.contradictory',
      details: { field: 'householdId', reason: 'a permit is for one household or for one area' },
    })
  })

  test('of another area is refused', async () => {
    expect((await staffOfA.post('/permits', { areaId: b.areaId, ...round })).status).toBe(404)
  })
})
