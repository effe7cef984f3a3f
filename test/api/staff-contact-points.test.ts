import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { addStaff } from '../../registry/staff.ts'
import { inTransaction } from '../../store/transaction.ts'
import { ADMIN_PASSWORD, type ApiFixture, startApi } from './api-fixture.ts'
import { type Session, signIn } from './session.ts'
import { type Community, makeCommunity, raiseAlert, STAFF_PASSWORD } from './two-areas.ts'

const created = z.object({ id: z.number() })

describe("a member of staff's own contact point", () => {
  let fixture: ApiFixture
  let a: Community
  let b: Community
  let root: Session
  let staffOfA: Session

  beforeAll(async () => {
    fixture = await startApi()
    a = await makeCommunity(fixture.pool, 'aaaa', fixture.now())
    b = await makeCommunity(fixture.pool, 'bbbb', fixture.now())
    root = await signIn(fixture.api, 'admin', ADMIN_PASSWORD)
    staffOfA = await signIn(fixture.api, a.username, STAFF_PASSWORD)
  })
  afterAll(() => fixture.close())

  const add = (session: Session, owner: object, target = 'https://own.example/') =>
    session.post('/contact-points', { channel: 'webhook', target, ...owner })
  /** Who serves both communities. */
  const join = (username: string) =>
    inTransaction(fixture.pool, (tx) => {
      const roles = [a, b].map(({ areaId }) => ({ role: 'grid_worker', areaId }) as const)
      const person = { username, displayName: username, password: STAFF_PASSWORD, roles }
      return addStaff(tx, [a.areaId, b.areaId], person, fixture.now())
    })

  test('is added, listed with its owner and tested by who has the whole of their areas, and seen by nobody else', async () => {
    const { status, body } = await add(staffOfA, { staffId: a.staffId })
    expect(status).toBe(200)
    const { id } = created.parse(body)
    const listed = expect.objectContaining({ id, areaId: null, staffId: a.staffId, target: 'https://own.example/' })
    for (const session of [staffOfA, root]) {
      expect((await session.get('/contact-points')).body).toMatchObject({
        contactPoints: expect.arrayContaining([listed]),
      })
      expect((await session.post(`/contact-points/${id}/test`, {})).status).toBe(200)
    }
    const staffOfB = await signIn(fixture.api, b.username, STAFF_PASSWORD)
    expect(JSON.stringify((await staffOfB.get('/contact-points')).body)).not.toContain('own.example')
    expect((await staffOfB.post(`/contact-points/${id}/test`, {})).status).toBe(404)
    const { rows } = await fixture.pool.query(
      "select area_id from audit where action like 'contact_point.%' and detail ->> 'id' = $1",
      [String(id)],
    )
    expect(rows.map((it) => it.area_id)).toEqual([a.areaId, a.areaId, a.areaId])
  })

  test('gets nothing of what happens in its areas by itself', async () => {
    await raiseAlert(fixture.pool, { ...a, now: fixture.now() })
    const { rows } = await fixture.pool.query(
      'select reason from notification n join contact_point c on c.id = n.contact_point_id where c.staff_id is not null',
    )
    expect(rows.every((it) => it.reason === 'test')).toBe(true)
  })

  test('twice is a conflict, and so is none of another', async () => {
    expect((await add(staffOfA, { staffId: a.staffId }, 'https://twice.example/')).status).toBe(200)
    const second = await add(staffOfA, { staffId: a.staffId }, 'https://twice.example/')
    expect([second.status, second.body.code]).toEqual([409, 'record.conflict'])
    expect((await add(root, { staffId: b.staffId }, 'https://twice.example/')).status).toBe(200)
  })

  test("is an area's or a person's, not both and not neither", async () => {
    for (const owner of [{}, { areaId: a.areaId, staffId: a.staffId }]) {
      const { status, body } = await add(staffOfA, owner, 'https://whose.example/')
      expect([status, body.code]).toEqual([400, 'request.contradictory'])
      expect(body).toMatchObject({ details: { field: 'staffId' } })
    }
  })

  test.each(['of another area', 'who serves another area too', 'who may no longer sign in', 'who is nobody'])(
    'for somebody %s is refused',
    async (who) => {
      const both = await join(`both-${who.replaceAll(' ', '-').slice(0, 20)}`)
      const gone = await join(`gone-${who.replaceAll(' ', '-').slice(0, 20)}`)
      await fixture.pool.query('update staff set disabled_at = now() where id = $1', [gone])
      const staffId = {
        'of another area': b.staffId,
        'who serves another area too': both,
        'who may no longer sign in': gone,
      }[who]
      const session = who === 'who may no longer sign in' ? root : staffOfA
      const { status, body } = await add(session, { staffId: staffId ?? 999_999 }, `https://${both}.example/`)
      expect([status, body.code]).toEqual([404, 'record.not_found'])
    },
  )

  test('of somebody who serves two areas is for who has both', async () => {
    const both = await join('both')
    const { status, body } = await add(root, { staffId: both }, 'https://both.example/')
    expect(status).toBe(200)
    const { id } = created.parse(body)
    expect(JSON.stringify((await staffOfA.get('/contact-points')).body)).not.toContain('both.example')
    expect((await staffOfA.post(`/contact-points/${id}/test`, {})).status).toBe(404)
  })
})
