import { describe, expect, test } from 'vitest'
import { orderId } from '../../base/id.ts'
import type { WatchEvent } from '../../watch/door.ts'
import { doorViews } from '../../watch/door-view.ts'
import type { Facts, Fitting, Permit } from '../../watch/facts.ts'
import { openingVerdict } from '../../watch/opening-verdict.ts'
import { RULES } from '../../watch/rules.ts'
import { titles } from '../../watch/sentences.ts'
import { tellAnew } from '../../watch/story.ts'
import { alerts, kinds, openings, quiet, under } from './conclusions.ts'
import { facts, fitting, MINUTE, permit, policy, speaker, T0 } from './stories.ts'

const SECOND = 1000
const patient = { reportingLimitMs: 24 * 60 * MINUTE, contactAtStart: 'closed' } as const

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

  test('once it is critical it stays as it was, whatever else time brings', () => {
    const given = quiet({ fittings: ['door-0001', 'door-0002'].map((it) => fitting(it, patient)) })
    const events = [speaker('door-0001')('opened', T0 + MINUTE), speaker('door-0002')('opened', T0 + 30 * MINUTE)]
    expect(alerts(tellAnew(given, events, T0 + 40 * MINUTE), 'left_open')).toMatchObject([
      { sensor: 'door-0001', severity: 'critical', lastAt: T0 + 21 * MINUTE },
      { sensor: 'door-0002', severity: 'major', lastAt: T0 + 32 * MINUTE },
    ])
  })

  test('two whose waiting ends at one instant are two, when a person closed an episode between them', () => {
    const policies: Facts['policies'] = [
      { from: T0, policy: policy({ graceSeconds: 60 }) },
      { from: T0 + 20 * SECOND, policy: policy({ version: 2, graceSeconds: 40 }) },
    ]
    const fittings = ['door-0001', 'door-0002'].map((it) => fitting(it, patient))
    const cuts = [{ kind: 'unpermitted_opening', at: T0 + 15 * SECOND }]
    const events = [speaker('door-0001')('opened', T0 + 10 * SECOND), speaker('door-0002')('opened', T0 + 30 * SECOND)]
    const told = (more: Partial<Facts>) =>
      alerts(
        tellAnew(quiet({ policies, fittings, ...more }), events, T0 + MINUTE + 10 * SECOND + 1),
        'unpermitted_opening',
      )
    expect(told({ cuts }).map((it) => [it.sensor, it.count])).toEqual([
      ['door-0001', 1],
      ['door-0002', 1],
    ])
    expect(told({}).map((it) => [it.sensor, it.count])).toEqual([['door-0001', 2]])
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
    const cuts = [{ kind: 'unpermitted_opening', at: T0 + 3 * MINUTE }]
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

describe('permit_overrun', () => {
  const window = { from: T0 + 10 * MINUTE, until: T0 + 20 * MINUTE }
  const given = (more: Partial<Permit> = {}) =>
    quiet({
      permits: [permit(1, window.from, window.until, { openingsMax: 2, ...more })],
      ...under({ leftOpenSeconds: 86_400 }),
    })
  const overruns = (facts: Facts, events: readonly WatchEvent[], minutes: number) =>
    alerts(tellAnew(facts, events, T0 + minutes * MINUTE), 'permit_overrun')

  test.each([
    { name: 'closed a millisecond before its end', closedAt: window.until - 1, raised: 0 },
    { name: 'closed exactly at its end', closedAt: window.until, raised: 0 },
    { name: 'closed a minute after its end', closedAt: window.until + MINUTE, raised: 1 },
  ])('a door opened under a permit and $name', ({ closedAt, raised }) => {
    const say = speaker()
    expect(overruns(given(), [say('opened', T0 + 15 * MINUTE), say('closed', closedAt)], 40)).toHaveLength(raised)
  })

  test('it clears when the door is closed', () => {
    const say = speaker()
    const events = [say('opened', T0 + 15 * MINUTE), say('closed', T0 + 25 * MINUTE)]
    expect(overruns(given(), events, 40)).toMatchObject([
      { startedAt: T0 + 15 * MINUTE, lastAt: window.until, clearedAt: T0 + 25 * MINUTE, severity: 'critical' },
    ])
    expect(overruns(given(), events.slice(0, 1), 21)).toMatchObject([{ clearedAt: null }])
  })

  test('it stays as it was while the door stands open, whatever else time brings', () => {
    const fittings = ['door-0001', 'door-0002'].map((it) => fitting(it, patient))
    const tests = [{ sensor: null, from: T0 + 28 * MINUTE, until: T0 + 30 * MINUTE, reason: 'walk', by: 'installer' }]
    const told = overruns({ ...given(), fittings, tests }, [speaker()('opened', T0 + 15 * MINUTE)], 40)
    expect(told).toMatchObject([{ lastAt: window.until, clearedAt: null }])
  })

  test('a revoked permit ends when it is revoked', () => {
    const revokedAt = T0 + 16 * MINUTE
    expect(overruns(given({ revokedAt }), [speaker()('opened', T0 + 15 * MINUTE)], 17)).toMatchObject([
      { lastAt: revokedAt },
    ])
  })

  test('a door opened without the permit is not its overrun', () => {
    expect(overruns(given(), [speaker()('opened', T0 + 5 * MINUTE)], 40)).toEqual([])
  })

  test.each([
    { name: 'nobody used', openedAt: [], raised: 0 },
    { name: 'one opening and no way back', openedAt: [11], raised: 1 },
    { name: 'out and back', openedAt: [11, 19], raised: 0 },
  ])('a going-out permit: $name', ({ openedAt, raised }) => {
    const say = speaker()
    const events = openedAt.flatMap((at) => [say('opened', T0 + at * MINUTE), say('closed', T0 + at * MINUTE + SECOND)])
    expect(overruns(given({ goingOut: true }), events, 40)).toHaveLength(raised)
  })

  test('the way back after its end clears it, and is an opening that no permit covers', () => {
    const say = speaker()
    const events = [11, 30].flatMap((at) => [say('opened', T0 + at * MINUTE), say('closed', T0 + at * MINUTE + SECOND)])
    const told = tellAnew(given({ goingOut: true }), events, T0 + 40 * MINUTE)
    expect(alerts(told, 'permit_overrun')).toMatchObject([{ clearedAt: T0 + 30 * MINUTE, clearedReason: 'returned' }])
    expect(alerts(told, 'unpermitted_opening')).toMatchObject([{ startedAt: T0 + 30 * MINUTE, count: 1 }])
  })

  test('one that was over before the order’s end stays as it was', () => {
    const say = speaker()
    const ending = { ...given(), order: { id: orderId.parse(1), startsAt: T0, endsAt: T0 + 30 * MINUTE } }
    expect(overruns(ending, [say('opened', T0 + 15 * MINUTE), say('closed', T0 + 25 * MINUTE)], 40)).toMatchObject([
      { clearedAt: T0 + 25 * MINUTE, clearedReason: 'door_closed' },
    ])
  })

  test('the end of the order is the end of it', () => {
    const endsAt = T0 + 30 * MINUTE
    const ending = { ...given(), order: { id: orderId.parse(1), startsAt: T0, endsAt } }
    expect(overruns(ending, [speaker()('opened', T0 + 15 * MINUTE)], 40)).toMatchObject([
      { clearedAt: endsAt, clearedReason: 'order_ended' },
    ])
  })
})

describe('missed_openings', () => {
  const counted = (
    say: ReturnType<typeof speaker>,
    minutes: number,
    openings: number | null,
    kind: WatchEvent['kind'] = 'heartbeat',
  ) => say(kind, T0 + minutes * MINUTE, { openings, contact: kind === 'opened' ? 'open' : 'closed' })
  const missed = (facts: Facts, events: readonly WatchEvent[], minutes = 60) =>
    alerts(tellAnew(facts, events, T0 + minutes * MINUTE), 'missed_openings')

  test.each([
    { name: 'as often as we have recorded', counter: 6, count: null },
    { name: 'twice more', counter: 8, count: 2 },
    { name: 'less, so it began anew', counter: 0, count: null },
  ])('a sensor that counted $name', ({ counter, count }) => {
    const say = speaker()
    const events = [
      counted(say, 1, 5),
      counted(say, 2, null, 'opened'),
      counted(say, 3, null, 'closed'),
      counted(say, 4, counter),
    ]
    expect(missed(quiet(), events).map((it) => it.count)).toEqual(count === null ? [] : [count])
  })

  test('the interval is that between the two counts', () => {
    const say = speaker()
    const events = [counted(say, 1, 5), counted(say, 2, null), counted(say, 4, 6)]
    expect(missed(quiet(), events)).toMatchObject([
      { startedAt: T0 + MINUTE, lastAt: T0 + 4 * MINUTE, clearedAt: T0 + 4 * MINUTE, proof: 'counter' },
    ])
  })

  test('records that are only late are waited for, a minute', () => {
    const say = speaker()
    const events = [counted(say, 1, 5), counted(say, 4, 6)]
    expect(missed(quiet(), events, 5)).toEqual([])
    expect(missed(quiet(), [...events], 5.001)).toHaveLength(1)
    const record = say('opened', T0 + 2 * MINUTE, { seq: 2, openings: 6 })
    const [first, last] = events
    if (first === undefined || last === undefined) throw new Error('two were said')
    expect(missed(quiet(), [first, { ...last, seq: 3 }, record])).toEqual([])
  })

  test('what else time brings in that minute does not make it shorter', () => {
    const say = speaker()
    const given = quiet({ fittings: ['door-0001', 'door-0002'].map((it) => fitting(it, patient)) })
    const leftOpen = speaker('door-0002')('opened', T0 + 2.5 * MINUTE)
    const told = tellAnew(given, [counted(say, 1, 5), leftOpen, counted(say, 4, 6)], T0 + 5 * MINUTE)
    expect(kinds(told)).toEqual(['left_open', 'unpermitted_opening'])
  })

  test('a permit in the interval covers as many as it has left', () => {
    const say = speaker()
    const permits = [permit(1, T0 + 2 * MINUTE, T0 + 3 * MINUTE, { openingsMax: 2 })]
    const events = [counted(say, 1, 5), counted(say, 4, 7)]
    expect(missed(quiet({ permits }), events)).toEqual([])
    const more = [counted(say, 1, 5), counted(say, 4, 8)]
    expect(missed(quiet({ permits }), more)).toMatchObject([{ count: 1 }])
    const later = [...events, say('opened', T0 + 5 * MINUTE)]
    expect(
      openings(
        tellAnew(quiet({ permits: [permit(1, T0, T0 + 9 * MINUTE, { openingsMax: 2 })] }), later, T0 + 9 * MINUTE),
      )[0]?.permit,
    ).toBe(null)
  })

  test.each([
    { openingAlert: 'every', severity: 'critical' },
    { openingAlert: 'over_limit', severity: 'minor' },
    { openingAlert: 'never', severity: 'minor' },
  ] as const)('where the policy alerts on $openingAlert it is $severity', ({ openingAlert, severity }) => {
    const say = speaker()
    expect(missed(quiet(under({ openingAlert })), [counted(say, 1, 5), counted(say, 4, 6)])).toMatchObject([
      { severity },
    ])
  })

  test('what goes on missing is one alert; after a while without it is another', () => {
    const say = speaker()
    const events = [
      counted(say, 1, 5),
      counted(say, 4, 6),
      counted(say, 8, 8),
      counted(say, 25, 8),
      counted(say, 28, 9),
    ]
    expect(missed(quiet(), events).map((it) => it.count)).toEqual([3, 1])
  })

  test('a person closed it: what is missed later is another', () => {
    const say = speaker()
    const events = [counted(say, 1, 5), counted(say, 4, 6), counted(say, 8, 7)]
    const cuts = [{ kind: 'missed_openings', at: T0 + 6 * MINUTE }]
    expect(missed(quiet({ cuts }), events).map((it) => it.count)).toEqual([1, 1])
  })

  test('they count towards the limit of the day', () => {
    const say = speaker()
    const five = quiet(under({ openingAlert: 'over_limit' }))
    const at = (openings: number) =>
      kinds(tellAnew(five, [counted(say, 1, 5), counted(say, 4, openings)], T0 + 10 * MINUTE))
    expect(at(10)).toEqual(['missed_openings'])
    expect(at(11)).toEqual(['missed_openings', 'opening_limit'])
  })

  describe('of a sensor that does not count', () => {
    const events = (missing: number) => {
      const say = speaker()
      return [
        say('heartbeat', T0 + MINUTE, { contact: 'closed' }),
        say('heartbeat', T0 + 4 * MINUTE, { contact: 'closed', seq: 2 + missing }),
      ]
    }

    test('a hole in the sequence may hide openings, and proves none', () => {
      expect(missed(quiet(), events(0))).toEqual([])
      expect(missed(quiet(), events(3))).toMatchObject([{ count: 3, proof: 'sequence', severity: 'major' }])
      expect(missed(quiet(under({ openingAlert: 'never' })), events(3))).toMatchObject([{ severity: 'minor' }])
      expect(kinds(tellAnew(quiet(under({ openingsPerDay: 0 })), events(3), T0 + 10 * MINUTE))).toEqual([
        'missed_openings',
      ])
    })

    test('a permit in the interval explains it and keeps its openings', () => {
      const permits = [permit(1, T0, T0 + 9 * MINUTE)]
      const told = tellAnew(
        quiet({ permits }),
        [...events(3), speaker('door-0001', 'boot2')('opened', T0 + 5 * MINUTE)],
        T0 + 8 * MINUTE,
      )
      expect(kinds(told)).not.toContain('missed_openings')
      expect(openings(told)[0]?.permit).toBe(1)
    })

    test('a new run of the sensor is no hole', () => {
      const said = [
        speaker()('heartbeat', T0 + MINUTE),
        speaker('door-0001', 'boot2')('heartbeat', T0 + 4 * MINUTE, { seq: 9 }),
      ]
      expect(missed(quiet(), said)).toEqual([])
    })
  })

  test('the end of the order does not wait for late records', () => {
    const say = speaker()
    const order = { id: orderId.parse(1), startsAt: T0, endsAt: T0 + 4 * MINUTE + 1 }
    expect(missed(quiet({ order }), [counted(say, 1, 5), counted(say, 4, 6)], 5)).toHaveLength(1)
  })
})

describe('unknown_at_start', () => {
  const unknown = quiet({ fittings: [fitting('door-0001', { reportingLimitMs: 24 * 60 * MINUTE })] })
  const found = (given: Facts, events: readonly WatchEvent[], minutes: number) =>
    alerts(tellAnew(given, events, T0 + minutes * MINUTE), 'unknown_at_start')

  test.each([
    { name: 'says its state in the first two minutes', heard: 2 * MINUTE, raised: 0 },
    { name: 'says it later', heard: 2 * MINUTE + 1, raised: 1 },
  ])('a sensor that $name', ({ heard, raised }) => {
    expect(found(unknown, [speaker()('heartbeat', T0 + heard, { contact: 'closed' })], 10)).toHaveLength(raised)
  })

  test('what else time brings in the first two minutes does not make them shorter', () => {
    const other = fitting('door-0002', { contactAtStart: 'closed', reportingLimitMs: MINUTE })
    const given = { ...unknown, fittings: [...unknown.fittings, other] }
    const events = [speaker()('heartbeat', T0 + 1.5 * MINUTE, { contact: 'closed' })]
    expect(kinds(tellAnew(given, events, T0 + 10 * MINUTE))).toEqual(['sensor_silent'])
  })

  test('an opening makes the door known too', () => {
    expect(found(unknown, [speaker()('opened', T0 + 5 * MINUTE)], 10)).toMatchObject([
      { clearedAt: T0 + 5 * MINUTE, clearedReason: 'known_again' },
    ])
  })

  test('a message that says nothing of the door leaves it unknown', () => {
    expect(found(unknown, [speaker()('heartbeat', T0 + 5 * MINUTE)], 10)).toMatchObject([{ clearedAt: null }])
  })

  test.each([
    { name: 'fitted after the start', fitted: fitting('door-0001', { from: T0 + 1 }), raised: 0 },
    { name: 'fitted exactly at the start', fitted: fitting('door-0001', { from: T0 }), raised: 1 },
    { name: 'taken off before anybody waited', fitted: fitting('door-0001', { until: T0 + 2 * MINUTE }), raised: 0 },
    { name: 'whose state was known', fitted: fitting('door-0001', { contactAtStart: 'closed' }), raised: 0 },
  ])('a sensor $name', ({ fitted, raised }) => {
    expect(found(facts({ fittings: [fitted] }), [], 10)).toHaveLength(raised)
  })

  test('each unknown door is one, and the end of the order is the end of it', () => {
    const fittings = ['door-0001', 'door-0002'].map((it) => fitting(it))
    const order = { id: orderId.parse(1), startsAt: T0, endsAt: T0 + 5 * MINUTE }
    const events = [speaker('door-0001')('heartbeat', T0 + 3 * MINUTE, { contact: 'closed' })]
    expect(found(facts({ fittings, order }), events, 10).map((it) => it.clearedReason)).toEqual([
      'known_again',
      'order_ended',
    ])
  })
})

describe('not_opened', () => {
  const HOUR = 60 * MINUTE
  const found = (given: Facts, events: readonly WatchEvent[], hours: number) =>
    alerts(tellAnew(given, events, T0 + hours * HOUR), 'not_opened')
  const opening = (say: ReturnType<typeof speaker>, hours: number) => [
    say('opened', T0 + hours * HOUR),
    say('closed', T0 + hours * HOUR + SECOND),
  ]

  test('is not asked for by default', () => {
    expect(found(quiet(), [], 300)).toEqual([])
  })

  test('nobody opened for as long as the policy says, from the start or the last opening, covered or not', () => {
    const given = quiet({ ...under({ notOpenedHours: 24 }), permits: [permit(1, T0, T0 + 100 * HOUR)] })
    const events = opening(speaker(), 20)
    expect(found(given, [], 24)).toEqual([])
    expect(found(given, [], 24.001)).toMatchObject([{ startedAt: T0, lastAt: T0 + 24 * HOUR, severity: 'major' }])
    expect(found(given, events, 44)).toEqual([])
    expect(found(given, events, 45)).toMatchObject([{ startedAt: T0 + 20 * HOUR, lastAt: T0 + 44 * HOUR }])
  })

  test('it says how much of the time could be seen', () => {
    const given = quiet(under({ notOpenedHours: 24 }))
    const say = speaker()
    const events = [
      say('opened', T0 + HOUR),
      say('closed', T0 + 2 * HOUR),
      say('heartbeat', T0 + 7 * HOUR, { contact: 'closed' }),
    ]
    const told = tellAnew(given, events, T0 + 26 * HOUR)
    const finding = [...told.findings.values()].find((it) => it.kind === 'not_opened')
    expect(finding?.thresholds).toEqual({ notOpenedHours: 24, coveragePercent: 25 })
    expect(finding?.sentence.en).toContain('24 hours, 25 % of which')
  })

  test('the next opening is the end of it, and it can come again', () => {
    const given = quiet(under({ notOpenedHours: 24 }))
    const events = opening(speaker(), 30)
    expect(found(given, events, 55)).toMatchObject([
      { startedAt: T0, clearedAt: T0 + 30 * HOUR, clearedReason: 'opened' },
      { startedAt: T0 + 30 * HOUR, clearedAt: null },
    ])
  })

  test('an opening that only the counter proves counts, one on test or one that may have been does not', () => {
    const given = (more: Partial<Facts> = {}) => quiet({ ...under({ notOpenedHours: 24 }), ...more })
    const say = speaker()
    const counted = [say('heartbeat', T0 + HOUR, { openings: 1 }), say('heartbeat', T0 + 20 * HOUR, { openings: 2 })]
    expect(found(given(), counted, 30)).toEqual([])
    const holed = [say('heartbeat', T0 + HOUR, { seq: 1 }), say('heartbeat', T0 + 20 * HOUR, { seq: 9 })]
    expect(found(given(), holed, 30)).toHaveLength(1)
    const tests = [
      { sensor: null, from: T0 + 20 * HOUR, until: T0 + 20.2 * HOUR, reason: 'walk test', by: 'installer' },
    ]
    expect(found(given({ tests }), opening(speaker(), 20.1), 30)).toHaveLength(1)
  })

  test('a policy that asks for it later waits from the last opening, and raises no sooner than it holds', () => {
    const policies: Facts['policies'] = [
      { from: T0, policy: policy() },
      { from: T0 + 50 * HOUR, policy: policy({ version: 2, notOpenedHours: 24 }) },
    ]
    expect(found(quiet({ policies }), [], 50)).toEqual([])
    expect(found(quiet({ policies }), [], 51)).toMatchObject([{ startedAt: T0, lastAt: T0 + 50 * HOUR }])
  })

  test('a policy that no longer asks for it has no deadline of it', () => {
    const policies: Facts['policies'] = [
      { from: T0, policy: policy({ notOpenedHours: 24 }) },
      { from: T0 + 24 * HOUR, policy: policy({ version: 2 }) },
    ]
    expect(found(quiet({ policies }), [], 60)).toEqual([])
  })
})

describe('sensor_flapping', () => {
  const flaps = (edges: number, everyMs: number) => {
    const say = speaker()
    const events = Array.from({ length: edges }, (_, edge) =>
      say(edge % 2 === 0 ? 'opened' : 'closed', T0 + MINUTE + edge * everyMs),
    )
    return alerts(tellAnew(quiet(), events, T0 + 30 * MINUTE), 'sensor_flapping')
  }

  test.each([
    { name: '20 edges in a minute are allowed', edges: 20, everyMs: 100, counts: [] },
    { name: '21 are too many', edges: 21, everyMs: 100, counts: [21] },
    { name: '21 in exactly a minute are not within one', edges: 21, everyMs: 3000, counts: [] },
    { name: '21 in a little less are', edges: 21, everyMs: 2999, counts: [21] },
    { name: 'they go on being one', edges: 60, everyMs: 1000, counts: [60] },
  ])('$name', ({ edges, everyMs, counts }) => {
    expect(flaps(edges, everyMs).map((it) => it.count)).toEqual(counts)
  })

  test('a minute without an edge calms it down', () => {
    expect(flaps(40, 1000)).toMatchObject([
      { startedAt: T0 + MINUTE, clearedAt: T0 + MINUTE + 39_000 + MINUTE, clearedReason: 'calmed_down' },
    ])
  })

  test('each sensor flaps for itself', () => {
    const [one, two] = [speaker('door-0001'), speaker('door-0002')]
    const events = Array.from({ length: 11 }, (_, n) =>
      [one, two].flatMap((say) => [say('opened', T0 + MINUTE + n * 1000), say('closed', T0 + MINUTE + n * 1000 + 500)]),
    ).flat()
    const fittings = ['door-0001', 'door-0002'].map((it) =>
      fitting(it, { reportingLimitMs: 24 * 60 * MINUTE, contactAtStart: 'closed' }),
    )
    const few = events.filter((it) => it.sensor === 'door-0001').slice(0, 20)
    expect(
      alerts(
        tellAnew(quiet({ fittings }), [...few, ...events.filter((it) => it.sensor === 'door-0002')], T0 + 30 * MINUTE),
        'sensor_flapping',
      ),
    ).toMatchObject([{ sensor: 'door-0002', count: 22 }])
  })
})

describe('sensor_battery', () => {
  const DAY = 24 * 60 * MINUTE
  const needed = T0 + 14 * DAY + DAY
  const given = (forecasts: Fitting['forecasts'], more: Partial<Fitting> = {}) =>
    facts({
      fittings: [
        fitting('door-0001', { reportingLimitMs: 24 * 60 * MINUTE * 30, contactAtStart: 'closed', forecasts, ...more }),
      ],
    })
  const found = (facts: Facts, events: readonly WatchEvent[], at: number) =>
    alerts(tellAnew(facts, events, at), 'sensor_battery')

  test.each([
    { name: 'a millisecond short', emptyAt: needed - 1, raised: 1 },
    { name: 'exactly long enough', emptyAt: needed, raised: 0 },
    { name: 'without an end in sight', emptyAt: null, raised: 0 },
  ])('a forecast $name', ({ emptyAt, raised }) => {
    expect(found(given([{ at: T0 + DAY, emptyAt }]), [], T0 + 2 * DAY)).toHaveLength(raised)
  })

  test('it is judged when it is made, one from before the start at the start', () => {
    const short = { emptyAt: T0 + DAY }
    expect(found(given([{ at: T0 + DAY, ...short }]), [], T0 + DAY)).toEqual([])
    expect(found(given([{ at: T0 + DAY, ...short }]), [], T0 + DAY + 1)).toMatchObject([
      { startedAt: T0 + DAY, severity: 'minor' },
    ])
    expect(found(given([{ at: T0 - DAY, ...short }]), [], T0 + 1)).toMatchObject([{ startedAt: T0 }])
    expect(
      found(
        given([
          { at: T0 - DAY, ...short },
          { at: T0 - 1, emptyAt: null },
        ]),
        [],
        T0 + 1,
      ),
    ).toEqual([])
  })

  test('a later forecast that lasts clears it; one that still does not changes nothing', () => {
    const forecasts = [
      { at: T0 + DAY, emptyAt: T0 + 3 * DAY },
      { at: T0 + 2 * DAY, emptyAt: T0 + 4 * DAY },
      { at: T0 + 3 * DAY, emptyAt: null },
    ]
    expect(found(given(forecasts), [], T0 + 4 * DAY)).toMatchObject([
      { startedAt: T0 + DAY, clearedAt: T0 + 3 * DAY, clearedReason: 'battery_lasts' },
    ])
  })

  test('the sensor says so itself', () => {
    const low = speaker()('low_battery', T0 + DAY)
    expect(found(given([]), [low], T0 + 2 * DAY)).toMatchObject([{ startedAt: T0 + DAY, late: false }])
    expect(found(given([]), [{ ...low, receivedAt: T0 + 2 * DAY }], T0 + 2 * DAY)).toMatchObject([{ late: true }])
    expect(found(given([{ at: T0 + 2 * DAY, emptyAt: null }]), [low], T0 + 3 * DAY)).toMatchObject([
      { clearedReason: 'battery_lasts' },
    ])
  })

  test('taking the sensor off is the end of it', () => {
    const until = T0 + 2 * DAY
    expect(found(given([{ at: T0 + DAY, emptyAt: T0 + DAY }], { until }), [], T0 + 3 * DAY)).toMatchObject([
      { clearedAt: until, clearedReason: 'sensor_removed' },
    ])
    expect(found(given([{ at: T0 + 2 * DAY, emptyAt: T0 + DAY }], { until }), [], T0 + 3 * DAY)).toEqual([])
  })
})

describe('learned limits and policies over time', () => {
  test.each([
    { name: 'before it holds', from: T0 + 2 * MINUTE, silentAt: T0 + 4 * MINUTE },
    { name: 'when it holds', from: T0 + MINUTE, silentAt: T0 + 11 * MINUTE },
  ])('a learned limit counts for a contact $name', ({ from, silentAt }) => {
    const limits = [{ from, reportingLimitMs: 10 * MINUTE }]
    const given = facts({ fittings: [fitting('door-0001', { contactAtStart: 'closed', limits })] })
    const told = tellAnew(given, [speaker()('heartbeat', T0 + MINUTE, { contact: 'closed' })], T0 + 60 * MINUTE)
    expect(alerts(told, 'sensor_silent')).toMatchObject([{ lastAt: silentAt }])
  })

  test('of several limits the last one that holds counts', () => {
    const limits = [2, 10, 20].map((minutes, index) => ({
      from: T0 + index * MINUTE,
      reportingLimitMs: minutes * MINUTE,
    }))
    const given = facts({ fittings: [fitting('door-0001', { contactAtStart: 'closed', limits })] })
    const told = tellAnew(given, [speaker()('heartbeat', T0 + MINUTE + 1, { contact: 'closed' })], T0 + 60 * MINUTE)
    expect(alerts(told, 'sensor_silent')).toMatchObject([{ lastAt: T0 + 11 * MINUTE + 1 }])
    expect(alerts(told, 'sensor_silent')).toHaveLength(1)
  })

  test('the policy in force when the door opened decides, exactly at the change the new one', () => {
    const policies: Facts['policies'] = [
      { from: T0, policy: policy() },
      { from: T0 + 10 * MINUTE, policy: policy({ version: 2, openingAlert: 'never' }) },
    ]
    const say = speaker()
    const events = [9, 10].flatMap((at) => [say('opened', T0 + at * MINUTE), say('closed', T0 + at * MINUTE + SECOND)])
    const told = tellAnew(quiet({ policies }), events, T0 + 20 * MINUTE)
    expect(openings(told).map((it) => openingVerdict(it, { policies }).verdict)).toEqual(['alerted', 'recorded'])
    expect(alerts(told, 'unpermitted_opening')).toMatchObject([{ count: 1 }])
  })

  test('an opening has the limit of its own time, also when another policy holds later', () => {
    const policies: Facts['policies'] = [
      { from: T0, policy: policy({ leftOpenSeconds: 600 }) },
      { from: T0 + 2 * MINUTE, policy: policy({ version: 2, leftOpenSeconds: 60 }) },
    ]
    const told = tellAnew(quiet({ policies }), [speaker()('opened', T0 + MINUTE)], T0 + 12 * MINUTE)
    expect(alerts(told, 'left_open')).toMatchObject([{ lastAt: T0 + 11 * MINUTE }])
  })
})

test('every kind has a title of its own in both languages', () => {
  const named = RULES.map((it) => titles[it.kind])
  expect(named).not.toContain(undefined)
  expect(new Set(named.map((it) => it?.zh)).size).toBe(RULES.length)
  expect(new Set(named.map((it) => it?.en)).size).toBe(RULES.length)
})

test('what a sensor said before it was on the door has no say in the order of what it said after', () => {
  const fittedAt = T0 + 5 * MINUTE
  const fittings = [fitting('door-0001', { from: fittedAt, contactAtStart: 'closed' })]
  const [first, second] = [speaker('door-0001', 'boot1'), speaker('door-0001', 'boot2')]
  const before = first('closed', T0 + MINUTE)
  const after = [second('opened', fittedAt), first('closed', fittedAt + 1)]
  const told = (events: readonly WatchEvent[]) => openings(tellAnew(facts({ fittings }), events, T0 + 10 * MINUTE))
  expect(told([before, ...after])).toEqual(told(after))
  expect(told(after)).toMatchObject([{ openedAt: fittedAt, closedAt: fittedAt + 1 }])
})
