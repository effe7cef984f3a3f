import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createArea } from '../../registry/area.ts'
import { inTransaction } from '../../store/transaction.ts'
import { ADMIN_PASSWORD, type ApiFixture, startApi } from './api-fixture.ts'
import { type Session, signIn } from './session.ts'
import { type Community, makeCommunity, STAFF_PASSWORD } from './two-areas.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

const listed = z.object({
  assignments: z.array(
    z.object({
      id: z.number(),
      policyId: z.number().nullable(),
      standing: z.string(),
      place: z.string(),
      householdId: z.number().nullable(),
    }),
  ),
})

let fixture: ApiFixture
let community: Community
let staff: Session
beforeAll(async () => {
  fixture = await startApi()
  community = await makeCommunity(fixture.pool, 'aaaa', fixture.now())
  staff = await signIn(fixture.api, community.username, STAFF_PASSWORD)
})
afterAll(() => fixture.close())

const later = (ms: number) => new Date(fixture.now() + ms).toISOString()

async function areaWithin(name: string): Promise<number> {
  const { areaId: parentId } = community
  return inTransaction(fixture.pool, (tx) =>
    createArea(tx, [parentId], { parentId, kind: 'building', name, timeZone: null }),
  )
}

async function standingAt(place: string, show: 'standing' | 'all' = 'standing') {
  const { assignments } = listed.parse((await staff.get(`/policy-assignments?show=${show}`)).body)
  return assignments.filter((it) => it.place === place).map((it) => [it.policyId, it.standing])
}

describe('a policy assigned to an area', () => {
  test('is in force from now on, until another is', async () => {
    const areaId = await areaWithin('1号楼')
    await staff.post('/policy-assignments', { areaId, policyId: 1 })
    await staff.post('/policy-assignments', { areaId, policyId: 2 })
    expect(await standingAt('aaaa › 1号楼')).toEqual([[2, 'in_force']])
    expect(await standingAt('aaaa › 1号楼', 'all')).toEqual([
      [1, 'over'],
      [2, 'in_force'],
    ])
    const { rows } = await fixture.pool.query(
      "select area_id, detail ->> 'policyId' as policy from audit where action = 'policy.assign' order by id",
    )
    expect(rows).toEqual([
      { area_id: areaId, policy: '1' },
      { area_id: areaId, policy: '2' },
    ])
  })

  test('may be so from a time to come, which can be taken back before it is there', async () => {
    const areaId = await areaWithin('2号楼')
    const now = fixture.now()
    await staff.post('/policy-assignments', { areaId, policyId: 1 })
    await staff.post('/policy-assignments', { areaId, policyId: 2, from: later(HOUR_MS) })
    await staff.post('/policy-assignments', { areaId, policyId: 3, from: later(2 * HOUR_MS) })
    await staff.post('/policy-assignments', { areaId, policyId: 2, from: later(2 * HOUR_MS) })
    expect(await standingAt('aaaa › 2号楼')).toEqual([
      [1, 'in_force'],
      [2, 'to_come'],
      [2, 'to_come'],
    ])
    fixture.setNow(now + HOUR_MS)
    expect(await standingAt('aaaa › 2号楼')).toEqual([
      [2, 'in_force'],
      [2, 'to_come'],
    ])
    fixture.setNow(now)
  })

  test.each([
    ['past', -1],
    ['further ahead than a year', 367 * DAY_MS],
  ])('from a time that is %s is refused, with the field', async (_, ms) => {
    const areaId = await areaWithin(`at ${ms}`)
    const answer = await staff.post('/policy-assignments', { areaId, policyId: 1, from: later(ms) })
    expect(answer).toMatchObject({ status: 400, body: { code: 'request.contradictory', details: { field: 'from' } } })
    expect(await standingAt(`aaaa › at ${ms}`, 'all')).toEqual([])
  })

  test('has no time of its own for an order, which changes now or not at all', async () => {
    const { orderId } = community
    const answer = await staff.post('/policy-assignments', { orderId, policyId: 1, from: later(HOUR_MS) })
    expect(answer).toMatchObject({ status: 400, body: { code: 'request.invalid' } })
  })
})

test('a preset is changed by administrators of everything alone, and any other name by any', async () => {
  const draft = { name: 'default', settings: { openingAlert: 'never' } }
  expect(await staff.post('/policies', draft)).toMatchObject({
    status: 403,
    body: { code: 'access.denied', details: { field: 'name' } },
  })
  expect(await staff.post('/policies', { ...draft, name: 'quiet' })).toMatchObject({ status: 200 })
  expect(await staff.post('/policies', { ...draft, name: 'quiet' })).toMatchObject({ body: { version: 2 } })
  const admin = await signIn(fixture.api, 'admin', ADMIN_PASSWORD)
  expect(await admin.post('/policies', { ...draft, settings: {} })).toMatchObject({ status: 200, body: { version: 2 } })
})

test('one of an order names its household, and is over when the order is', async () => {
  const { orderId, householdId } = community
  await staff.post('/policy-assignments', { orderId, policyId: 3 })
  const { assignments } = listed.parse((await staff.get('/policy-assignments?show=standing')).body)
  const own = assignments.find((it) => it.householdId === householdId)
  expect(own).toMatchObject({ policyId: 3, standing: 'in_force', place: expect.stringMatching(/aaaa aaaa-0101$/) })
  await staff.post(`/orders/${orderId}/release`, { reason: 'over' })
  const place = own?.place ?? ''
  expect(await standingAt(place)).toEqual([])
  expect(await standingAt(place, 'all')).toEqual([[3, 'over']])
})

test('areas are listed with the time zone that they have or inherit', async () => {
  const { areaId: parentId } = community
  const street = await inTransaction(fixture.pool, (tx) =>
    createArea(tx, [parentId], { parentId, kind: 'compound', name: 'Harbour', timeZone: 'Europe/London' }),
  )
  await inTransaction(fixture.pool, (tx) =>
    createArea(tx, [parentId], { parentId: street, kind: 'building', name: 'Quay', timeZone: null }),
  )
  const { body } = await staff.get('/areas?limit=200')
  expect(body.areas).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ name: 'aaaa', timeZone: null, zone: 'Asia/Shanghai' }),
      expect.objectContaining({ name: 'Quay', timeZone: null, zone: 'Europe/London' }),
    ]),
  )
})
