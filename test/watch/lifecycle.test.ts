import { describe, expect, test } from 'vitest'
import { orderId } from '../../base/id.ts'
import type { WatchEvent } from '../../watch/door.ts'
import type { Facts } from '../../watch/facts.ts'
import type { Policy } from '../../watch/policy.ts'
import { tellAnew } from '../../watch/story.ts'
import { under } from './conclusions.ts'
import { facts, fitting, MINUTE, permit, policy, speaker, T0 } from './stories.ts'

const SECOND = 1000
const graded = { graceSeconds: 30, residentFirstSeconds: 60 }
const HOUR = 60 * MINUTE

const door = (sensor: string) => fitting(sensor, { reportingLimitMs: 24 * HOUR, contactAtStart: 'closed' })
const quiet = (more: Partial<Facts> = {}): Facts => facts({ fittings: [door('door-0001')], ...more })
const both = (more: Partial<Facts> = {}): Facts => quiet({ fittings: [door('door-0001'), door('door-0002')], ...more })

/** The alerts of a kind as they stand at an instant, by what has happened before it. */
const alerts = (given: Facts, events: readonly WatchEvent[], kind: string, at: number) => {
  const before = events.filter((it) => it.occurredAt < at)
  return [...tellAnew(given, before, at).findings.values()].filter((it) => it.kind === kind).map((it) => it.episode)
}

/** What a door does, by minutes from the start. */
const steps = (say: ReturnType<typeof speaker>, ...all: readonly ['opened' | 'closed', number][]) =>
  all.map(([kind, minutes]) => say(kind, T0 + minutes * MINUTE))
const late = (event: WatchEvent | undefined): WatchEvent[] =>
  event === undefined ? [] : [{ ...event, receivedAt: event.occurredAt + HOUR }]

describe('the end of the order is the end of every alert, and of what waited to be one', () => {
  const endsAt = T0 + 3 * HOUR
  const order = { id: orderId.parse(1), startsAt: T0, endsAt }
  const say = () => speaker()
  const flapping = () => {
    const speak = say()
    return Array.from({ length: 22 }, (_, edge) =>
      speak(edge % 2 === 0 ? 'opened' : 'closed', endsAt - 30 * SECOND + edge * SECOND),
    )
  }
  test.each<{ kind: string; given?: Facts; events: readonly WatchEvent[]; startedAt: number }>([
    { kind: 'unpermitted_opening', events: steps(say(), ['opened', 1]), startedAt: T0 + MINUTE },
    { kind: 'left_open', events: steps(say(), ['opened', 1]), startedAt: T0 + MINUTE },
    {
      kind: 'opening_limit',
      given: quiet(under({ openingsPerDay: 0 })),
      events: steps(say(), ['opened', 1]),
      startedAt: T0 + MINUTE,
    },
    {
      kind: 'permit_overrun',
      given: quiet({ permits: [permit(1, T0, T0 + HOUR)] }),
      events: steps(say(), ['opened', 1]),
      startedAt: T0 + MINUTE,
    },
    {
      kind: 'unknown_at_start',
      given: facts({ fittings: [fitting('door-0001', { reportingLimitMs: 24 * HOUR })] }),
      events: [],
      startedAt: T0,
    },
    { kind: 'not_opened', given: quiet(under({ notOpenedHours: 2 })), events: [], startedAt: T0 },
    { kind: 'sensor_tamper', events: [say()('tamper', T0 + MINUTE)], startedAt: T0 + MINUTE },
    { kind: 'sensor_silent', given: facts(), events: [], startedAt: T0 },
    { kind: 'sensor_flapping', events: flapping(), startedAt: endsAt - 30 * SECOND },
    { kind: 'sensor_battery', events: [say()('low_battery', T0 + MINUTE)], startedAt: T0 + MINUTE },
  ])('$kind', ({ kind, given = quiet(), events, startedAt }) => {
    expect(alerts({ ...given, order }, events, kind, endsAt).map((it) => it.clearedAt)).toEqual([null])
    const [over, ...others] = alerts({ ...given, order }, events, kind, endsAt + 1)
    expect(others).toEqual([])
    expect(over).toMatchObject({ startedAt, clearedAt: endsAt, clearedReason: 'order_ended', ongoing: [] })
  })

  test.each([
    { name: 'was cleared before stays as it was cleared', at: 1, kind: 'unpermitted_opening', reason: 'door_closed' },
    { name: 'of the day was cleared before stays so', at: 1, kind: 'opening_limit', reason: 'door_closed' },
  ])('what $name', ({ at, kind, reason }) => {
    const given = quiet({ order, ...under({ openingsPerDay: 0 }) })
    const events = steps(say(), ['opened', at], ['closed', at + 1])
    expect(alerts(given, events, kind, endsAt + 1)).toMatchObject([
      { clearedAt: T0 + (at + 1) * MINUTE, clearedReason: reason },
    ])
  })
})

