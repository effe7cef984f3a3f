import fc from 'fast-check'
import type { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type AreaId, type HouseholdId, rosterId, type StaffId } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import { createArea } from '../../registry/area.ts'
import { ensureCanary } from '../../registry/canary.ts'
import { createHousehold } from '../../registry/household.ts'
import { FIGURES_DAYS_MAX } from '../../registry/response-figures.ts'
import { onDuty } from '../../registry/roster/on-duty.ts'
import { addStaff } from '../../registry/staff.ts'
import { type AreaKind, findRootArea } from '../../store/area.ts'
import { findCanary } from '../../store/canary.ts'
import { insertRoster, readRoster } from '../../store/roster.ts'
import { insertShift } from '../../store/shift.ts'
import { inTransaction } from '../../store/transaction.ts'
import { type Answered, APART, actsOf, insertAnswered } from './answered-alerts.ts'
import { ADMIN_PASSWORD, type ApiFixture, startApi } from './api-fixture.ts'
import { type Session, signIn } from './session.ts'
import { type Community, makeCommunity, STAFF_PASSWORD } from './two-areas.ts'

const DAY_MS = 24 * 3_600_000
const KINDS = ['unpermitted_opening', 'left_open', 'sensor_silent']
const SEVERITIES = ['critical', 'major', 'minor'] as const
const SEED = 22
const MINUTE_MS = 60_000
const NO_ROSTER = rosterId.parse(1_000_000)
/** Nobody answered it. */
const PLAIN: Omit<Answered, 'householdId' | 'areaId' | 'raisedAt'> = {
  ...{ kind: 'left_open', severity: 'major', apart: null },
  ...{ notifyMs: null, acknowledgeMs: null, againMs: null, resolveMs: null },
}
/** With hand-overs where clocks are changed: one in the hour that is skipped or comes twice, one at its end. */
const SHIFT_HOURS = [
  ['20:00', '01:15'],
  ['01:15', '01:45'],
  ['01:45', '02:00'],
  ['02:00', '07:00'],
  ['08:00', '20:00'],
] as const

function sorted(groups: unknown) {
  return groupsShape.parse(groups).toSorted((a, b) => (a.key < b.key ? -1 : 1))
}

const groupsShape = z.array(z.looseObject({ key: z.string() }))

async function rootOf(pool: Pool): Promise<AreaId> {
  const root = await findRootArea(pool)
  if (root === null) throw new Error('there is a root area')
  return root.id
}

/** As `percentile_cont`: between the two nearest, in proportion. */
function spreadOf(times: readonly number[]) {
  if (times.length === 0) return null
  const sorted = times.map((it) => it / 1000).toSorted((a, b) => a - b)
  const at = (share: number): number => {
    const place = share * (sorted.length - 1)
    const [low = 0, high = 0] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]]
    return low + (high - low) * (place - Math.floor(place))
  }
  const close = (share: number) => expect.closeTo(at(share), 2)
  return { p50: close(0.5), p90: close(0.9), p99: close(0.99), max: close(1) }
}

function figuresOf(all: readonly Answered[]) {
  const measured = all.filter((it) => it.apart === null)
  const since = (key: 'notified' | 'acknowledged' | 'resolved') =>
    measured.map((it) => (actsOf(it)[key] ?? Number.NaN) - it.raisedAt).filter((it) => !Number.isNaN(it))
  return {
    ...{ alerts: measured.length, notified: since('notified').length, resolved: since('resolved').length },
    acknowledged: since('acknowledged').length,
    unanswered: measured.length - since('acknowledged').length,
    apart: Object.fromEntries(APART.map((key) => [key, all.filter((it) => it.apart === key).length])),
    notifySeconds: spreadOf(since('notified')),
    acknowledgeSeconds: spreadOf(since('acknowledged')),
    resolveSeconds: spreadOf(since('resolved')),
  }
}

