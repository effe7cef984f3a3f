import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ADMIN_PASSWORD, type ApiFixture, startApi } from './api-fixture.ts'
import { type Session, signIn } from './session.ts'
import { type Community, makeCommunity, raiseAlert, STAFF_PASSWORD } from './two-areas.ts'

describe('alerts', () => {
  let fixture: ApiFixture
  let community: Community
  let admin: Session
  let other: Session
  let id: number

  beforeAll(async () => {
    fixture = await startApi()
    community = await makeCommunity(fixture.pool, 'home', fixture.now())
    admin = await signIn(fixture.api, 'admin', ADMIN_PASSWORD)
    other = await signIn(fixture.api, community.username, STAFF_PASSWORD)
  })
  afterAll(() => fixture.close())
  beforeEach(async () => {
    id = await raiseAlert(fixture.pool, { ...community, now: fixture.now() })
  })

  const logOf = async () =>
    (await fixture.pool.query('select what from alert_log where alert_id = $1 order by id', [id])).rows.map(
      (it) => it.what,
    )

  test('22: of two who acknowledge at once one wins, and the other is told who', async () => {
    const [one, two] = await Promise.all([
      admin.post(`/alerts/${id}/acknowledge`),
      other.post(`/alerts/${id}/acknowledge`),
    ])
    const [winner, loser] = one.status === 200 ? [one, two] : [two, one]
    expect(winner.body).toMatchObject({ id, handling: 'acknowledged', acknowledgedAt: '2026-03-02T04:00:00.000Z' })
    expect([loser.status, loser.body.code]).toEqual([409, 'alert.already_acknowledged'])
    expect(loser.body.details).toEqual({ by: winner.body.acknowledgedBy, at: winner.body.acknowledgedAt })
    expect(await logOf()).toEqual(['raised', 'acknowledged'])
  })

  test('resolving acknowledges, once', async () => {
    const resolved = await other.post(`/alerts/${id}/resolve`, { outcome: 'false_alarm', note: '物业维修' })
    expect(resolved.body).toMatchObject({
      handling: 'resolved',
      outcome: 'false_alarm',
      note: '物业维修',
      resolvedBy: 'home',
      acknowledgedBy: 'home',
    })
    const again = await admin.post(`/alerts/${id}/resolve`, { outcome: 'test', note: '' })
    expect([again.status, again.body.code]).toEqual([409, 'alert.already_resolved'])
    const late = await admin.post(`/alerts/${id}/acknowledge`)
    expect([late.status, late.body.code]).toEqual([409, 'alert.already_resolved'])
    // The story knows nothing of an alert that a test wrote, and clears it when it is told anew.
    expect(await logOf()).toEqual(['raised', 'resolved', 'cleared'])
  })

  test.each(['on_site', 'police'])(
    'who decides to send somebody (%s) is written down, and nothing else is done',
    async (kind) => {
      const { body: before } = await other.get(`/alerts/${id}`)
      const sent = await other.post(`/alerts/${id}/dispatch`, { kind, note: '请到现场查看' })
      expect(sent.body).toEqual(before.alert)
      const { body } = await admin.get(`/alerts/${id}`)
      expect(body.log).toMatchObject([
        { what: 'raised' },
        { what: 'dispatched', by: 'home', detail: { kind, note: '请到现场查看' } },
      ])
      const { rows } = await fixture.pool.query("select detail from audit where action = 'alert.dispatch' order by id")
      expect(rows.at(-1)).toEqual({ detail: { id, kind } })
      await other.post(`/alerts/${id}/resolve`, { outcome: 'false_alarm' })
      const late = await other.post(`/alerts/${id}/dispatch`, { kind, note: 'x' })
      expect([late.status, late.body.code]).toEqual([409, 'alert.already_resolved'])
    },
  )

  test.each([{ kind: 'police', note: '  ' }, { kind: 'police' }, { kind: 'drone', note: 'x' }])(
    'a decision says whom and why: not %j',
    async (body) => {
      expect((await other.post(`/alerts/${id}/dispatch`, body)).status).toBe(400)
      expect(await logOf()).toEqual(['raised'])
    },
  )

  test('the list runs from the latest to the oldest, page by page', async () => {
    const ids = [id]
    for (let more = 0; more < 4; more++)
      ids.unshift(await raiseAlert(fixture.pool, { ...community, now: fixture.now() }))
    const seen: unknown[] = []
    let after = ''
    while (seen.length < ids.length) {
      const { body } = await admin.get(`/alerts?handling=unresolved&limit=2${after}`)
      seen.push(...JSON.parse(JSON.stringify(body.alerts)).map((it: { id: number }) => it.id))
      after = `&after=${body.next}`
    }
    expect(seen.slice(0, ids.length)).toEqual(ids)
  })

  test('an alert tells everything it rests on, and reading it is written down', async () => {
    const { body } = await other.get(`/alerts/${id}`)
    expect(body).toMatchObject({
      alert: { community: 'home', room: 'home-0101', explanation: { sentence: { zh: expect.any(String) } } },
      log: [{ what: 'raised' }],
      notifications: [],
    })
    const { rows } = await fixture.pool.query("select * from audit where action = 'alert.read'")
    expect(rows).toContainEqual(expect.objectContaining({ household_id: community.householdId, detail: { id } }))
  })

  test('a viewer sees and does not handle', async () => {
    const roles = [{ role: 'viewer', areaId: community.areaId }]
    await admin.post('/staff', { username: 'watcher', displayName: '查看', password: STAFF_PASSWORD, roles })
    await fixture.pool.query('update staff set must_change_password = false')
    const viewer = await signIn(fixture.api, 'watcher', STAFF_PASSWORD)
    expect((await viewer.get(`/alerts/${id}`)).status).toBe(200)
    const refused = await viewer.post(`/alerts/${id}/acknowledge`)
    expect([refused.status, refused.body.code]).toEqual([403, 'access.denied'])
  })
})