describe('unpermitted_opening', () => {
  const found = (given: Facts, events: readonly WatchEvent[], minutes = 60) =>
    alerts(given, events, 'unpermitted_opening', T0 + minutes * MINUTE)

  test('whole, from its beginning to its end', () => {
    const events = steps(speaker(), ['opened', 1], ['closed', 2])
    const begun = { startedAt: T0 + MINUTE, sensor: 'door-0001', lastAt: T0 + MINUTE, count: 1, late: false }
    expect(found(quiet(), events.slice(0, 1), 2)).toEqual([
      {
        ...{ ...begun, raised: true, severity: 'critical' },
        ...{ ongoing: [`${T0 + MINUTE}/door-0001`], clearedAt: null, clearedReason: null },
      },
    ])
    expect(found(quiet(), events)).toEqual([
      {
        ...{ ...begun, raised: true, severity: 'critical' },
        ...{ ongoing: [], clearedAt: T0 + 2 * MINUTE, clearedReason: 'door_closed' },
      },
    ])
  })

  test('two doors open at once are one alert until both are shut', () => {
    const one = speaker('door-0001')
    const two = speaker('door-0002')
    const events = [...steps(one, ['opened', 1], ['closed', 20]), ...steps(two, ['opened', 15], ['closed', 30])]
    expect(found(both(), events, 25)).toMatchObject([
      { count: 2, lastAt: T0 + 15 * MINUTE, ongoing: [`${T0 + 15 * MINUTE}/door-0002`], clearedAt: null },
    ])
    expect(found(both(), events)).toMatchObject([{ count: 2, clearedAt: T0 + 30 * MINUTE }])
  })

  test('the door that was opened later may be the first to be shut', () => {
    const events = [
      ...steps(speaker('door-0001'), ['opened', 1], ['closed', 30]),
      ...steps(speaker('door-0002'), ['opened', 5], ['closed', 10]),
    ]
    expect(found(both(), events, 15)).toMatchObject([
      { count: 2, clearedAt: null, ongoing: [`${T0 + MINUTE}/door-0001`] },
    ])
  })

  test('a grace of a second is one', () => {
    const say = speaker()
    const events = [say('opened', T0 + MINUTE), say('closed', T0 + MINUTE + SECOND)]
    expect(found(quiet(under({ graceSeconds: 1 })), events)).toEqual([])
    expect(found(quiet(), events)).toHaveLength(1)
  })

  test.each([
    { name: 'a millisecond less than mergeMinutes', apart: 10 * MINUTE - 1, counts: [2] },
    { name: 'mergeMinutes', apart: 10 * MINUTE, counts: [1, 1] },
  ])('an opening $name after the door was shut', ({ apart, counts }) => {
    const say = speaker()
    const events = [say('opened', T0), say('closed', T0 + MINUTE), say('opened', T0 + MINUTE + apart)]
    expect(found(quiet(), events).map((it) => it.count)).toEqual(counts)
  })

  test('it is late once one of its openings was', () => {
    const events = steps(speaker(), ['opened', 1], ['closed', 2], ['opened', 3], ['closed', 4])
    const [first, second, third, fourth] = events
    expect(found(quiet(), events)).toMatchObject([{ count: 2, late: false }])
    const told = [late(first), late(second), [third, fourth].filter((it) => it !== undefined)].flat()
    expect(found(quiet(), told)).toMatchObject([{ count: 2, late: true }])
  })

  test.each([
    { name: 'a millisecond short of it', lasts: 30 * SECOND - 1, count: 0 },
    { name: 'exactly as long', lasts: 30 * SECOND, count: 0 },
    { name: 'a millisecond longer', lasts: 30 * SECOND + 1, count: 1 },
  ])('with a grace: an opening $name', ({ lasts, count }) => {
    const say = speaker()
    const events = [say('opened', T0 + MINUTE), say('closed', T0 + MINUTE + lasts)]
    expect(found(quiet(under({ graceSeconds: 30 })), events)).toHaveLength(count)
  })

  test.each([
    { name: 'without a grace, exactly as long', given: { residentFirstSeconds: 60 }, lasts: 60 * SECOND, count: 0 },
    {
      name: 'without a grace, a millisecond longer',
      given: { residentFirstSeconds: 60 },
      lasts: 60 * SECOND + 1,
      count: 1,
    },
    { name: 'after a grace, exactly as long', given: graded, lasts: 90 * SECOND, count: 0 },
    { name: 'after a grace, a millisecond longer', given: graded, lasts: 90 * SECOND + 1, count: 1 },
    {
      name: 'that only counts, for long',
      given: { ...graded, openingAlert: 'over_limit' },
      lasts: MINUTE * 9,
      count: 0,
    },
  ] as const)('where the resident is messaged first: $name', ({ given, lasts, count }) => {
    const say = speaker()
    const events = [say('opened', T0 + MINUTE), say('closed', T0 + MINUTE + lasts)]
    expect(found(quiet(under(given)), events)).toHaveLength(count)
  })

  test.each([
    { name: 'not at the second itself', until: T0 + MINUTE + 90 * SECOND, count: 0 },
    { name: 'once it is over', until: T0 + MINUTE + 90 * SECOND + 1, count: 1 },
  ])('where the resident is messaged first and the door stays open: staff hear $name', ({ until, count }) => {
    const events = [speaker()('opened', T0 + MINUTE)]
    expect(found(quiet(under(graded)), events, (until - T0) / MINUTE)).toHaveLength(count)
  })

  test('where the resident is messaged first, the openings of the day and the door left open are told of as ever', () => {
    const say = speaker()
    const given = quiet(under({ residentFirstSeconds: 3600, openingsPerDay: 1, leftOpenSeconds: 60 }))
    const events = steps(say, ['opened', 1], ['closed', 1.5], ['opened', 2])
    expect(alerts(given, events, 'opening_limit', T0 + 4 * MINUTE)).toMatchObject([{ count: 2 }])
    expect(alerts(given, events, 'left_open', T0 + 4 * MINUTE)).toHaveLength(1)
    expect(found(given, events, 4)).toEqual([])
  })

  test('with a grace: two that wait at once join when each has waited, the one that was shut is left out', () => {
    const one = speaker('door-0001')
    const two = speaker('door-0002')
    const given = both(under({ graceSeconds: 60 }))
    const open = [...steps(one, ['opened', 1]), ...steps(two, ['opened', 1.5])]
    expect(found(given, open, 2.1).map((it) => it.count)).toEqual([1])
    expect(found(given, open, 3)).toMatchObject([{ startedAt: T0 + MINUTE, count: 2, lastAt: T0 + 1.5 * MINUTE }])
    expect(found(given, [...open, ...steps(two, ['closed', 1.7])], 3).map((it) => it.count)).toEqual([1])
  })

  test('with a grace: one that is shut again leaves the other one waiting', () => {
    const events = [
      ...steps(speaker('door-0001'), ['opened', 1], ['closed', 2.7]),
      ...steps(speaker('door-0002'), ['opened', 2.5]),
    ]
    expect(found(both(under({ graceSeconds: 60 })), events, 3.4).map((it) => it.count)).toEqual([1])
    expect(found(both(under({ graceSeconds: 60 })), events, 4)).toMatchObject([{ count: 2, clearedAt: null }])
  })

  test('with a grace that changes: the older one may have waited longer, and the alert ends with the younger', () => {
    const given = both({
      policies: [
        { from: T0, policy: policy({ graceSeconds: 600 }) },
        { from: T0 + 2 * MINUTE, policy: policy({ version: 2 }) },
      ],
    })
    const events = [...steps(speaker('door-0001'), ['opened', 1]), ...steps(speaker('door-0002'), ['opened', 3])]
    expect(found(given, events, 12)).toMatchObject([{ startedAt: T0 + 3 * MINUTE, lastAt: T0 + 3 * MINUTE, count: 2 }])
  })

  test.each([
    { name: 'a minute', mergeMinutes: 1, counts: [1, 1] },
    { name: 'no time at all', mergeMinutes: 0, counts: [1, 1] },
    { name: 'two minutes', mergeMinutes: 2, counts: [2] },
  ])('openings a minute apart, merged within $name', ({ mergeMinutes, counts }) => {
    const events = steps(speaker(), ['opened', 1], ['closed', 2], ['opened', 3], ['closed', 4])
    expect(found(quiet(under({ mergeMinutes })), events).map((it) => it.count)).toEqual(counts)
  })

  test.each([
    { name: 'when the last one began', at: T0 + MINUTE, counts: [1, 1] },
    { name: 'before the last one began', at: T0 + MINUTE - 1, counts: [2] },
    { name: 'a millisecond before the next', at: T0 + 3 * MINUTE - 1, counts: [1, 1] },
    { name: 'when the next begins', at: T0 + 3 * MINUTE, counts: [2] },
  ])('a person closed it $name', ({ at, counts }) => {
    const events = steps(speaker(), ['opened', 1], ['closed', 2], ['opened', 3], ['closed', 4])
    const cuts = [{ kind: 'unpermitted_opening', at }]
    expect(found(quiet({ cuts }), events).map((it) => it.count)).toEqual(counts)
    const ofOther = [{ kind: 'left_open', at }]
    expect(found(quiet({ cuts: ofOther }), events).map((it) => it.count)).toEqual([2])
  })
})

