import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type ApiFixture, startApi } from './api-fixture.ts'
import { type Session, signIn } from './session.ts'
import { type Community, makeCommunity, STAFF_PASSWORD } from './two-areas.ts'

const members = z.object({ staff: z.array(z.looseObject({ id: z.number() })) })
const entries = z.object({ audit: z.array(z.looseObject({ action: z.string() })) })
const NEW_PASSWORD = 'handed over in person'

describe('staff', () => {
  let fixture: ApiFixture
  let here: Community
  let there: Community
  let admin: Session
  beforeAll(async () => {
    fixture = await startApi()
    here = await makeCommunity(fixture.pool, 'here', fixture.now())
    there = await makeCommunity(fixture.pool, 'there', fixture.now())
    admin = await signIn(fixture.api, here.username, STAFF_PASSWORD)
  })
  afterAll(() => fixture.close())

  const change = (id: number, body: object) => admin.post(`/staff/${id}/change`, body)
  const colleague = async () =>
    members.parse((await admin.get('/staff')).body).staff.find((it) => it.id === here.colleagueId)
  const auditOf = async (query: string) => entries.parse((await admin.get(`/audit?${query}`)).body).audit
  const refused = (field: string) => ({ status: 400, body: { code: 'request.contradictory', details: { field } } })

  test('who is disabled is out at once and may not come in, until they are let in again', async () => {
    const viewer = await signIn(fixture.api, 'viewer-here', STAFF_PASSWORD)
    expect((await viewer.get('/me')).status).toBe(200)
    expect((await change(here.colleagueId, { disabled: true })).status).toBe(200)
    expect((await viewer.get('/me')).status).toBe(401)
    expect(await colleague()).toMatchObject({ disabledAt: expect.any(String) })
    const login = { username: 'viewer-here', password: STAFF_PASSWORD }
    expect((await admin.post('/login', login)).status).toBe(401)
    await change(here.colleagueId, { disabled: false })
    expect((await viewer.get('/me')).status).toBe(401)
    expect((await (await signIn(fixture.api, 'viewer-here', STAFF_PASSWORD)).get('/me')).status).toBe(200)
  })

  test('a reset password is one to begin with, and ends every session', async () => {
    const viewer = await signIn(fixture.api, 'viewer-here', STAFF_PASSWORD)
    expect(await admin.post(`/staff/${here.colleagueId}/password`, { password: 'short' })).toMatchObject({
      status: 400,
      body: { code: 'password.weak' },
    })
    await admin.post(`/staff/${here.colleagueId}/password`, { password: NEW_PASSWORD })
    expect((await viewer.get('/me')).status).toBe(401)
    const again = await signIn(fixture.api, 'viewer-here', NEW_PASSWORD)
    expect((await again.get('/me')).body).toMatchObject({ mustChangePassword: true })
    expect((await again.get('/areas')).body.code).toBe('password.must_change')
  })

  test('a changed name and changed roles are shown and written down', async () => {
    const roles = [{ role: 'grid_worker', areaId: here.areaId }]
    await change(here.colleagueId, { displayName: '网格员', roles })
    expect(await colleague()).toMatchObject({ displayName: '网格员', roles })
    expect(await auditOf('what=acts&limit=1')).toMatchObject([
      { action: 'staff.change', username: here.username, detail: { username: 'viewer-here', roles } },
    ])
  })

  test('roles outside the areas of who changes stay, and make the account somebody else’s as well', async () => {
    const elsewhere = { role: 'viewer', areaId: there.areaId }
    await fixture.pool.query("insert into staff_role (staff_id, role, area_id) values ($1, 'viewer', $2)", [
      here.colleagueId,
      there.areaId,
    ])
    expect(await change(here.colleagueId, { disabled: true })).toMatchObject(refused('disabled'))
    expect(await change(here.colleagueId, { displayName: 'x' })).toMatchObject(refused('displayName'))
    const password = { password: NEW_PASSWORD }
    expect(await admin.post(`/staff/${here.colleagueId}/password`, password)).toMatchObject(refused('password'))
    expect(await change(here.colleagueId, { roles: [elsewhere] })).toMatchObject({ status: 404 })
    await change(here.colleagueId, { roles: [{ role: 'installer', areaId: here.areaId }] })
    const { rows } = await fixture.pool.query('select role from staff_role where staff_id = $1 order by role', [
      here.colleagueId,
    ])
    expect(rows).toEqual([{ role: 'installer' }, { role: 'viewer' }])
  })

  test('nobody locks themselves out, gives themselves roles or resets their own password', async () => {
    expect(await change(here.staffId, { disabled: true })).toMatchObject(refused('disabled'))
    const roles = [{ role: 'viewer', areaId: here.areaId }]
    expect(await change(here.staffId, { roles })).toMatchObject(refused('roles'))
    const password = { password: NEW_PASSWORD }
    expect(await admin.post(`/staff/${here.staffId}/password`, password)).toMatchObject(refused('password'))
  })

  test('who looked and who did are asked apart, with the place and by person', async () => {
    await admin.get(`/households/${here.householdId}/openings`)
    expect((await auditOf(`what=looks&staffId=${here.staffId}`))[0]).toMatchObject({
      ...{ action: expect.stringMatching(/\.read$/), place: 'here here-0101', displayName: 'here' },
    })
    const acts = (await auditOf('what=acts')).map((it) => it.action)
    expect(acts).toContain('staff.password')
    expect(acts.filter((it) => it.endsWith('.read'))).toEqual([])
    expect(await auditOf(`staffId=${here.colleagueId}&what=acts`)).toEqual([])
  })
})
