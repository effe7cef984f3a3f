import { describe, expect, test } from 'vitest'
import { orderId } from '../../base/id.ts'
import { doorViews, householdState } from '../../watch/door-view.ts'
import type { Facts } from '../../watch/facts.ts'
import { openingVerdict } from '../../watch/opening-verdict.ts'
import type { Policy } from '../../watch/policy.ts'
import { tellAnew } from '../../watch/story.ts'
import type { Told } from '../../watch/watch-state.ts'
import { facts, fitting, MINUTE, permit, policy, speaker, T0 } from './stories.ts'

const SECOND = 1000

const openings = (told: Told) => [...told.openings.values()].toSorted((a, b) => a.openedAt - b.openedAt)
const alerts = (told: Told, kind: string) =>
  [...told.findings.values()].filter((it) => it.kind === kind).map((it) => it.episode)
const kinds = (told: Told) => [...new Set([...told.findings.values()].map((it) => it.kind))].toSorted()

/** One policy from the order's start on. */
const under = (settings: Partial<Policy>): Pick<Facts, 'policies'> => ({
  policies: [{ from: T0, policy: policy(settings) }],
})

/** A day-long silence limit keeps the silence rule out of cases that are not about it. */
const quiet = (more: Partial<Facts> = {}): Facts =>
  facts({ fittings: [fitting('door-0001', { reportingLimitMs: 24 * 60 * MINUTE, contactAtStart: 'closed' })], ...more })