describe('left_open', () => {
  const found = (given: Facts, events: readonly WatchEvent[], minutes: number) =>
    alerts(given, events, 'left_open', T0 + minutes * MINUTE)

  test('each door that stands open is one, raised and cleared for itself', () => {
    const one = speaker('door-0001')
    const two = speaker('door-0002')
    const events = [...steps(one, ['opened', 1], ['closed', 5]), ...steps(two, ['opened', 2], ['closed', 9])]
    expect(found(both(), events, 4.1)).toMatchObject([
      { sensor: 'door-0001', lastAt: T0 + 3 * MINUTE, clearedAt: null },
      { sensor: 'door-0002', lastAt: T0 + 4 * MINUTE, clearedAt: null },
    ])
    expect(found(both(), events, 10)).toMatchObject([
      { sensor: 'door-0001', clearedAt: T0 + 5 * MINUTE, clearedReason: 'door_closed', severity: 'major' },
      { sensor: 'door-0002', clearedAt: T0 + 9 * MINUTE, clearedReason: 'door_closed', severity: 'major' },
    ])
  })

  test.each([
    { name: 'exactly ten times its limit', lasts: 20 * MINUTE, severity: 'major' },
    { name: 'a millisecond more', lasts: 20 * MINUTE + 1, severity: 'critical' },
  ])('open for $name it is $severity', ({ lasts, severity }) => {
    const say = speaker()
    const events = [say('opened', T0 + MINUTE), say('closed', T0 + MINUTE + lasts)]
    expect(found(quiet(), events, 60)).toMatchObject([{ severity, count: 1 }])
  })
})

