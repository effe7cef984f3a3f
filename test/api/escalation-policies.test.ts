import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ESCALATION_POLICIES_MAX } from '../../registry/escalation-policy.ts'
import { addStaff } from '../../registry/staff.ts'
import { inTransaction } from '../../store/transaction.ts'
import { type ApiFixture, startApi } from './api-fixture.ts'
import { type Session, signIn } from './session.ts'
import { type Community, makeCommunity, STAFF_PASSWORD } from './two-areas.ts'

describe('escalation policies', () => {
  let fixture: ApiFixture
  let here: Community
  let officer: Session
  let worker: Session
  const desk = { level: 'duty_desk', afterMs: 0 }

  beforeAll(async () => {
    fixture = await startApi()
    here = await makeCommunity(fixture.pool, 'here', fixture.now())
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

  const create = (changed: object = {}) =>
    officer.post('/escalation-policies', {
      ...{ areaId: here.areaId, name: 'tampered with', kinds: ['sensor_tamper'], steps: [desk] },
      ...changed,
    })
  const end = (id: unknown) => officer.post(`/escalation-policies/${id}/end`)
  const listed = async () => {
    const { policies } = (await worker.get('/escalation-policies')).body
    return Array.isArray(policies) ? policies : []
  }

  test('are made, shown with what they leave to the default, and ended once', async () => {
    const made = await create({
      steps: [
        { ...desk, channels: ['email'] },
        { level: 'street_office', afterMs: 60_000 },
      ],
    })
    expect([made.status, made.body]).toEqual([200, { id: expect.any(Number) }])
    expect((await listed()).at(-1)).toEqual({
      ...{ id: made.body.id, areaId: here.areaId, name: 'tampered with', kinds: ['sensor_tamper'], severities: null },
      steps: [
        { level: 'duty_desk', afterMs: 0, channels: ['email'] },
        { level: 'street_office', afterMs: 60_000, channels: null },
      ],
      ...{ repeatMs: 600_000, repeatedMsMax: 43_200_000, handlingMs: 1_800_000 },
      ...{ createdBy: 'duty_officer', createdAt: '2026-03-02T04:00:00.000Z', endedAt: null },
    })
    expect((await end(made.body.id)).status).toBe(200)
    expect((await end(made.body.id)).body.code).toBe('record.conflict')
    expect((await listed()).at(-1)).toMatchObject({ id: made.body.id, endedAt: expect.any(String) })
  })

  test('take the place of another one at once, or not at all', async () => {
    const first = await create({ kinds: ['permit_overrun'], name: 'first' })
    const second = await create({ kinds: ['permit_overrun'], name: 'second', replaces: first.body.id })
    expect(second.status).toBe(200)
    expect((await listed()).slice(-2)).toMatchObject([
      { name: 'first', endedAt: '2026-03-02T04:00:00.000Z' },
      { name: 'second', endedAt: null },
    ])
    expect((await create({ kinds: ['permit_overrun'], replaces: first.body.id })).body.code).toBe('record.conflict')
    const refused = await create({ kinds: ['haunted'], replaces: second.body.id })
    expect(refused.status).toBe(400)
    expect((await listed()).at(-1)).toMatchObject({ name: 'second', endedAt: null })
    const { rows } = await fixture.pool.query(
      "select action from audit where action like 'escalation_policy.%' and detail ->> 'id' = any($1) order by id",
      [[String(first.body.id), String(second.body.id)]],
    )
    expect(rows.map((it) => it.action)).toEqual([
      ...['escalation_policy.create', 'escalation_policy.end', 'escalation_policy.create'],
    ])
    await end(second.body.id)
  })

  test('say what holds where there is none', async () => {
    expect((await worker.get('/escalation-policies')).body.defaults).toEqual({
      steps: [
        { level: 'grid_worker', afterMs: 0, channels: null },
        { level: 'duty_desk', afterMs: 180_000, channels: null },
        { level: 'street_office', afterMs: 300_000, channels: null },
      ],
      ...{ repeatMs: 600_000, repeatedMsMax: 43_200_000, handlingMs: 1_800_000 },
    })
  })

  test('that are as exact and share alerts are refused, and the other one is named', async () => {
    const first = await create({ kinds: ['sensor_tamper', 'left_open'], name: 'first' })
    const rival = await create({ kinds: ['left_open', 'not_opened'] })
    expect([rival.status, rival.body.details]).toMatchObject([409, { reason: expect.stringContaining('first') }])
    const others = [
      { kinds: ['not_opened'] },
      { kinds: ['left_open'], severities: ['major'] },
      { kinds: ['left_open'], severities: ['minor'] },
      { kinds: null, severities: ['minor'] },
    ]
    const made = await Promise.all(others.map((it) => create(it)))
    expect(made.map((it) => it.status)).toEqual([200, 200, 200, 200])
    expect((await create({ kinds: null, severities: ['major', 'minor'] })).status).toBe(409)
    for (const { body } of [first, ...made]) await end(body.id)
  })

  test.each([
    ['no step', { steps: [] }, 'steps'],
    ['too many steps', { steps: Array.from({ length: 13 }, (_, n) => ({ ...desk, afterMs: n })) }, 'steps'],
    [
      'steps out of order',
      {
        steps: [
          { ...desk, afterMs: 2 },
          { level: 'street_office', afterMs: 1 },
        ],
      },
      'steps.1.afterMs',
    ],
    ['a level twice at once', { steps: [desk, desk] }, 'steps.1.level'],
    ['a channel twice', { steps: [{ ...desk, channels: ['email', 'email'] }] }, 'steps.0.channels'],
    ['no channel', { steps: [{ ...desk, channels: [] }] }, 'steps.0.channels'],
    ['an unknown channel', { steps: [{ ...desk, channels: ['pigeon'] }] }, 'steps.0.channels.0'],
    ['a misspelt field', { steps: [{ ...desk, channel: ['email'] }] }, 'steps.0'],
    ['an unknown level', { steps: [{ ...desk, level: 'mayor' }] }, 'steps.0.level'],
    ['a step before the beginning', { steps: [{ ...desk, afterMs: -1 }] }, 'steps.0.afterMs'],
    ['a step that is far off', { steps: [{ ...desk, afterMs: 86_400_001 }] }, 'steps.0.afterMs'],
    ['an unknown kind', { kinds: ['left_open', 'haunted'] }, 'kinds.1'],
    ['no kind', { kinds: [] }, 'kinds'],
    ['an unknown severity', { severities: ['mild'] }, 'severities.0'],
    ['repetitions without a pause', { repeatMs: 59_999 }, 'repeatMs'],
    ['repetitions for ever', { repeatedMsMax: 604_800_001 }, 'repeatedMsMax'],
    ['no time to handle it', { handlingMs: 0 }, 'handlingMs'],
    ['a time to handle it that has no end', { handlingMs: 604_800_001 }, 'handlingMs'],
    ['no name', { name: ' ' }, 'name'],
  ])('refuse %s, naming the field', async (_name, changed, field) => {
    const { status, body } = await create(changed)
    expect([status, JSON.stringify(body.details)]).toEqual([400, expect.stringContaining(`"${field}"`)])
  })

  test('are not for grid workers to make, and are limited in number', async () => {
    expect((await worker.post('/escalation-policies', { areaId: here.areaId, name: 'x', steps: [desk] })).status).toBe(
      403,
    )
    await fixture.pool.query(
      `insert into escalation_policy (area_id, name, kinds, steps, repeat_ms, repeated_ms_max, handling_ms, created_by, created_at)
       select $1, 'many', array['x' || n], '[]', 1, 1, 1, 'x', now() from generate_series(1, $2::int) n`,
      [here.areaId, ESCALATION_POLICIES_MAX - 1],
    )
    const { status, body } = await create()
    expect([status, body.details]).toMatchObject([400, { field: 'areaId' }])
  })
})