describe('response figures', () => {
  let fixture: ApiFixture
  let here: Community
  let elsewhere: Community
  let staff: Session
  let admin: Session
  let places: readonly (readonly [AreaId, HouseholdId])[]
  let alerts: readonly Answered[]
  let [from, until] = [0, 0]

  const ask = (session: Session, query: Readonly<Record<string, string | number>>, span = { from, until }) => {
    const iso = { from: new Date(span.from).toISOString(), until: new Date(span.until).toISOString() }
    const text = Object.entries({ ...iso, ...query }).map(([key, it]) => `${key}=${it}`)
    return session.get(`/response-figures?${text.join('&')}`)
  }
  const groupsOf = (key: (it: Answered) => string) =>
    [...Map.groupBy(alerts, key)].map(([of, those]) => ({ key: of, area: null, ...figuresOf(those) }))
  const addPlace = (parentId: AreaId, name: string, timeZone: string | null = null, kind: AreaKind = 'building') =>
    inTransaction(fixture.pool, async (tx) => {
      const areaId = await createArea(tx, [parentId], { parentId, kind, name, timeZone })
      return [areaId, await createHousehold(tx, [areaId], { areaId, room: '0101', floor: 1 })] as const
    })

  const generated = () => {
    const delay = fc.option(fc.integer({ min: 0, max: 7_200_000 }), { freq: 4 })
    const answered: fc.Arbitrary<Answered> = fc
      .record({
        place: fc.constantFrom(...places),
        kind: fc.constantFrom(...KINDS),
        severity: fc.constantFrom(...SEVERITIES),
        // The last instant is the first that is not asked for.
        raisedAt: fc.integer({ min: from, max: until - 1 }),
        apart: fc.option(fc.constantFrom(...APART), { freq: 4 }),
        ...{ notifyMs: delay, acknowledgeMs: delay, againMs: delay, resolveMs: delay },
      })
      .map(({ place: [areaId, householdId], ...it }) => {
        const isOver = it.apart === 'test' || it.apart === 'byItself'
        return { ...it, areaId, householdId, resolveMs: isOver ? (it.resolveMs ?? 1) : it.resolveMs }
      })
    return fc.sample(answered, { numRuns: 400, seed: SEED })
  }

  beforeAll(async () => {
    fixture = await startApi()
    here = await makeCommunity(fixture.pool, 'here', fixture.now())
    elsewhere = await makeCommunity(fixture.pool, 'elsewhere', fixture.now())
    staff = await signIn(fixture.api, here.username, STAFF_PASSWORD)
    admin = await signIn(fixture.api, 'admin', ADMIN_PASSWORD)
    from = fixture.now() + DAY_MS
    until = from + 30 * DAY_MS
    places = [
      [here.areaId, here.householdId],
      await addPlace(here.areaId, 'Building 1'),
      await addPlace(here.areaId, 'Building 2'),
    ]
    alerts = generated()
    await insertAnswered(fixture.pool, alerts, here)
    const plain = { ...PLAIN, areaId: here.areaId, householdId: here.householdId }
    const outside = [from - 1, until].map((raisedAt) => ({ ...plain, raisedAt }))
    await insertAnswered(fixture.pool, outside, here)
    const other = { areaId: elsewhere.areaId, householdId: elsewhere.householdId, raisedAt: from }
    await insertAnswered(fixture.pool, [{ ...PLAIN, ...other }], elsewhere)
  })
  afterAll(() => fixture.close())

  test.each(['kind', 'severity'] as const)('by %s are what one reckons alert by alert', async (by) => {
    const { status, body } = await ask(staff, { by, areaId: here.areaId })
    expect([status, body]).toMatchObject([200, { by, all: figuresOf(alerts) }])
    expect(sorted(body.groups)).toEqual(sorted(groupsOf((it) => it[by])))
  })

  test('by area are of the children of the area, and of itself for what is in none', async () => {
    const { body } = await ask(staff, { areaId: here.areaId })
    const named = groupsOf((it) => String(it.areaId)).map((it) => {
      const place = places.findIndex(([id]) => it.key === String(id))
      const [kind, name] = place === 0 ? ['community', 'here'] : ['building', `Building ${place}`]
      return { ...it, area: { id: Number(it.key), kind, name } }
    })
    expect(named).toHaveLength(3)
    expect(sorted(body.groups)).toEqual(sorted(named))
  })

  test('are of what the caller sees', async () => {
    expect((await ask(staff, {})).body).toEqual((await ask(staff, { areaId: here.areaId })).body)
    const { body } = await ask(admin, {})
    expect(body).toMatchObject({
      all: { alerts: figuresOf(alerts).alerts + 1 },
      groups: [
        { area: { name: 'here' } },
        { area: { name: 'elsewhere' }, alerts: 1, unanswered: 1, notifySeconds: null },
      ],
    })
    expect((await ask(staff, { areaId: elsewhere.areaId })).body.code).toBe('record.not_found')
  })

  test('are of no alert of the canary, whoever asks', async () => {
    const before = (await ask(admin, {})).body
    await inTransaction(fixture.pool, (tx) => ensureCanary(tx, 'http://127.0.0.1:1/', fixture.now()))
    const canary = await findCanary(fixture.pool)
    if (canary === null) throw new Error('there is a canary')
    const { areaId, householdId } = canary
    await insertAnswered(fixture.pool, [{ ...PLAIN, areaId, householdId, raisedAt: from }], here)
    expect((await ask(admin, {})).body).toEqual(before)
    expect((await ask(admin, { areaId })).body.code).toBe('record.not_found')
  })

  test('of a time without alerts are counts of nothing', async () => {
    const { body } = await ask(admin, {}, { from: until + 1, until: until + 2 })
    expect(body).toMatchObject({ all: figuresOf([]), groups: [] })
  })

  test('are of a time that is one, and at most a quarter of a year', async () => {
    const spanOf = (days: number) => ({ from, until: from + days * DAY_MS })
    expect((await ask(staff, {}, spanOf(FIGURES_DAYS_MAX))).status).toBe(200)
    for (const span of [
      { from, until: spanOf(FIGURES_DAYS_MAX).until + 1 },
      { from, until: from },
    ]) {
      expect((await ask(staff, {}, span)).body).toMatchObject({
        code: 'request.contradictory',
        details: { field: 'until' },
      })
    }
  })

  test('by shift are of the local half of the day where there is no duty desk', async () => {
    const [areaId, householdId] = await addPlace(await rootOf(fixture.pool), 'No desk', 'America/New_York')
    const raised = [
      '2026-05-01T11:59:59.999Z',
      '2026-05-01T12:00:00Z',
      '2026-05-01T23:59:59.999Z',
      '2026-05-02T00:00:00Z',
    ]
    const those = raised.map((it) => ({ ...PLAIN, areaId, householdId, raisedAt: Date.parse(it) }))
    await insertAnswered(fixture.pool, those, here)
    const first = Date.parse('2026-05-01T00:00:00Z')
    const { body } = await ask(admin, { by: 'shift', areaId }, { from: first, until: first + 2 * DAY_MS })
    expect(body.groups).toMatchObject([
      { key: 'day', alerts: 2 },
      { key: 'night', alerts: 2 },
    ])
  })

  test('by shift are of the nearest duty desk that there was, and of the one of two at once that began first', async () => {
    const [areaId] = await addPlace(here.areaId, 'Desk')
    const [inside, householdId] = await addPlace(areaId, 'Stair', null, 'unit')
    const began = Date.parse('2026-06-01T04:00:00Z')
    const roster = { areaId, name: 'desk', level: 'duty_desk', fallback: [] } as const
    const id = await inTransaction(fixture.pool, (tx) => insertRoster(tx, roster, began, began))
    const daily = { staffId: here.staffId, weekdays: [1, 2, 3, 4, 5, 6, 7], validFrom: '2026-06-01', validUntil: null }
    const hours = [
      ['06:00', '14:00'],
      ['13:00', '18:00'],
      ['06:00', '10:00'],
    ] as const
    for (const [start, end] of hours) {
      await inTransaction(fixture.pool, (tx) => insertShift(tx, id ?? NO_ROSTER, { ...daily, from: start, until: end }))
    }
    // The community's desk is on duty from 08:00 until 20:00, Shanghai time, and has been there for longer.
    const expected = {
      '03:59': '08:00–20:00',
      '04:00': '06:00–14:00',
      '05:30': '06:00–14:00',
      '06:00': '13:00–18:00',
      '10:00': 'gap',
    }
    for (const [time, key] of Object.entries(expected)) {
      const raisedAt = Date.parse(`2026-06-01T${time}:00Z`)
      await insertAnswered(fixture.pool, [{ ...PLAIN, areaId: inside, householdId, raisedAt }], here)
      const { body } = await ask(staff, { by: 'shift', areaId }, { from: raisedAt, until: raisedAt + 1 })
      expect(body.groups, time).toMatchObject([{ key, alerts: 1 }])
    }
  })

  test.each([
    ['Europe/London', '2026-03-28T18:00:00Z'],
    ['Europe/London', '2026-10-24T18:00:00Z'],
    ['Australia/Lord_Howe', '2026-04-04T10:00:00Z'],
    ['Asia/Shanghai', '2026-10-24T18:00:00Z'],
  ])('by shift name whoever is on duty in %s around %s', async (timeZone, start) => {
    const began = Date.parse(start)
    const [areaId, householdId] = await addPlace(here.areaId, `${timeZone} ${start}`, timeZone)
    const fallback = { areaId, name: 'desk', level: 'duty_desk', fallback: [] } as const
    const roster =
      (await inTransaction(fixture.pool, (tx) => insertRoster(tx, fallback, began - DAY_MS, began))) ?? NO_ROSTER
    const hours = new Map<StaffId, string>()
    for (const [n, [shiftFrom, shiftUntil]] of SHIFT_HOURS.entries()) {
      const username = `n${n}-${areaId}`
      const person = {
        username,
        displayName: 'x',
        password: STAFF_PASSWORD,
        roles: [{ role: 'viewer', areaId }],
      } as const
      const staffId = await inTransaction(fixture.pool, (tx) => addStaff(tx, [here.areaId], person, began))
      const shift = { staffId, weekdays: [6, 7], validFrom: '2026-01-01', validUntil: null }
      await inTransaction(fixture.pool, (tx) =>
        insertShift(tx, roster, { ...shift, from: shiftFrom, until: shiftUntil }),
      )
      hours.set(staffId, `${shiftFrom}–${shiftUntil}`)
    }
    const span = { from: began, until: began + 1.5 * DAY_MS }
    const instants = Array.from({ length: 36 * 12 }, (_, n) => began + n * 5 * MINUTE_MS)
    await insertAnswered(
      fixture.pool,
      instants.map((raisedAt) => ({ ...PLAIN, areaId, householdId, raisedAt })),
      here,
    )
    const read = await readRoster(fixture.pool, roster, began)
    const shiftAt = (at: Instant): string => {
      const [on] = onDuty(read, at).staff
      return on === undefined ? 'gap' : (hours.get(on) ?? '')
    }
    const expected = [...Map.groupBy(instants, shiftAt)].map(([key, those]) => ({ key, alerts: those.length }))
    expect(expected.length).toBeGreaterThanOrEqual(4)
    const { body } = await ask(staff, { by: 'shift', areaId }, span)
    expect(sorted(body.groups)).toMatchObject(sorted(expected))
  })
})