describe('opening_limit', () => {
  const limit = (openingsPerDay: number, more: Partial<Policy> = {}) =>
    under({ openingAlert: 'over_limit', openingsPerDay, ...more })
  const found = (given: Facts, events: readonly WatchEvent[], minutes = 60) =>
    alerts(given, events, 'opening_limit', T0 + minutes * MINUTE)
  const twice = steps(speaker(), ['opened', 1], ['closed', 2], ['opened', 30], ['closed', 40])

  test('whole: it begins with the first opening of the day, and is over when the last door is shut', () => {
    const key = `${T0 + 30 * MINUTE}/door-0001`
    const begun = {
      ...{ startedAt: T0 + MINUTE, sensor: 'door-0001', lastAt: T0 + 30 * MINUTE, count: 2, late: false },
      ...{ raised: true, severity: 'critical', day: '2026-01-06' },
    }
    expect(found(quiet(limit(1)), twice, 35)).toEqual([
      { ...begun, ongoing: [key], clearedAt: null, clearedReason: null },
    ])
    expect(found(quiet(limit(1)), twice)).toEqual([
      { ...begun, ongoing: [], clearedAt: T0 + 40 * MINUTE, clearedReason: 'door_closed' },
    ])
    expect(found(quiet(limit(2)), twice)).toEqual([])
    expect(found(quiet(limit(0, { openingAlert: 'never' })), twice)).toEqual([])
  })

  test('openings that a permit covers do not count', () => {
    expect(found(quiet({ ...limit(1), permits: [permit(1, T0, T0 + 5 * MINUTE)] }), twice)).toEqual([])
  })

  test('doors of one household are counted together, and it goes on while any is open', () => {
    const events = [
      ...steps(speaker('door-0001'), ['opened', 1], ['closed', 20]),
      ...steps(speaker('door-0002'), ['opened', 5], ['closed', 10]),
    ]
    expect(found(both(limit(1)), events, 15)).toMatchObject([
      { sensor: 'door-0001', count: 2, ongoing: [`${T0 + MINUTE}/door-0001`], clearedAt: null },
    ])
    expect(found(both(limit(1)), events)).toMatchObject([{ count: 2, clearedAt: T0 + 20 * MINUTE }])
  })

  test('once raised it stays so for the day, also under a policy that allows more', () => {
    const given = quiet({
      policies: [
        { from: T0, policy: policy({ openingAlert: 'over_limit', openingsPerDay: 0 }) },
        { from: T0 + 20 * MINUTE, policy: policy({ openingAlert: 'over_limit', openingsPerDay: 9, version: 2 }) },
      ],
    })
    expect(found(given, twice)).toMatchObject([{ count: 2, startedAt: T0 + MINUTE }])
  })

  test('it is late once one of its openings was', () => {
    expect(found(quiet(limit(0)), [...late(twice[0]), ...late(twice[1]), ...twice.slice(2)])).toMatchObject([
      { late: true },
    ])
    expect(found(quiet(limit(0)), twice)).toMatchObject([{ late: false }])
  })

  test('the next day begins at nothing', () => {
    const events = steps(
      speaker(),
      ['opened', 24 * 60 - 1],
      ['closed', 24 * 60 - 0.5],
      ['opened', 24 * 60],
      ['closed', 24 * 60 + 1],
    )
    expect(found(quiet(limit(1)), events, 25 * 60)).toEqual([])
    expect(found(quiet(limit(0)), events, 25 * 60).map((it) => [it.day, it.count])).toEqual([
      ['2026-01-06', 1],
      ['2026-01-07', 1],
    ])
  })

  test('openings that only the counter proves count, and are over as soon as they are known', () => {
    const say = speaker()
    const counted = (minutes: number, openings: number) =>
      say('heartbeat', T0 + minutes * MINUTE, { openings, contact: 'closed' })
    const events = [counted(1, 5), counted(2, 7)]
    expect(found(quiet(limit(1)), events)).toEqual([
      {
        ...{ startedAt: T0 + 2 * MINUTE, sensor: 'door-0001', lastAt: T0 + 2 * MINUTE, count: 2, late: false },
        ...{ raised: true, severity: 'critical', day: '2026-01-06', ongoing: [] },
        ...{ clearedAt: T0 + 2 * MINUTE, clearedReason: 'known_again' },
      },
    ])
    const permits = [permit(1, T0, T0 + 5 * MINUTE, { openingsMax: 2 })]
    expect(found(quiet({ ...limit(0), permits }), events)).toEqual([])
    const covered = [permit(1, T0 + 3 * MINUTE, T0 + 5 * MINUTE)]
    expect(found(quiet({ ...limit(1), permits: covered }), [...events, counted(4, 8)])).toMatchObject([
      { count: 2, lastAt: T0 + 2 * MINUTE },
    ])
    const one = [permit(1, T0, T0 + 5 * MINUTE)]
    expect(found(quiet({ ...limit(0), permits: one }), events)).toMatchObject([{ count: 1 }])
  })
})

