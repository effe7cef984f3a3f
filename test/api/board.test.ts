import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BOARD_HOUSEHOLDS_MAX } from '../../api/board.ts'
import type { HouseholdId } from '../../base/id.ts'
import type { DoorView } from '../../watch/door-view.ts'
import { type ApiFixture, startApi } from './api-fixture.ts'
import { type Session, signIn } from './session.ts'
import { type Community, makeCommunity, raiseAlert, STAFF_PASSWORD } from './two-areas.ts'

const HOUR_MS = 3600 * 1000

describe('the board of an area', () => {
  let fixture: ApiFixture
  let a: Community
  let staffOfA: Session
  const views = new Map<HouseholdId, readonly DoorView[]>()

  beforeAll(async () => {
    fixture = await startApi({ doorsOf: async () => views })
    a = await makeCommunity(fixture.pool, 'aaaa', fixture.now())
    await makeCommunity(fixture.pool, 'bbbb', fixture.now())
    await fixture.pool.query(`update alert set handling = 'resolved', resolved_at = now()`)
    staffOfA = await signIn(fixture.api, a.username, STAFF_PASSWORD)
  })
  afterAll(() => fixture.close())

  const read = async (query = '') => {
    fixture.setNow(fixture.now() + 1000)
    const { status, body } = await staffOfA.get(`/areas/${a.areaId}/board${query}`)
    expect(status).toBe(200)
    return body
  }
  const home = async () => Reflect.get((await read()).board ?? {}, 'households')[0]
  const door = (state: DoorView['state'], since: number, coverage = 1): DoorView => ({
    ...{ sensor: a.sensorUid, door: 'front', state, since, coverage },
  })

  test('shows the areas around that the caller may see, and only households of this one', async () => {
    const { board } = await read()
    expect(board).toMatchObject({ area: { id: a.areaId, kind: 'community', name: 'aaaa' }, around: [], isCut: false })
    expect(board).toMatchObject({ households: [{ id: a.householdId, room: 'aaaa-0101', order: 'active' }] })
  })

  test('says what is known of a door, since when, and never more coverage than is proved', async () => {
    const since = fixture.now() - 1234
    views.set(a.householdId, [door('open', since, 0.999)])
    expect(await home()).toMatchObject({
      state: 'open',
      since: new Date(since).toISOString(),
      coverage: 0.99,
      hasSensor: true,
    })
    views.set(a.householdId, [door('closed', since, 0.5), door('unknown', since)])
    expect(await home()).toMatchObject({ state: 'unknown', coverage: 0.5 })
    views.set(a.householdId, [door('closed', since)])
    expect(await home()).toMatchObject({ state: 'closed', since: null, coverage: 1 })
  })

  test('is not given again while it is the same', async () => {
    const { version } = await read()
    expect(await read(`?version=${version}`)).toEqual({ version, board: null })
    views.set(a.householdId, [door('open', fixture.now())])
    const changed = await read(`?version=${version}`)
    expect(changed.version).not.toBe(version)
    expect(changed.board).not.toBeNull()
  })

  test('shows what runs: a test, a permit of the household or of the area around it, and nothing that is over', async () => {
    const now = fixture.now()
    const { householdId: id, areaId } = a
    expect((await home()).permitUntil).toBe(new Date(Date.parse('2026-03-02T05:00:00Z')).toISOString())
    expect((await home()).onTestUntil).not.toBeNull()
    await fixture.pool.query('update on_test set ended_at = $1 where household_id = $2', [new Date(now), id])
    await fixture.pool.query('update permit set revoked_at = $1 where household_id = $2', [new Date(now), id])
    expect(await home()).toMatchObject({ permitUntil: null, onTestUntil: null })
    await fixture.pool.query(
      `insert into permit (area_id, from_at, until_at, reason, openings_max, granted_by, granted_at)
       values ($1, $2, $3, 'rubbish', 1, 'x', $2)`,
      [areaId, new Date(now), new Date(now + HOUR_MS)],
    )
    expect((await home()).permitUntil).toBe(new Date(now + HOUR_MS).toISOString())
  })

  test('shows the worst that nobody has resolved, breaches first', async () => {
    expect((await home()).alert).toBeNull()
    const raise = (kind: string, severity: 'critical' | 'major' | 'minor') =>
      raiseAlert(fixture.pool, { ...a, now: fixture.now(), kind, severity })
    const battery = await raise('sensor_battery', 'minor')
    expect((await home()).alert).toMatchObject({ id: battery, isBreach: false, handling: 'new' })
    const tamper = await raise('sensor_tamper', 'critical')
    expect((await home()).alert).toMatchObject({ id: tamper, isBreach: false })
    const breach = await raise('left_open', 'major')
    expect((await home()).alert).toMatchObject({ id: breach, isBreach: true, severity: 'major' })
    const worse = await raise('unpermitted_opening', 'critical')
    expect((await home()).alert).toMatchObject({ id: worse, kind: 'unpermitted_opening' })
    await fixture.pool.query(`update alert set merged_into = $1 where id = $2`, [breach, worse])
    expect((await home()).alert).toMatchObject({ id: breach })
  })

  test('counts the openings of the local day', async () => {
    // Noon of the second of March in China; its day began at 16:00 UTC on the first.
    const add = (at: string) =>
      fixture.pool.query(
        `insert into opening (order_id, household_id, sensor_uid, opened_at, explanation) values ($1, $2, $3, $4, '{}')`,
        [a.orderId, a.householdId, a.sensorUid, at],
      )
    for (const at of ['2026-03-01T15:59:59Z', '2026-03-01T16:00:00Z', '2026-03-02T03:00:00Z']) await add(at)
    expect((await read()).board).toMatchObject({ day: { from: '2026-03-01T16:00:00.000Z', openings: 2 } })
  })

  test('tells an order that waits from none, and a door without a sensor', async () => {
    await fixture.pool.query(
      'update quarantine_order set activated_at = null, activated_by = null, activation_reason = null where id = $1',
      [a.orderId],
    )
    expect(await home()).toMatchObject({ order: 'waiting', state: 'unknown', coverage: null })
    await fixture.pool.query('update quarantine_order set released_at = starts_at where id = $1', [a.orderId])
    expect((await home()).order).toBeNull()
    await fixture.pool.query('update fitting set fitted_until = now() where household_id = $1', [a.householdId])
    expect((await home()).hasSensor).toBe(false)
  })

  test('says when there are more households than it shows', async () => {
    await fixture.pool.query(
      `insert into household (area_id, room, floor) select $1, 'r' || n, 1 from generate_series(1, $2::int) n`,
      [a.areaId, BOARD_HOUSEHOLDS_MAX],
    )
    const { board } = await read()
    expect(board).toMatchObject({ isCut: true })
    expect(Reflect.get(board ?? {}, 'households')).toHaveLength(BOARD_HOUSEHOLDS_MAX)
  })
})
