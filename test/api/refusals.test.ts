import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ORDER_AHEAD_DAYS_MAX, ORDER_DAYS_MAX } from '../../registry/order-term.ts'
import { PERMIT_AHEAD_DAYS_MAX, PERMIT_DAYS_MAX, PERMIT_OPENINGS_MAX } from '../../registry/permit-window.ts'
import { type ApiFixture, startApi } from './api-fixture.ts'
import { type Session, signIn } from './session.ts'
import { type Community, makeCommunity, STAFF_PASSWORD } from './two-areas.ts'

const DAY = 24

describe('what contradicts itself is refused with the field and the reason', () => {
  let fixture: ApiFixture
  let home: Community
  let staff: Session

  beforeAll(async () => {
    fixture = await startApi()
    home = await makeCommunity(fixture.pool, 'aaaa', fixture.now())
    staff = await signIn(fixture.api, home.username, STAFF_PASSWORD)
  })
  afterAll(() => fixture.close())

  const at = (hours: number) => new Date(fixture.now() + hours * 3_600_000).toISOString()
  const refusal = async (path: string, body: unknown) => {
    const answer = await staff.post(path, body)
    return { code: answer.body.code, details: answer.body.details }
  }
  const refused = (code: string, field: string, reason: string) => ({
    code,
    details: expect.objectContaining({ field, reason: expect.stringContaining(reason) }),
  })

  /** The community has an order until 300 hours from now. */
  test.each([
    ['ends before it starts', 400, 399, 'request.contradictory', 'endsAt', 'end before it starts'],
    ['ends as it starts', 400, 400, 'request.contradictory', 'endsAt', 'end before it starts'],
    ['is over already', -20, -10, 'request.contradictory', 'endsAt', 'over already'],
    ['ends now', -20, 0, 'request.contradictory', 'endsAt', 'over already'],
    ['is too long', 400, 400 + ORDER_DAYS_MAX * DAY + 1, 'request.contradictory', 'endsAt', 'at most 90 days'],
    ['is too far off', ORDER_AHEAD_DAYS_MAX * DAY + 1, 9000, 'request.contradictory', 'startsAt', '365 days'],
    ['overlaps another', 299, 400, 'record.conflict', 'startsAt', 'another order'],
  ] as const)('an order that %s', async (_what, from, until, code, field, reason) => {
    const order = { householdId: home.householdId, startsAt: at(from), endsAt: at(until), basis: 'x' }
    expect(await refusal('/orders', order)).toEqual(refused(code, field, reason))
  })

  test.each([
    ['of no household', { householdId: undefined }, 'request.invalid', 'householdId'],
    ['whose start is no instant', { startsAt: 'tomorrow' }, 'request.invalid', 'startsAt'],
    ['without a basis', { basis: ' ' }, 'request.invalid', 'basis'],
    ['under a policy that does not exist', { policy: 'nonsense' }, 'record.not_found', 'policy'],
  ] as const)('an order %s', async (_what, change, code, field) => {
    const order = { householdId: home.householdId, startsAt: at(400), endsAt: at(500), basis: 'x', ...change }
    expect(await refusal('/orders', order)).toEqual(refused(code, field, ''))
  })

  test.each([
    ['ends before it starts', { until: -1 }, {}, 'request.contradictory', 'until', 'end before it starts'],
    ['ends as it starts', { until: 0 }, {}, 'request.contradictory', 'until', 'end before it starts'],
    ['is too long', { until: PERMIT_DAYS_MAX * DAY + 1 }, {}, 'request.contradictory', 'until', '31 days'],
    [
      'is too far off',
      { from: PERMIT_AHEAD_DAYS_MAX * DAY + 1, until: 8800 },
      {},
      'request.contradictory',
      'from',
      '365',
    ],
    ['is for no opening', {}, { openingsMax: 0 }, 'request.invalid', 'openingsMax', '>=1'],
    ['is for fewer than none', {}, { openingsMax: -1 }, 'request.invalid', 'openingsMax', '>=1'],
    ['is for too many', {}, { openingsMax: PERMIT_OPENINGS_MAX + 1 }, 'request.invalid', 'openingsMax', '<=100'],
    ['lets out and not in', {}, { goingOut: true }, 'request.contradictory', 'openingsMax', 'at least 2'],
    ['has no known reason', {}, { reason: 'fun' }, 'request.invalid', 'reason', 'delivery'],
  ] as const)('a permit that %s', async (_what, hours, change, code, field, reason) => {
    const { from, until } = { from: 0, until: 1, ...hours }
    const window = { from: at(from), until: at(until), reason: 'delivery', openingsMax: 1, ...change }
    expect(await refusal('/permits', { householdId: home.householdId, ...window })).toEqual(
      refused(code, field, reason),
    )
  })

  test('an area in a zone that does not exist', async () => {
    const area = { parentId: home.areaId, kind: 'building', name: 'x', timeZone: 'Mars/Olympus' }
    expect(await refusal('/areas', area)).toEqual(refused('request.invalid', 'timeZone', 'not an IANA time zone'))
  })

  test('nothing of it was stored', async () => {
    const { rows } = await fixture.pool.query(
      'select (select count(*) from quarantine_order) as orders, (select count(*) from permit) as permits',
    )
    expect(rows).toEqual([{ orders: 2, permits: 1 }])
  })
})