describe('missed_openings', () => {
  const found = (given: Facts, events: readonly WatchEvent[], minutes = 60) =>
    alerts(given, events, 'missed_openings', T0 + minutes * MINUTE)
  const counting =
    (sensor = 'door-0001') =>
    (...all: readonly [number, number][]) => {
      const say = speaker(sensor)
      return all.map(([minutes, openings]) => say('heartbeat', T0 + minutes * MINUTE, { openings, contact: 'closed' }))
    }

  test('whole', () => {
    expect(found(quiet(), counting()([1, 5], [4, 7]))).toEqual([
      {
        ...{ startedAt: T0 + MINUTE, sensor: 'door-0001', lastAt: T0 + 4 * MINUTE, count: 2, late: false },
        ...{ raised: true, severity: 'critical', ongoing: [], proof: 'counter' },
        ...{ clearedAt: T0 + 4 * MINUTE, clearedReason: 'known_again' },
      },
    ])
  })

  test('it is raised exactly a minute after the count', () => {
    const events = counting()([1, 5], [4, 6])
    expect(alerts(quiet(), events, 'missed_openings', T0 + 5 * MINUTE)).toEqual([])
    expect(alerts(quiet(), events, 'missed_openings', T0 + 5 * MINUTE + 1)).toHaveLength(1)
  })

  test.each([
    { name: 'a millisecond less than mergeMinutes', apart: 10 * MINUTE - 1, counts: [3] },
    { name: 'mergeMinutes', apart: 10 * MINUTE, counts: [1, 2] },
  ])('$name after the last one', ({ apart, counts }) => {
    const minutes = 4 + apart / MINUTE
    const events = counting()([1, 5], [4, 6], [minutes, 6], [minutes + 1, 8])
    expect(found(quiet(), events).map((it) => it.count)).toEqual(counts)
  })

  test('two sensors are two, also when both are due at once', () => {
    const events = [...counting('door-0001')([1, 5], [4, 6], [6, 7]), ...counting('door-0002')([1, 5], [4, 8])]
    expect(found(both(), events).map((it) => [it.sensor, it.count])).toEqual([
      ['door-0001', 2],
      ['door-0002', 3],
    ])
    const order = { id: orderId.parse(1), startsAt: T0, endsAt: T0 + 4 * MINUTE + 1 }
    expect(found(both({ order }), events).map((it) => [it.sensor, it.count])).toEqual([
      ['door-0001', 1],
      ['door-0002', 3],
    ])
  })

  test('it is late once one of its records was', () => {
    const [first, second, third] = counting()([1, 5], [4, 6], [6, 7])
    const events = [first, third].filter((it) => it !== undefined)
    expect(found(quiet(), [...events, ...late(second)])).toMatchObject([{ count: 2, late: true }])
  })
})

