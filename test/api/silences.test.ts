import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SILENCES_MAX } from '../../registry/silence.ts'
import { addStaff } from '../../registry/staff.ts'
import { inTransaction } from '../../store/transaction.ts'
import { type ApiFixture, startApi } from './api-fixture.ts'
import { type Session, signIn } from './session.ts'
import { type Community, makeCommunity, raiseAlert, STAFF_PASSWORD } from './two-areas.ts'

const HOUR_MS = 3_600_000

describe('silences', () => {
  let fixture: ApiFixture
  let here: Community
  let there: Community
  let officer: Session
  let worker: Session

  beforeAll(async () => {
    fixture = await startApi()
    here = await makeCommunity(fixture.pool, 'here', fixture.now())
    there = await makeCommunity(fixture.pool, 'there', fixture.now())
    await inTransaction(fixture.pool, async (tx) => {
      for (const role of ['grid_worker', 'duty_officer'] as const) {
        const person = { username: role, displayName: role, password: STAFF_PASSWORD }
        await addStaff(tx, [here.areaId], { ...person, roles: [{ role, areaId: here.areaId }] }, fixture.now())
      }
    })
    await fixture.pool.query('update staff set must_change_password = false')
    officer = await signIn(fixture.api, 'duty_officer', STAFF_PASSWORD)
    worker = await signIn(fixture.api, 'grid_worker', STAFF_PASSWORD)
  })
  afterAll(() => fixture.close())

  const later = (ms: number) => new Date(fixture.now() + ms).toISOString()
  const create = (changed: object = {}, by = officer) =>
    by.post('/silences', { areaId: here.areaId, reason: 'new batteries', until: later(HOUR_MS), ...changed })
  const end = (id: unknown) => officer.post(`/silences/${id}/end`)

  test('are made, shown, said by the alert and its log, ended once, and audited', async () => {
    const id = await raiseAlert(fixture.pool, { ...here, now: fixture.now() })
    const made = await create()
    expect([made.status, made.body]).toEqual([200, { id: expect.any(Number) }])
    const { silences } = (await worker.get(`/silences?areaId=${here.areaId}`)).body
    expect(Array.isArray(silences) && silences.at(-1)).toEqual({
      ...{ id: made.body.id, areaId: here.areaId, householdId: null, kinds: null, reason: 'new batteries' },
      ...{ from: later(0), until: later(HOUR_MS), createdBy: 'duty_officer', createdAt: later(0) },
      ...{ endedAt: null, endedBy: null, standing: 'running' },
    })
    const shown = async () => (await worker.get(`/alerts/${id}`)).body
    expect(await shown()).toMatchObject({
      alert: { id, silencedUntil: later(HOUR_MS) },
      log: [{ what: 'raised' }, { what: 'silenced', detail: { by: 'duty_officer', reason: 'new batteries' } }],
    })
    expect((await end(made.body.id)).status).toBe(200)
    expect(await shown()).toMatchObject({
      alert: { silencedUntil: null },
      log: [{}, {}, { what: 'silence_ended', detail: { by: 'duty_officer' } }],
    })
    expect((await end(made.body.id)).body.code).toBe('record.conflict')
    const { rows } = await fixture.pool.query(
      "select action, area_id from audit where action like 'silence.%' order by id",
    )
    expect(rows).toEqual(['silence.create', 'silence.end'].map((action) => ({ action, area_id: here.areaId })))
  })

  test.each([
    ['that is over', { until: '2026-03-02T04:00:00Z' }, 'until'],
    ['of everything for more than a day', { until: '2026-03-03T04:00:00.001Z' }, 'until'],
    ['of a critical kind for more than a day', { kinds: ['left_open'], until: '2026-03-03T04:00:00.001Z' }, 'until'],
    [
      'of a harmless kind for more than a week',
      { kinds: ['sensor_battery'], until: '2026-03-09T04:00:00.001Z' },
      'until',
    ],
    ['next year', { from: '2027-03-02T04:00:00Z', until: '2027-03-02T05:00:00Z' }, 'from'],
    ['of an unknown kind', { kinds: ['left_open', 'haunted'] }, 'kinds.1'],
    ['of no kind', { kinds: [] }, 'kinds'],
    ['without a reason', { reason: ' ' }, 'reason'],
    ['with a misspelt field', { area: 1 }, '"'],
  ])('%s are refused, naming the field', async (_name, changed, field) => {
    const { status, body } = await create(changed)
    expect([status, JSON.stringify(body.details)]).toEqual([400, expect.stringContaining(field)])
  })

  test('begin now by the service’s clock and last as long as is said, or until then, and not both or neither', async () => {
    const made = await create({ until: undefined, minutes: 90 })
    const { silences } = (await worker.get(`/silences?areaId=${here.areaId}`)).body
    expect(Array.isArray(silences) && silences.at(-1)).toMatchObject({ from: later(0), until: later(1.5 * HOUR_MS) })
    await end(made.body.id)
    const ahead = await create({ from: later(HOUR_MS), until: undefined, minutes: 30 })
    const listed = (await worker.get(`/silences?areaId=${here.areaId}`)).body.silences
    expect(Array.isArray(listed) && listed.map((it) => it.standing)).toEqual(['coming', 'over', 'over', 'coming'])
    await end(ahead.body.id)
    for (const wrong of [{ minutes: 5 }, { until: undefined }, { until: undefined, minutes: 0.5 }]) {
      expect((await create(wrong)).status).toBe(400)
    }
    expect((await create({ until: undefined, minutes: 24 * 60 + 1 })).body.details).toMatchObject({ field: 'until' })
  })

  test('may last a week where nothing critical is silenced, and a day where it may be', async () => {
    const harmless = await create({ kinds: ['sensor_battery', 'group_silent'], until: '2026-03-09T04:00:00Z' })
    const critical = await create({ kinds: null, until: '2026-03-03T04:00:00Z' })
    expect([harmless.status, critical.status]).toEqual([200, 200])
    for (const { body } of [harmless, critical]) await end(body.id)
  })

  test('are for an area of the scope and a household of the area, made by officers, and limited in number', async () => {
    expect((await create({ areaId: there.areaId })).status).toBe(404)
    const stranger = await create({ householdId: there.householdId })
    expect([stranger.status, stranger.body.details]).toMatchObject([400, { field: 'householdId' }])
    expect((await create({ householdId: here.householdId })).status).toBe(200)
    expect((await create({}, worker)).status).toBe(403)
    expect((await end(there.silenceId)).status).toBe(404)
    await fixture.pool.query(
      `insert into silence (area_id, kinds, reason, from_at, until_at, created_by, created_at)
       select $1, array['sensor_battery'], 'many', '2026-03-04', '2026-03-05', 'x', now() from generate_series(1, $2::int)`,
      [here.areaId, SILENCES_MAX - 2],
    )
    const { status, body } = await create()
    expect([status, body.details]).toMatchObject([400, { field: 'areaId' }])
  })
})