describe('the edge cases of the design, by number', () => {
  test('1: the order starts while the door is open: an opening from its start', () => {
    const told = tellAnew(quiet({ fittings: [fitting('door-0001', { contactAtStart: 'open' })] }), [], T0 + MINUTE)
    expect(openings(told)).toMatchObject([{ openedAt: T0, how: 'open_when_the_order_began', permit: null }])
    expect(alerts(told, 'unpermitted_opening')).toMatchObject([{ startedAt: T0, count: 1 }])
  })

  test('2: the order ends with an active alert: cleared, because the order ended', () => {
    const say = speaker()
    const endsAt = T0 + 60 * MINUTE
    const told = tellAnew(
      quiet({ order: { id: orderId.parse(1), startsAt: T0, endsAt } }),
      [say('opened', T0 + 59 * MINUTE)],
      endsAt + MINUTE,
    )
    expect(alerts(told, 'unpermitted_opening')).toMatchObject([{ clearedAt: endsAt, clearedReason: 'order_ended' }])
    expect(told.state.ended).toBe(true)
  })

  test('3: an event inside the order that arrives after its end is judged; one that occurred outside is not', () => {
    const say = speaker()
    const endsAt = T0 + 60 * MINUTE
    const inside = say('opened', T0 + MINUTE, { receivedAt: endsAt + 5 * MINUTE })
    const outside = [say('opened', endsAt), say('closed', endsAt + 1)]
    const told = tellAnew(
      quiet({ order: { id: orderId.parse(1), startsAt: T0, endsAt } }),
      [inside, ...outside],
      endsAt + 10 * MINUTE,
    )
    expect(openings(told)).toMatchObject([{ openedAt: T0 + MINUTE, late: true }])
  })

  test('5: a permit revoked at T covers openings before T, and none from T on', () => {
    const say = speaker()
    const revokedAt = T0 + 10 * MINUTE
    const permits = [permit(1, T0, T0 + 60 * MINUTE, { openingsMax: 9, revokedAt })]
    const events = [
      say('opened', revokedAt - 1),
      say('closed', revokedAt - 1),
      say('opened', revokedAt),
      say('closed', revokedAt + SECOND),
    ]
    expect(openings(tellAnew(quiet({ permits }), events, T0 + 60 * MINUTE)).map((it) => it.permit)).toEqual([1, null])
  })

  test('6: one opening permitted and two happen: the second by when it happened is uncovered, not by arrival', () => {
    const say = speaker()
    const permits = [permit(1, T0, T0 + 60 * MINUTE)]
    const events = [10, 20].flatMap((at) => [say('opened', T0 + at * MINUTE), say('closed', T0 + at * MINUTE + SECOND)])
    for (const arrived of [events, events.toReversed()]) {
      const told = tellAnew(quiet({ permits }), arrived, T0 + 60 * MINUTE)
      expect(openings(told).map((it) => it.permit)).toEqual([1, null])
      expect(openings(told)[1]?.permits).toEqual([{ id: 1, applies: false, why: 'used_up' }])
    }
  })

  test.each([
    { name: 'exactly at from', at: 0, covered: true },
    { name: 'just before until', at: 10 * MINUTE - 1, covered: true },
    { name: 'exactly at until', at: 10 * MINUTE, covered: false },
  ])('7: a permit is [from, until): an opening $name', ({ at, covered }) => {
    const from = T0 + 5 * MINUTE
    const told = tellAnew(
      quiet({ permits: [permit(1, from, from + 10 * MINUTE)] }),
      [speaker()('opened', from + at)],
      T0 + 60 * MINUTE,
    )
    expect(openings(told)[0]?.permit).toBe(covered ? 1 : null)
  })

  test.each([
    { name: 'the counter moved: a closing and an opening are missing', counters: [8, 10], count: 2 },
    { name: 'the counter stood still: a heartbeat', counters: [8, 8], count: 1 },
  ])('8: open, open: $name', ({ counters: [first = 0, second = 0], count }) => {
    const say = speaker()
    const events = [
      say('opened', T0 + MINUTE, { openings: first }),
      say('opened', T0 + 2 * MINUTE, { openings: second }),
    ]
    expect(openings(tellAnew(quiet(), events, T0 + 3 * MINUTE))).toHaveLength(count)
  })

  test('9: a heartbeat says open and we believed closed: it opened since the last contact', () => {
    const say = speaker()
    const events = [
      say('closed', T0 + MINUTE),
      say('heartbeat', T0 + 5 * MINUTE, { contact: 'open' }),
      say('heartbeat', T0 + 9 * MINUTE, { contact: 'closed' }),
    ]
    expect(openings(tellAnew(quiet(), events, T0 + 10 * MINUTE))).toMatchObject([
      { notBefore: T0 + MINUTE, openedAt: T0 + 5 * MINUTE, closedAt: T0 + 9 * MINUTE, how: 'reconciled' },
    ])
  })

  test('9: where the instant is not known, a permit within the interval covers it', () => {
    const say = speaker()
    const events = [say('closed', T0 + MINUTE), say('heartbeat', T0 + 9 * MINUTE, { contact: 'open' })]
    const permits = [permit(1, T0 + 2 * MINUTE, T0 + 4 * MINUTE)]
    expect(openings(tellAnew(quiet({ permits }), events, T0 + 10 * MINUTE))[0]?.permit).toBe(1)
  })

  test('10: a new boot reconciles the state it reports', () => {
    const before = speaker('door-0001', 'boot1')
    const after = speaker('door-0001', 'boot2')
    const events = [before('closed', T0 + MINUTE), after('hello', T0 + 20 * MINUTE, { contact: 'open' })]
    expect(openings(tellAnew(quiet(), events, T0 + 21 * MINUTE))).toMatchObject([
      { notBefore: T0 + MINUTE, openedAt: T0 + 20 * MINUTE, how: 'reconciled' },
    ])
  })

  test('11: silent, then back with a journal: the gap fills in, its opening alerts late, the silence is no more', () => {
    const say = speaker()
    const live = [say('heartbeat', T0 + MINUTE, { contact: 'closed' })]
    const journal = [3, 5, 7, 9, 11].map((at) =>
      say(at === 7 ? 'opened' : at === 9 ? 'closed' : 'heartbeat', T0 + at * MINUTE, { receivedAt: T0 + 12 * MINUTE }),
    )
    const silent = tellAnew(facts(), live, T0 + 10 * MINUTE)
    expect(kinds(silent)).toEqual(['sensor_silent'])
    const told = tellAnew(facts(), [...live, ...journal], T0 + 12 * MINUTE)
    expect(kinds(told)).toEqual(['unpermitted_opening'])
    expect(alerts(told, 'unpermitted_opening')).toMatchObject([{ late: true }])
  })

  test.each([
    { doors: ['open', 'unknown'], household: 'open' },
    { doors: ['closed', 'unknown'], household: 'unknown' },
    { doors: ['closed', 'closed'], household: 'closed' },
    { doors: [], household: 'unknown' },
  ] as const)('12: doors $doors make a household $household', ({ doors, household }) => {
    expect(householdState(doors.map((state) => ({ state })))).toBe(household)
  })

  test('13: what a sensor says in its test mode is no opening', () => {
    const told = tellAnew(quiet(), [speaker()('test', T0 + MINUTE, { contact: 'open' })], T0 + 5 * MINUTE)
    expect(openings(told)).toEqual([])
  })

  test('14: tampering alerts under a permit', () => {
    const say = speaker()
    const told = tellAnew(
      quiet({ permits: [permit(1, T0, T0 + 60 * MINUTE)] }),
      [say('tamper', T0 + MINUTE), say('tamper_cleared', T0 + 2 * MINUTE)],
      T0 + 3 * MINUTE,
    )
    expect(alerts(told, 'sensor_tamper')).toMatchObject([
      { startedAt: T0 + MINUTE, clearedAt: T0 + 2 * MINUTE, severity: 'critical' },
    ])
  })

  test('15: a flapping door is every opening stored and one alert with its count', () => {
    const say = speaker()
    const events = Array.from({ length: 100 }, (_, edge) =>
      say(edge % 2 === 0 ? 'opened' : 'closed', T0 + MINUTE + edge * 600),
    )
    const told = tellAnew(quiet(), events, T0 + 5 * MINUTE)
    expect(openings(told)).toHaveLength(50)
    expect(alerts(told, 'unpermitted_opening')).toMatchObject([{ count: 50 }])
  })

  test('17: a local day of 23 hours counts as one day', () => {
    const zone = { timeZone: 'Europe/Berlin', ...under({ openingAlert: 'over_limit', openingsPerDay: 2 }) }
    const midnight = Date.UTC(2026, 2, 28, 23)
    const say = speaker()
    const events = [1, 12, 22.9].flatMap((hour) => [
      say('opened', midnight + hour * 60 * MINUTE),
      say('closed', midnight + hour * 60 * MINUTE + SECOND),
    ])
    const order = { id: orderId.parse(1), startsAt: midnight - 60 * MINUTE, endsAt: midnight + 90 * 60 * MINUTE }
    const told = tellAnew(quiet({ ...zone, order }), events, midnight + 26 * 60 * MINUTE)
    expect(alerts(told, 'opening_limit')).toMatchObject([{ count: 3, day: '2026-03-29' }])
    const nextDay = tellAnew(
      quiet({ ...zone, order }),
      [...events.slice(0, 4), say('opened', midnight + 23 * 60 * MINUTE)],
      midnight + 26 * 60 * MINUTE,
    )
    expect(alerts(nextDay, 'opening_limit')).toEqual([])
  })

  test.each([
    { name: 'shorter than the grace: a notice', seconds: 10, kinds: [], verdict: 'notice' },
    { name: 'longer than the grace: an alert', seconds: 40, kinds: ['unpermitted_opening'], verdict: 'alerted' },
  ])('19: an opening seen only late and $name', ({ seconds, kinds: expected, verdict }) => {
    const say = speaker()
    const graced = under({ graceSeconds: 30 })
    const receivedAt = T0 + 60 * MINUTE
    const events = [
      say('opened', T0 + MINUTE, { receivedAt }),
      say('closed', T0 + MINUTE + seconds * SECOND, { receivedAt }),
    ]
    const told = tellAnew(quiet(graced), events, receivedAt)
    expect(kinds(told)).toEqual(expected)
    expect(openings(told).map((it) => openingVerdict(it, graced).verdict)).toEqual([verdict])
  })

  test('20: a sensor swapped mid-order: its removal ends its silence, the other one goes on', () => {
    const swapAt = T0 + 60 * MINUTE
    const swapped = facts({
      fittings: [fitting('door-0001', { until: swapAt }), fitting('door-0002', { from: swapAt + 5 * MINUTE })],
    })
    const told = tellAnew(swapped, [speaker()('heartbeat', T0 + MINUTE, { contact: 'closed' })], swapAt + 30 * MINUTE)
    expect(alerts(told, 'sensor_silent')).toMatchObject([
      { sensor: 'door-0001', startedAt: T0 + MINUTE, clearedAt: swapAt, clearedReason: 'sensor_removed' },
      { sensor: 'door-0002', startedAt: swapAt + 5 * MINUTE, clearedAt: null },
    ])
  })
})