describe('permit_overrun', () => {
  const found = (given: Facts, events: readonly WatchEvent[], minutes: number) =>
    alerts(given, events, 'permit_overrun', T0 + minutes * MINUTE)
  const long = under({ leftOpenSeconds: 86_400 })

  test('two permits in use at once are two, each with the door that is open under it', () => {
    const permits = [permit(1, T0, T0 + 10 * MINUTE), permit(2, T0, T0 + 20 * MINUTE)]
    const events = [
      ...steps(speaker('door-0001'), ['opened', 1], ['closed', 30]),
      ...steps(speaker('door-0002'), ['opened', 2], ['closed', 40]),
    ]
    const given = both({ permits, ...long })
    expect(found(given, events, 15)).toMatchObject([{ permit: 1, sensor: 'door-0001', count: 1 }])
    expect(found(given, events, 35)).toMatchObject([
      { permit: 1, clearedAt: T0 + 30 * MINUTE, clearedReason: 'door_closed' },
      { permit: 2, clearedAt: null, lastAt: T0 + 20 * MINUTE },
    ])
  })

  test('two doors open under one permit are one, until both are shut', () => {
    const permits = [permit(1, T0, T0 + 10 * MINUTE, { openingsMax: 2 })]
    const events = [
      ...steps(speaker('door-0001'), ['opened', 1], ['closed', 30]),
      ...late(steps(speaker('door-0002'), ['opened', 2])[0]),
    ]
    const given = both({ permits, ...long })
    expect(found(given, events, 35)).toMatchObject([{ count: 2, late: true, clearedAt: null }])
    const shut = speaker('door-0002', 'boot2')('closed', T0 + 40 * MINUTE)
    expect(found(given, [...events, shut], 45)).toMatchObject([{ count: 2, clearedAt: T0 + 40 * MINUTE }])
  })

  test('a going-out permit with the door left open and no way back waits for both', () => {
    const permits = [permit(1, T0, T0 + 10 * MINUTE, { openingsMax: 2, goingOut: true })]
    const events = steps(speaker(), ['opened', 1], ['closed', 15], ['opened', 30])
    const given = quiet({ permits, ...long })
    expect(found(given, events.slice(0, 2), 20)).toMatchObject([{ clearedAt: null, count: 1 }])
    expect(found(given, events, 35)).toMatchObject([{ clearedAt: T0 + 30 * MINUTE, clearedReason: 'returned' }])
  })

  test('a second door that opens and shuts under a going-out permit leaves the first one open past its end', () => {
    const permits = [permit(1, T0, T0 + 10 * MINUTE, { openingsMax: 2, goingOut: true })]
    const events = [
      ...steps(speaker('door-0001'), ['opened', 1]),
      ...steps(speaker('door-0002'), ['opened', 3], ['closed', 4]),
    ]
    expect(found(both({ permits, ...long }), events, 15)).toMatchObject([{ count: 2, clearedAt: null }])
  })

  test('a way back of another permit, before its own is over, is not that of this one', () => {
    const permits = [permit(1, T0, T0 + 10 * MINUTE, { goingOut: true }), permit(2, T0, T0 + 20 * MINUTE)]
    const events = steps(speaker(), ['opened', 1], ['closed', 2], ['opened', 5], ['closed', 6])
    expect(found(quiet({ permits, ...long }), events, 35)).toMatchObject([{ permit: 1, count: 1, clearedAt: null }])
  })
})
