import { describe, expect, test } from 'vitest'
import { parseNative } from '../../adapters/native.ts'
import { orderId, sensorUid } from '../../base/id.ts'
import { householdState } from '../../watch/door-view.ts'
import type { Facts } from '../../watch/facts.ts'
import { openingVerdict } from '../../watch/opening-verdict.ts'
import { tellAnew } from '../../watch/story.ts'
import { eventsOf, rawMessage } from '../adapters/support.ts'
import { alerts, kinds, openings, quiet, under } from './conclusions.ts'
import { facts, fitting, MINUTE, permit, speaker, T0 } from './stories.ts'

const SECOND = 1000

describe('the edge cases of the design, by number', () => {
  test('1: the order starts while the door is open: an opening from its start', () => {
    const told = tellAnew(quiet({ fittings: [fitting('door-0001', { contactAtStart: 'open' })] }), [], T0 + MINUTE)
    expect(openings(told)).toMatchObject([{ openedAt: T0, how: 'open_when_the_order_began', permit: null }])
    expect(alerts(told, 'unpermitted_opening')).toMatchObject([{ startedAt: T0, count: 1 }])
  })

  test('1: the order starts and nobody knows the door: unknown at start, until it is known', () => {
    const given = quiet({ fittings: [fitting('door-0001', { reportingLimitMs: 24 * 60 * MINUTE })] })
    const heardAt = T0 + 30 * MINUTE
    const event = speaker()('heartbeat', heardAt, { contact: 'closed' })
    expect(alerts(tellAnew(given, [], T0 + 10 * MINUTE), 'unknown_at_start')).toMatchObject([
      { startedAt: T0, clearedAt: null, severity: 'major' },
    ])
    expect(alerts(tellAnew(given, [event], T0 + 40 * MINUTE), 'unknown_at_start')).toMatchObject([
      { startedAt: T0, clearedAt: heardAt, clearedReason: 'known_again' },
    ])
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

  test('4: a permit granted after the opening covers it', () => {
    const say = speaker()
    const events = [say('opened', T0 + MINUTE), say('closed', T0 + 2 * MINUTE)]
    expect(kinds(tellAnew(quiet(), events, T0 + 5 * MINUTE))).toEqual(['unpermitted_opening'])
    const permits = [permit(1, T0, T0 + 5 * MINUTE, { grantedAt: T0 + 4 * MINUTE })]
    expect(kinds(tellAnew(quiet({ permits }), events, T0 + 5 * MINUTE))).toEqual([])
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
    const told = openings(tellAnew(quiet(), events, T0 + 3 * MINUTE))
    expect(told.map((it) => it.how)).toEqual(Array.from({ length: count }, () => 'reported'))
  })

  test('8: a counter that moved by more than the openings we have: the rest is missed', () => {
    const say = speaker()
    const events = [
      say('closed', T0 + MINUTE, { openings: 8 }),
      say('opened', T0 + 2 * MINUTE, { openings: 11 }),
      say('closed', T0 + 3 * MINUTE, { openings: 11 }),
    ]
    expect(alerts(tellAnew(quiet(), events, T0 + 10 * MINUTE), 'missed_openings')).toMatchObject([
      { startedAt: T0 + MINUTE, lastAt: T0 + 2 * MINUTE, count: 2, severity: 'critical' },
    ])
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

  describe('13: a door on test', () => {
    const onTest = {
      sensor: null,
      from: T0 + 5 * MINUTE,
      until: T0 + 20 * MINUTE,
      reason: 'walk test',
      by: 'installer',
    }
    const given = (more: Partial<Facts> = {}) => quiet({ tests: [onTest], ...more })

    test('its openings are recorded as test, use no permit and raise nothing', () => {
      const say = speaker()
      const permits = [permit(1, T0, T0 + 60 * MINUTE)]
      const events = [say('opened', T0 + 6 * MINUTE), say('closed', T0 + 7 * MINUTE)]
      const told = tellAnew(given({ permits }), events, T0 + 60 * MINUTE)
      expect(openings(told)).toMatchObject([{ test: true, permit: null }])
      expect(openings(told).map((it) => openingVerdict(it, given()).verdict)).toEqual(['test'])
      expect(kinds(told)).toEqual([])
    })

    test.each([
      { name: 'a millisecond before it', at: 5 * MINUTE - 1, test: false },
      { name: 'exactly when it begins', at: 5 * MINUTE, test: true },
      { name: 'a millisecond before its end', at: 20 * MINUTE - 1, test: true },
      { name: 'exactly at its end', at: 20 * MINUTE, test: false },
    ])('an opening $name', ({ at, test: isTest }) => {
      const say = speaker()
      const told = tellAnew(given(), [say('opened', T0 + at), say('closed', T0 + at)], T0 + 60 * MINUTE)
      expect(openings(told)[0]?.test).toBe(isTest)
    })

    test('another door than the one on test is watched as ever', () => {
      const one = { ...onTest, sensor: fitting('door-0001').sensor }
      const doors = ['door-0001', 'door-0002'].map((it) =>
        fitting(it, { reportingLimitMs: 24 * 60 * MINUTE, contactAtStart: 'closed' }),
      )
      const events = ['door-0001', 'door-0002'].flatMap((it) => {
        const say = speaker(it)
        return [say('opened', T0 + 6 * MINUTE), say('closed', T0 + 7 * MINUTE)]
      })
      const told = tellAnew(quiet({ tests: [one], fittings: doors }), events, T0 + 60 * MINUTE)
      expect(openings(told).map((it) => [it.sensor, it.test])).toEqual([
        ['door-0001', true],
        ['door-0002', false],
      ])
      expect(alerts(told, 'unpermitted_opening')).toMatchObject([{ sensor: 'door-0002', count: 1 }])
    })

    test('it returns by itself: a door that still stands open is an opening from then on', () => {
      const told = tellAnew(given(), [speaker()('opened', T0 + 6 * MINUTE)], T0 + 21 * MINUTE)
      expect(openings(told)).toMatchObject([
        { openedAt: T0 + 6 * MINUTE, closedAt: T0 + 20 * MINUTE, test: true },
        { openedAt: T0 + 20 * MINUTE, closedAt: null, test: false, how: 'open_when_the_test_ended' },
      ])
      expect(alerts(told, 'unpermitted_opening')).toMatchObject([{ startedAt: T0 + 20 * MINUTE }])
    })

    test('an opening from before the test goes on through it', () => {
      const told = tellAnew(given(), [speaker()('opened', T0 + 4 * MINUTE)], T0 + 21 * MINUTE)
      expect(openings(told)).toMatchObject([{ openedAt: T0 + 4 * MINUTE, closedAt: null, test: false }])
    })

    test('tamper pauses, and what is still off its door at the end has been tampered with', () => {
      const say = speaker()
      const tamper = say('tamper', T0 + 6 * MINUTE)
      expect(kinds(tellAnew(given(), [tamper, say('tamper_cleared', T0 + 7 * MINUTE)], T0 + 60 * MINUTE))).toEqual([])
      expect(alerts(tellAnew(given(), [tamper], T0 + 60 * MINUTE), 'sensor_tamper')).toMatchObject([
        { startedAt: T0 + 20 * MINUTE, clearedAt: null },
      ])
    })

    test('what was tampered with before the test stays so through it', () => {
      const told = tellAnew(given(), [speaker()('tamper', T0 + 4 * MINUTE)], T0 + 60 * MINUTE)
      expect(alerts(told, 'sensor_tamper')).toMatchObject([{ startedAt: T0 + 4 * MINUTE }])
    })

    test('openings without a record in it are nothing', () => {
      const say = speaker()
      const events = [
        say('heartbeat', T0 + 4 * MINUTE, { contact: 'closed', openings: 3 }),
        say('heartbeat', T0 + 21 * MINUTE, { contact: 'closed', openings: 9 }),
      ]
      expect(kinds(tellAnew(given(), events, T0 + 60 * MINUTE))).toEqual([])
    })

    test('silence pauses, and the limit starts anew at the end', () => {
      const listening = { tests: [onTest], fittings: [fitting('door-0001', { contactAtStart: 'closed' })] }
      const say = speaker()
      const events = [2, 4].map((it) => say('heartbeat', T0 + it * MINUTE, { contact: 'closed' }))
      expect(kinds(tellAnew(facts(listening), events, T0 + 23 * MINUTE))).toEqual([])
      expect(alerts(tellAnew(facts(listening), events, T0 + 60 * MINUTE), 'sensor_silent')).toMatchObject([
        { startedAt: T0 + 4 * MINUTE, lastAt: T0 + 23 * MINUTE },
      ])
    })
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
    expect(alerts(told, 'sensor_flapping')).toMatchObject([{ count: 100, startedAt: T0 + MINUTE, severity: 'minor' }])
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

  test.each([
    { name: 'closed in the time that the resident is given: a notice', seconds: 90, kinds: [], verdict: 'notice' },
    { name: 'closed after it: an alert', seconds: 91, kinds: ['unpermitted_opening'], verdict: 'alerted' },
  ])('19: an opening seen only late, and $name', ({ seconds, kinds: expected, verdict }) => {
    const say = speaker()
    const graded = under({ graceSeconds: 30, residentFirstSeconds: 60 })
    const receivedAt = T0 + 60 * MINUTE
    const events = [
      say('opened', T0 + MINUTE, { receivedAt }),
      say('closed', T0 + MINUTE + seconds * SECOND, { receivedAt }),
    ]
    for (const arriving of [events, events.toReversed()]) {
      const told = tellAnew(quiet(graded), arriving, receivedAt)
      expect(kinds(told)).toEqual(expected)
      expect(openings(told).map((it) => openingVerdict(it, graded).verdict)).toEqual([verdict])
    }
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

  test('18: a clock that is wrong by years says nothing: age and arrival decide', () => {
    const at = T0 + 5 * MINUTE
    const said = { boot: 'a1b2c3d4', seq: 1, kind: 'opened', age: 350, door: 'open', at: '1999-12-31T23:59:59Z' }
    const message = rawMessage('menshen/v1/door-0001/up', JSON.stringify(said), { receivedAt: at })
    const parsed = eventsOf(parseNative(message, sensorUid.parse('door-0001')))
    expect(parsed).toMatchObject([{ occurredAt: at - 350, timeSource: 'age' }])
    expect(openings(tellAnew(quiet(), parsed, at + MINUTE))).toMatchObject([{ openedAt: at - 350 }])
  })

  describe('21: an outage of ours', () => {
    const outage = { from: T0 + 5 * MINUTE, until: T0 + 25 * MINUTE }
    const given = facts({ outages: [outage], fittings: [fitting('door-0001', { contactAtStart: 'closed' })] })
    const silences = (heardAt: number, minutes: number) => {
      const say = speaker()
      const events = [T0 + MINUTE, heardAt].map((at) => say('heartbeat', at, { contact: 'closed' }))
      return alerts(tellAnew(given, events, T0 + minutes * MINUTE), 'sensor_silent')
    }

    test('suspends silence for its length, and the limit starts anew after it', () => {
      expect(silences(T0 + 4 * MINUTE, 28)).toEqual([])
      expect(silences(T0 + 4 * MINUTE, 29)).toMatchObject([{ startedAt: T0 + 4 * MINUTE, lastAt: T0 + 28 * MINUTE }])
    })

    test('does not take back a silence from before it', () => {
      expect(silences(T0 + MINUTE + 1, 29)).toMatchObject([{ lastAt: T0 + 4 * MINUTE + 1 }])
    })

    test('a silence that is due exactly when it begins is suspended', () => {
      expect(silences(T0 + 2 * MINUTE, 28)).toEqual([])
    })

    test('a sensor that was heard exactly at its end has its own limit', () => {
      const say = speaker()
      const events = [T0 + 2 * MINUTE, outage.until].map((at) => say('heartbeat', at, { contact: 'closed' }))
      expect(alerts(tellAnew(given, events, T0 + 29 * MINUTE), 'sensor_silent')).toMatchObject([
        { startedAt: outage.until, lastAt: T0 + 28 * MINUTE },
      ])
    })
  })
})