describe('rules at their limits', () => {
  test('messages whose ages claim an order that the sensor contradicts are still openings of their own', () => {
    const say = speaker()
    const events = [say('opened', T0 + 200), say('closed', T0 + 50), say('opened', T0 + 100), say('closed', T0 + 150)]
    const told = tellAnew(quiet(), events, T0 + MINUTE)
    expect(openings(told)).toHaveLength(2)
    expect(alerts(told, 'unpermitted_opening')).toMatchObject([{ count: 2 }])
  })

  test.each([
    { name: 'exactly its limit', lasts: 120 * SECOND, raised: 0 },
    { name: 'a millisecond more', lasts: 120 * SECOND + 1, raised: 1 },
  ])('left open for $name', ({ lasts, raised }) => {
    const say = speaker()
    const told = tellAnew(quiet(), [say('opened', T0 + MINUTE), say('closed', T0 + MINUTE + lasts)], T0 + 60 * MINUTE)
    expect(alerts(told, 'left_open')).toHaveLength(raised)
  })

  test('left open past ten times its limit is critical, under a permit too', () => {
    const permits = [permit(1, T0, T0 + 60 * MINUTE)]
    const told = tellAnew(quiet({ permits }), [speaker()('opened', T0 + MINUTE)], T0 + 21 * MINUTE + 1)
    expect(alerts(told, 'left_open')).toMatchObject([{ severity: 'critical', count: 1 }])
    expect(alerts(told, 'unpermitted_opening')).toEqual([])
  })

  test.each([
    { name: 'closer than mergeMinutes are one alert', apartMinutes: 9, counts: [2] },
    { name: 'mergeMinutes apart are two', apartMinutes: 10, counts: [1, 1] },
  ])('openings $name', ({ apartMinutes, counts }) => {
    const say = speaker()
    const second = T0 + 2 * MINUTE + apartMinutes * MINUTE
    const events = [
      say('opened', T0 + MINUTE),
      say('closed', T0 + 2 * MINUTE),
      say('opened', second),
      say('closed', second + SECOND),
    ]
    expect(alerts(tellAnew(quiet(), events, T0 + 60 * MINUTE), 'unpermitted_opening').map((it) => it.count)).toEqual(
      counts,
    )
  })

  test('what a person has resolved is over: the next opening is an alert of its own', () => {
    const say = speaker()
    const cuts = [{ kind: 'unpermitted_opening', sensor: null, at: T0 + 3 * MINUTE }]
    const events = [say('opened', T0 + MINUTE), say('closed', T0 + 2 * MINUTE), say('opened', T0 + 4 * MINUTE)]
    expect(
      alerts(tellAnew(quiet({ cuts }), events, T0 + 5 * MINUTE), 'unpermitted_opening').map((it) => it.count),
    ).toEqual([1, 1])
  })

  test.each([
    { name: 'exactly the reporting limit', gap: 3 * MINUTE, silences: 0 },
    { name: 'longer', gap: 3 * MINUTE + 1, silences: 1 },
  ])('quiet for $name', ({ gap, silences }) => {
    const say = speaker()
    const events = [say('heartbeat', T0 + MINUTE), say('heartbeat', T0 + MINUTE + gap)]
    expect(alerts(tellAnew(facts(), events, T0 + MINUTE + gap), 'sensor_silent')).toHaveLength(silences)
  })

  test('a silent door is unknown, and its quiet time is not covered', () => {
    const given = facts({ fittings: [fitting('door-0001', { contactAtStart: 'closed' })] })
    const told = tellAnew(given, [speaker()('heartbeat', T0 + 2 * MINUTE, { contact: 'closed' })], T0 + 10 * MINUTE)
    expect(doorViews(given, told.state, T0 + 10 * MINUTE)).toMatchObject([{ state: 'unknown', coverage: 0.2 }])
    expect(doorViews(given, told.state, T0 + 4 * MINUTE)).toMatchObject([{ state: 'closed', coverage: 1 }])
  })

  test.each([
    { name: 'whose state nobody knew', contactAtStart: null, seqs: [1, 2], boots: ['a', 'a'], covered: 1 },
    { name: 'known throughout', contactAtStart: 'closed', seqs: [1, 2], boots: ['a', 'a'], covered: 2 },
    { name: 'whose sensor started again', contactAtStart: 'closed', seqs: [1, 1], boots: ['a', 'b'], covered: 1 },
    { name: 'with a message missing', contactAtStart: 'closed', seqs: [1, 3], boots: ['a', 'a'], covered: 1 },
  ] as const)('time is proved up to the next message, for a door $name', ({ contactAtStart, seqs, boots, covered }) => {
    const given = facts({ fittings: [fitting('door-0001', { contactAtStart })] })
    const say = speaker()
    const events = [0, 1].map((index) =>
      say('heartbeat', T0 + (index + 1) * MINUTE, {
        ...{ contact: 'closed', seq: seqs[index] ?? null, boot: boots[index] ?? '' },
      }),
    )
    const { state } = tellAnew(given, events, T0 + 2 * MINUTE)
    expect(state.doors['door-0001']?.coveredMs).toBe(covered * MINUTE)
  })

  test('five a day: the sixth uncovered opening of the day alerts, single ones do not', () => {
    const say = speaker()
    const events = Array.from({ length: 6 }, (_, n) => [
      say('opened', T0 + n * 20 * MINUTE),
      say('closed', T0 + n * 20 * MINUTE + SECOND),
    ]).flat()
    const five = under({ openingAlert: 'over_limit' })
    expect(kinds(tellAnew(quiet(five), events.slice(0, 10), T0 + 180 * MINUTE))).toEqual([])
    expect(kinds(tellAnew(quiet(five), events, T0 + 180 * MINUTE))).toEqual(['opening_limit'])
  })
})
