import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { StaffId } from '../../base/id.ts'
import { judgeRosters } from '../../registry/roster/judge-rosters.ts'
import { addStaff } from '../../registry/staff.ts'
import type { Role } from '../../store/staff.ts'
import { inTransaction } from '../../store/transaction.ts'
import { type ApiFixture, startApi } from './api-fixture.ts'
import { type Session, signIn } from './session.ts'
import { type Community, makeCommunity, STAFF_PASSWORD } from './two-areas.ts'

describe('rosters', () => {
  let fixture: ApiFixture
  let here: Community
  let elsewhere: Community
  let officer: Session
  let worker: Session
  let [ada, ben]: readonly StaffId[] = []
  let roster: number

  const join = async (username: string, role: Role): Promise<StaffId> => {
    const person = { username, displayName: `${username} of the desk`, password: STAFF_PASSWORD }
    const roles = [{ role, areaId: here.areaId }]
    const id = await inTransaction(fixture.pool, (tx) =>
      addStaff(tx, [here.areaId], { ...person, roles }, fixture.now()),
    )
    await fixture.pool.query('update staff set must_change_password = false where id = $1', [id])
    return id
  }
  const shift = (changed: object = {}) =>
    officer.post(`/rosters/${roster}/shifts`, {
      ...{ staffId: ada, weekdays: [1, 2, 3, 4, 5, 6, 7], from: '08:00', until: '20:00', validFrom: '2026-03-02' },
      ...changed,
    })
  const except = (changed: object = {}) =>
    officer.post(`/rosters/${roster}/exceptions`, {
      ...{
        kind: 'absent',
        staffId: ada,
        from: '2026-03-03T01:00:00Z',
        until: '2026-03-03T02:00:00Z',
        reason: 'course',
      },
      ...changed,
    })
  const onDuty = async (at: string) => (await worker.get(`/rosters/${roster}/on-duty?at=${at}`)).body

  beforeAll(async () => {
    fixture = await startApi()
    here = await makeCommunity(fixture.pool, 'here', fixture.now())
    elsewhere = await makeCommunity(fixture.pool, 'elsewhere', fixture.now())
    ada = await join('ada', 'grid_worker')
    ben = await join('ben', 'duty_officer')
    officer = await signIn(fixture.api, 'ben', STAFF_PASSWORD)
    worker = await signIn(fixture.api, 'ada', STAFF_PASSWORD)
    const desk = { areaId: here.areaId, name: 'night desk', level: 'duty_desk', fallback: [here.staffId] }
    const { status, body } = await officer.post('/rosters', desk)
    expect([status, body]).toEqual([200, { id: expect.any(Number) }])
    roster = Number(body.id)
  })
  afterAll(() => fixture.close())

  test('say who is on duty, until when, and who stands in when nobody is', async () => {
    expect((await shift()).status).toBe(200)
    expect(await onDuty('2026-03-03T00:00:00Z')).toEqual({
      ...{ at: '2026-03-03T00:00:00.000Z', source: 'shift', staff: [{ id: ada, displayName: 'ada of the desk' }] },
      until: '2026-03-03T12:00:00.000Z',
    })
    expect(await onDuty('2026-03-03T12:00:00Z')).toMatchObject({ source: 'fallback', staff: [{ id: here.staffId }] })
    expect((await worker.get(`/rosters/${roster}/on-duty`)).body).toMatchObject({ staff: [{ id: ada }] })
  })

  test('take swaps, absences and ends, and show them', async () => {
    const swapped = await except({ kind: 'swap', substituteId: ben })
    expect(swapped.status).toBe(200)
    const away = await except({ staffId: ben, from: '2026-03-03T01:30:00Z' })
    const found = await worker.get(`/rosters/${roster}/calendar?from=2026-03-03T00:00:00Z&until=2026-03-03T13:00:00Z`)
    const stretch = (from: string, until: string, who: StaffId | undefined, isGap = false) => ({
      ...{ from: `2026-03-03T${from}:00.000Z`, until: `2026-03-03T${until}:00.000Z`, isGap },
      staff: [{ id: who }],
    })
    expect(found.body).toMatchObject({
      timeZone: 'Asia/Shanghai',
      stretches: [
        stretch('00:00', '01:00', ada),
        stretch('01:00', '01:30', ben),
        stretch('01:30', '02:00', here.staffId, true),
        stretch('02:00', '12:00', ada),
        stretch('12:00', '13:00', here.staffId, true),
      ],
    })
    const { body } = await worker.get(`/rosters/${roster}`)
    expect(body).toMatchObject({
      ...{ name: 'night desk', level: 'duty_desk', timeZone: 'Asia/Shanghai', endedAt: null },
      shifts: [{ staffId: ada, weekdays: [1, 2, 3, 4, 5, 6, 7], from: '08:00', until: '20:00', validUntil: null }],
      exceptions: [
        { kind: 'swap', staffId: ada, substituteId: ben, reason: 'course', by: 'ben' },
        { kind: 'absent', staffId: ben, substituteId: null },
      ],
    })
    expect(body.people).toHaveLength(3)
    expect((await officer.post(`/roster-exceptions/${away.body.id}/end`)).status).toBe(200)
    expect(await onDuty('2026-03-03T01:45:00Z')).toMatchObject({ staff: [{ id: ben }] })
    expect((await officer.post(`/roster-exceptions/${away.body.id}/end`)).body.code).toBe('record.conflict')
  })

  test('a shift ends on the day that is said, and only later days change', async () => {
    const { body } = await shift({ from: '20:00', until: '08:00', staffId: ben })
    const end = (lastDay: string | null) => officer.post(`/shifts/${body.id}/end`, { lastDay })
    expect((await end('2026-03-01')).status).toBe(200)
    expect((await end('2026-03-01')).body.code).toBe('record.conflict')
    const other = await shift({ from: '20:00', until: '08:00', staffId: ben })
    const refused = await officer.post(`/shifts/${other.body.id}/end`, { lastDay: '2026-02-28' })
    expect([refused.status, refused.body.details]).toMatchObject([400, { field: 'lastDay' }])
    expect((await officer.post(`/shifts/${other.body.id}/end`, { lastDay: null })).status).toBe(200)
    expect(await onDuty('2026-03-02T23:00:00Z')).toMatchObject({ source: 'shift', staff: [{ id: ben }] })
    expect(await onDuty('2026-03-03T23:00:00Z')).toMatchObject({ source: 'fallback' })
  })

  test.each([
    ['an unknown weekday', { weekdays: [0] }, 'weekdays'],
    ['no weekday', { weekdays: [] }, 'weekdays'],
    ['a weekday twice', { weekdays: [1, 1] }, 'weekdays'],
    ['from is until', { until: '08:00' }, 'until'],
    ['no time of day', { until: '24:00' }, 'until'],
    ['no day', { validFrom: '2026-02-30' }, 'validFrom'],
    ['a day that is past', { validFrom: '2026-03-01' }, 'validFrom'],
    ['a day that is far off', { validFrom: '2028-03-01' }, 'validFrom'],
    ['an end before the beginning', { validUntil: '2026-03-01' }, 'validUntil'],
    ['staff that are not', { staffId: 999_999 }, 'staffId'],
  ])('refuse a shift with %s, naming field and reason', async (_name, changed, field) => {
    const { status, body } = await shift(changed)
    expect([status, body.details]).toMatchObject([400, { field, reason: expect.stringMatching(/.{8}/) }])
  })

  test.each([
    ['that ends before it begins', { until: '2026-03-03T00:00:00Z' }, 'until'],
    ['that is over', { from: '2026-03-02T01:00:00Z', until: '2026-03-02T02:00:00Z' }, 'until'],
    ['that began long ago', { from: '2026-02-20T01:00:00Z' }, 'from'],
    ['that lasts too long', { until: '2026-08-03T00:00:00Z' }, 'until'],
    ['that is far off', { from: '2028-03-01T00:00:00Z', until: '2028-03-02T00:00:00Z' }, 'from'],
    ['without a reason', { reason: ' ' }, 'reason'],
    ['of nobody on the roster', { staffId: 999_999 }, 'staffId'],
    ['with a substitute who is not', { kind: 'swap', substituteId: 999_999 }, 'substituteId'],
    ['more of who is not', { kind: 'extra', staffId: 999_999 }, 'staffId'],
  ])('refuse an exception %s', async (_name, changed, field) => {
    const { status, body } = await except(changed)
    expect([status, body.details]).toMatchObject([400, { field, reason: expect.stringMatching(/.{8}/) }])
  })

  test('refuse who takes their own place, who is of another area, who only looks, and who was disabled', async () => {
    expect((await except({ kind: 'swap', substituteId: ada })).body.details).toMatchObject({ field: 'substituteId' })
    expect((await shift({ staffId: elsewhere.staffId })).body.details).toMatchObject({ field: 'staffId' })
    const viewer = await join('viv', 'viewer')
    expect((await shift({ staffId: viewer })).body.details).toMatchObject({ field: 'staffId' })
    const gone = await join('gus', 'grid_worker')
    await fixture.pool.query('update staff set disabled_at = $1 where id = $2', [new Date(fixture.now()), gone])
    expect((await shift({ staffId: gone })).body.details).toMatchObject({ field: 'staffId' })
    const change = await officer.post(`/rosters/${roster}/change`, { fallback: [ben, gone] })
    expect(change.body.details).toMatchObject({ field: 'fallback.1' })
    expect((await officer.post(`/rosters/${roster}/change`, { fallback: [] })).body.details).toMatchObject({
      field: 'fallback',
    })
    expect((await officer.post(`/rosters/${roster}/change`, { fallback: [ben, ben] })).body.details).toMatchObject({
      field: 'fallback',
    })
  })

  test('say to officers who may be on duty in the area', async () => {
    const max = await join('max', 'grid_worker')
    await join('vic', 'viewer')
    const handlers = async () =>
      z
        .object({ staff: z.array(z.object({ id: z.number(), displayName: z.string() })), isCut: z.boolean() })
        .parse((await officer.get(`/areas/${here.areaId}/handlers`)).body)
    const { staff, isCut } = await handlers()
    expect(isCut).toBe(false)
    expect(staff).toContainEqual({ id: max, displayName: 'max of the desk' })
    // Whoever serves a wider area serves this one as well.
    expect(staff.map((it) => it.displayName)).toEqual(
      expect.arrayContaining(['ada of the desk', 'ben of the desk', 'admin']),
    )
    expect(staff.map((it) => it.displayName)).not.toContain('vic of the desk')
    expect(staff.map((it) => it.id)).not.toContain(elsewhere.staffId)
    await fixture.pool.query('update staff set disabled_at = $1 where id = $2', [new Date(fixture.now()), max])
    expect((await handlers()).staff.map((it) => it.id)).not.toContain(max)
    expect((await worker.get(`/areas/${here.areaId}/handlers`)).status).toBe(403)
  })

  test('who is disabled is on duty no longer', async () => {
    const hal = await join('hal', 'grid_worker')
    const { body } = await shift({ staffId: hal, from: '02:00', until: '03:00' })
    expect(await onDuty('2026-03-03T18:30:00Z')).toMatchObject({ source: 'shift', staff: [{ id: hal }] })
    await fixture.pool.query('update staff set disabled_at = $1 where id = $2', [new Date(fixture.now()), hal])
    expect(await onDuty('2026-03-03T18:30:00Z')).toMatchObject({ source: 'fallback' })
    await officer.post(`/shifts/${body.id}/end`, { lastDay: '2026-03-01' })
  })

  test('have so many shifts and no more', async () => {
    const { rows } = await fixture.pool.query(
      `insert into roster (area_id, name, level, created_at, look_at)
       values ($1, 'full', 'duty_desk', now(), 'infinity') returning id`,
      [here.areaId],
    )
    await fixture.pool.query(
      `insert into shift (roster_id, staff_id, weekdays, from_time, until_time, valid_from)
       select $1, $2, '{1}', '08:00', '09:00', '2026-03-02' from generate_series(1, 199)`,
      [rows[0]?.id, ada],
    )
    const add = () =>
      officer.post(`/rosters/${rows[0]?.id}/shifts`, {
        ...{ staffId: ada, weekdays: [1], from: '08:00', until: '09:00', validFrom: '2026-03-02' },
      })
    expect((await add()).status).toBe(200)
    const { status, body } = await add()
    expect([status, body.details]).toMatchObject([400, { reason: 'a roster has at most 200 shifts' }])
  })

  test('are changed by officers, read by watchers, and what is done is in the audit', async () => {
    expect((await worker.post(`/rosters/${roster}/change`, { name: 'mine' })).status).toBe(403)
    expect((await officer.post(`/rosters/${roster}/change`, { name: 'full' })).body).toMatchObject({
      code: 'record.conflict',
      details: { field: 'name' },
    })
    expect((await officer.post(`/rosters/${roster}/change`, { name: 'desk', fallback: [ben, ada] })).status).toBe(200)
    expect((await worker.get(`/rosters?areaId=${here.areaId}`)).body.rosters).toContainEqual(
      expect.objectContaining({
        id: roster,
        name: 'desk',
        fallback: [expect.objectContaining({ id: ben }), expect.objectContaining({ id: ada })],
      }),
    )
    const { rows } = await fixture.pool.query(
      "select action, area_id from audit where detail ->> 'name' = 'night desk' or detail ->> 'roster' = $1 or detail ->> 'id' = $1 and action like 'roster.%'",
      [String(roster)],
    )
    expect(new Set(rows.map((it) => it.action))).toEqual(
      new Set([
        'roster.create',
        'roster.change',
        'shift.add',
        'shift.end',
        'roster_exception.add',
        'roster_exception.end',
      ]),
    )
    expect(new Set(rows.map((it) => it.area_id))).toEqual(new Set([here.areaId]))
  })

  test('that have an empty hour ahead stand in the queue of their area, and a person takes care of it', async () => {
    await except({ staffId: ben, from: '2026-03-02T14:00:00Z', until: '2026-03-02T16:00:00Z' })
    fixture.setNow(fixture.now() + 16 * 60_000)
    await inTransaction(fixture.pool, (tx) => judgeRosters(tx, fixture.now()))
    const queue = async (who: Session) =>
      z
        .array(z.object({ id: z.number(), kind: z.string() }).loose())
        .parse((await who.get('/alerts?handling=unresolved')).body.alerts)
        .filter((it) => it.kind === 'roster_empty')
    const [alert] = (await queue(worker)).filter((it) => JSON.stringify(it).includes('roster \\"desk\\"'))
    expect(alert).toMatchObject({ areaId: here.areaId, householdId: null, severity: 'major', community: 'here' })
    const stranger = await signIn(fixture.api, elsewhere.username, STAFF_PASSWORD)
    expect(new Set((await queue(stranger)).map((it) => it.areaId))).toEqual(new Set([elsewhere.areaId]))
    expect((await worker.post(`/alerts/${alert?.id}/acknowledge`)).body).toMatchObject({ handling: 'acknowledged' })
    const resolution = { outcome: 'permitted', note: 'the fallback knows' }
    expect((await worker.post(`/alerts/${alert?.id}/resolve`, resolution)).body).toMatchObject({
      ...{ handling: 'resolved', condition: 'active', outcome: 'permitted' },
    })
  })

  test('that have ended take no change, and their name is free', async () => {
    expect((await officer.post(`/rosters/${roster}/end`)).status).toBe(200)
    for (const answer of [await shift(), await except(), await officer.post(`/rosters/${roster}/end`)]) {
      expect(answer.body).toMatchObject({ code: 'record.conflict', details: { reason: 'the roster has ended' } })
    }
    const again = { areaId: here.areaId, name: 'desk', level: 'duty_desk', fallback: [ben] }
    expect((await officer.post('/rosters', again)).status).toBe(200)
    expect((await officer.post('/rosters', again)).body.code).toBe('record.conflict')
  })

  test('a calendar is of some days', async () => {
    const calendar = (from: string, until: string) =>
      worker.get(`/rosters/${roster}/calendar?from=${from}&until=${until}`)
    expect((await calendar('2026-03-03T00:00:00Z', '2026-03-03T00:00:00Z')).body.details).toMatchObject({
      field: 'until',
    })
    expect((await calendar('2026-03-03T00:00:00Z', '2026-06-03T00:00:00Z')).body.details).toMatchObject({
      field: 'until',
    })
  })
})
