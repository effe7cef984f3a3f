import { describe, expect, test } from 'vitest'
import { orderId } from '../../base/id.ts'
import type { WatchEvent } from '../../watch/door.ts'
import { doorViews } from '../../watch/door-view.ts'
import type { Facts, OnTest } from '../../watch/facts.ts'
import { tellAnew } from '../../watch/story.ts'
import { facts, fitting, MINUTE, policy, speaker, T0 } from './stories.ts'

const SECOND = 1000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** The findings of a kind as they stand at an instant, by what has happened before it. */
const findings = (given: Facts, events: readonly WatchEvent[], kind: string, at: number) => {
  const before = events.filter((it) => it.occurredAt < at)
  return [...tellAnew(given, before, at).findings.values()].filter((it) => it.kind === kind)
}
const alerts = (given: Facts, events: readonly WatchEvent[], kind: string, at: number) =>
  findings(given, events, kind, at).map((it) => it.episode)
const late = (event: WatchEvent): WatchEvent => ({ ...event, receivedAt: event.occurredAt + HOUR })
const patient = { reportingLimitMs: 30 * DAY, contactAtStart: 'closed' } as const
const onTest = (from: number, until: number, more: Partial<OnTest> = {}): OnTest => ({
  ...{ sensor: null, from: T0 + from * MINUTE, until: T0 + until * MINUTE, reason: 'walk test', by: 'installer' },
  ...more,
})

describe('sensor_silent', () => {
  const found = (given: Facts, events: readonly WatchEvent[], minutes: number) =>
    alerts(given, events, 'sensor_silent', T0 + minutes * MINUTE)
  const known = { contactAtStart: 'closed' } as const
  const both = facts({ fittings: [fitting('door-0001', known), fitting('door-0002', known)] })
  const beats = (sensor: string, ...minutes: readonly number[]) => {
    const say = speaker(sensor)
    return minutes.map((it) => say('heartbeat', T0 + it * MINUTE, { contact: 'closed' }))
  }

  test('whole, from the last contact to the next', () => {
    const given = facts({ fittings: [fitting('door-0001', known)] })
    const begun = {
      startedAt: T0 + MINUTE,
      sensor: 'door-0001',
      count: 1,
      late: false,
      raised: true,
      severity: 'major',
    }
    expect(found(given, beats('door-0001', 1, 9), 5)).toEqual([
      {
        ...{ ...begun, lastAt: T0 + 4 * MINUTE, overdueFrom: T0 + 4 * MINUTE },
        ...{ ongoing: ['door-0001'], clearedAt: null, clearedReason: null },
      },
    ])
    expect(found(given, beats('door-0001', 1, 9), 10)).toEqual([
      {
        ...{ ...begun, lastAt: T0 + 9 * MINUTE, overdueFrom: T0 + 4 * MINUTE },
        ...{ ongoing: [], clearedAt: T0 + 9 * MINUTE, clearedReason: 'heard_again' },
      },
    ])
  })

  test('each sensor is silent for itself: one is heard again, the other one goes on', () => {
    const events = [...beats('door-0001', 1, 8), ...beats('door-0002', 2)]
    expect(found(both, events, 10)).toMatchObject([
      { sensor: 'door-0001', lastAt: T0 + 8 * MINUTE, clearedAt: T0 + 8 * MINUTE },
      { sensor: 'door-0002', lastAt: T0 + 5 * MINUTE, clearedAt: null },
    ])
  })

  test('two that fall silent at one instant are two', () => {
    const events = [...beats('door-0001', 1), ...beats('door-0002', 1)]
    expect(found(both, events, 10).map((it) => it.sensor)).toEqual(['door-0001', 'door-0002'])
  })

  test('what falls silent later leaves the others as they were', () => {
    const events = [...beats('door-0001', 1), ...beats('door-0002', 2)]
    expect(found(both, events, 10).map((it) => [it.startedAt - T0, it.lastAt - T0])).toEqual([
      [MINUTE, 4 * MINUTE],
      [2 * MINUTE, 5 * MINUTE],
    ])
  })

  test('one is taken off at the instant at which the other falls silent', () => {
    const given = facts({
      fittings: [fitting('door-0001', { ...known, until: T0 + 10 * MINUTE }), fitting('door-0002', known)],
    })
    expect(found(given, beats('door-0002', 1, 3, 5, 7), 12)).toMatchObject([
      { sensor: 'door-0001', clearedAt: T0 + 10 * MINUTE },
      { sensor: 'door-0002', startedAt: T0 + 7 * MINUTE, lastAt: T0 + 10 * MINUTE, clearedAt: null },
    ])
  })

  test('of two that are taken off one was silent', () => {
    const off = { ...known, until: T0 + 10 * MINUTE }
    const given = facts({ fittings: [fitting('door-0001', off), fitting('door-0002', off)] })
    expect(found(given, beats('door-0002', 1, 3, 5, 7, 9), 30)).toMatchObject([
      { sensor: 'door-0001', clearedAt: T0 + 10 * MINUTE, clearedReason: 'sensor_removed' },
    ])
  })

  test('one that was silent before goes on being one when the other falls silent', () => {
    const events = [...beats('door-0001', 1, 20), ...beats('door-0002', 2, 4, 6, 8, 10)]
    expect(found(both, events, 21)).toMatchObject([
      { sensor: 'door-0001', startedAt: T0 + MINUTE, clearedAt: T0 + 20 * MINUTE },
      { sensor: 'door-0002', startedAt: T0 + 10 * MINUTE, clearedAt: null },
    ])
  })

  test.each([
    { name: 'before it is silent', until: 3 * MINUTE - 1, silences: 0 },
    { name: 'at the instant at which it would be', until: 3 * MINUTE, silences: 0 },
    { name: 'a millisecond later', until: 3 * MINUTE + 1, silences: 1 },
  ])('a sensor that is taken off $name', ({ until, silences }) => {
    const given = facts({ fittings: [fitting('door-0001', { ...known, until: T0 + until })] })
    expect(found(given, [], 60)).toHaveLength(silences)
  })

  test('one sensor taken off is the end of its own silence, not of the other one’s', () => {
    const given = facts({
      fittings: [fitting('door-0001', known), fitting('door-0002', { ...known, until: T0 + 10 * MINUTE })],
    })
    expect(found(given, [], 20)).toMatchObject([
      { sensor: 'door-0001', clearedAt: null, lastAt: T0 + 3 * MINUTE },
      { sensor: 'door-0002', clearedAt: T0 + 10 * MINUTE, clearedReason: 'sensor_removed', lastAt: T0 + 10 * MINUTE },
    ])
  })

  test('a sensor taken off one door and put on another is waited for at each, by the limit of each', () => {
    const given = facts({
      fittings: [
        fitting('door-0001', { ...known, until: T0 + 10 * MINUTE }),
        fitting('door-0001', { from: T0 + 10 * MINUTE, reportingLimitMs: 5 * MINUTE, door: 'back' }),
      ],
    })
    expect(found(given, [], 30)).toMatchObject([
      { startedAt: T0, lastAt: T0 + 10 * MINUTE, clearedAt: T0 + 10 * MINUTE, clearedReason: 'sensor_removed' },
      { startedAt: T0 + 10 * MINUTE, lastAt: T0 + 15 * MINUTE, clearedAt: null },
    ])
    expect(findings(given, [], 'sensor_silent', T0 + 30 * MINUTE).map((it) => it.thresholds)).toEqual([
      { reportingLimitSeconds: 180 },
      { reportingLimitSeconds: 300 },
    ])
    const { state } = tellAnew(given, beats('door-0001', 2), T0 + 3 * MINUTE)
    expect(state.doors['door-0001']?.coveredMs).toBe(2 * MINUTE)
  })

  test('a sensor fitted in the middle of the order is waited for from then on', () => {
    const given = facts({ fittings: [fitting('door-0001', { from: T0 + 20 * MINUTE })] })
    expect(found(given, [], 23)).toEqual([])
    expect(found(given, [], 24)).toMatchObject([{ startedAt: T0 + 20 * MINUTE, lastAt: T0 + 23 * MINUTE }])
  })

  test('another door on test is no excuse', () => {
    const tests = [onTest(1, 30, { sensor: fitting('door-0002').sensor })]
    expect(found(facts({ ...both, tests }), [], 20)).toMatchObject([{ sensor: 'door-0001', lastAt: T0 + 3 * MINUTE }])
  })

  test('pauses one after another, in whatever order they are named', () => {
    const outages = [
      { from: T0 + 10 * MINUTE, until: T0 + 20 * MINUTE },
      { from: T0 + MINUTE, until: T0 + 8 * MINUTE },
    ]
    expect(found(facts({ outages }), [], 60)).toMatchObject([{ startedAt: T0, lastAt: T0 + 23 * MINUTE }])
  })
})

describe('sensor_battery', () => {
  const found = (given: Facts, events: readonly WatchEvent[], at: number) => alerts(given, events, 'sensor_battery', at)
  const short = { at: T0 + DAY, emptyAt: T0 + 2 * DAY }

  test('whole', () => {
    const given = facts({ fittings: [fitting('door-0001', { ...patient, forecasts: [short] })] })
    const begun = { startedAt: T0 + DAY, sensor: 'door-0001', lastAt: T0 + DAY, count: 1, late: false, raised: true }
    const episode = { ...begun, severity: 'minor', ongoing: ['door-0001'], clearedAt: null, clearedReason: null }
    expect(found(given, [], T0 + 2 * DAY)).toEqual([episode])
    const said = facts({ fittings: [fitting('door-0001', patient)] })
    expect(found(said, [speaker()('low_battery', T0 + DAY)], T0 + 2 * DAY)).toEqual([episode])
  })

  test('two sensors are two, also when they are judged at one instant', () => {
    const given = facts({
      fittings: ['door-0001', 'door-0002'].map((it) => fitting(it, { ...patient, forecasts: [short] })),
    })
    expect(found(given, [], T0 + 2 * DAY).map((it) => it.sensor)).toEqual(['door-0001', 'door-0002'])
  })

  test('the other sensor’s battery that lasts, and its removal, say nothing of this one', () => {
    const given = facts({
      fittings: [
        fitting('door-0001', { ...patient, forecasts: [short] }),
        fitting('door-0002', {
          ...{ ...patient, until: T0 + 5 * DAY },
          forecasts: [
            { ...short, at: T0 + 2 * DAY },
            { at: T0 + 3 * DAY, emptyAt: null },
          ],
        }),
      ],
    })
    expect(found(given, [], T0 + 6 * DAY)).toMatchObject([
      { sensor: 'door-0001', clearedAt: null },
      { sensor: 'door-0002', clearedAt: T0 + 3 * DAY, clearedReason: 'battery_lasts' },
    ])
  })

  test('the one that was raised first may be the first to last', () => {
    const given = facts({
      fittings: [
        fitting('door-0001', { ...patient, forecasts: [short, { at: T0 + 3 * DAY, emptyAt: null }] }),
        fitting('door-0002', { ...patient, forecasts: [{ ...short, at: T0 + 2 * DAY }] }),
      ],
    })
    expect(found(given, [], T0 + 5 * DAY)).toMatchObject([
      { sensor: 'door-0001', clearedAt: T0 + 3 * DAY },
      { sensor: 'door-0002', clearedAt: null },
    ])
  })

  test('each sensor has its own forecasts', () => {
    const given = facts({
      fittings: [2, 3].map((days, n) =>
        fitting(`door-000${n + 1}`, { ...patient, forecasts: [{ at: T0 + DAY, emptyAt: T0 + days * DAY }] }),
      ),
    })
    const all = findings(given, [], 'sensor_battery', T0 + 2 * DAY)
    expect(all.map((it) => it.thresholds.emptyAt)).toEqual([T0 + 2 * DAY, T0 + 3 * DAY])
  })

  test('each fitting has its own forecasts', () => {
    const until = T0 + 2 * DAY
    const later = { at: T0 + 3 * DAY, emptyAt: T0 + 4 * DAY }
    const given = facts({
      fittings: [
        fitting('door-0001', { ...patient, until, forecasts: [short] }),
        fitting('door-0001', { ...patient, from: T0 + 2.5 * DAY, forecasts: [later] }),
      ],
    })
    const all = findings(given, [], 'sensor_battery', T0 + 5 * DAY)
    expect(all.map((it) => [it.episode.startedAt, it.thresholds.emptyAt])).toEqual([
      [short.at, short.emptyAt],
      [later.at, later.emptyAt],
    ])
  })

  test('a forecast from before the fitting is judged when it is fitted', () => {
    const given = facts({ fittings: [fitting('door-0001', { ...patient, from: T0 + 3 * DAY, forecasts: [short] })] })
    expect(found(given, [], T0 + 3 * DAY)).toEqual([])
    const [finding] = findings(given, [], 'sensor_battery', T0 + 4 * DAY)
    expect(finding).toMatchObject({ episode: { startedAt: T0 + 3 * DAY }, thresholds: { emptyAt: short.emptyAt } })
  })

  describe('a sensor taken off one door', () => {
    const until = T0 + 2 * DAY
    const moved = (from: number) =>
      facts({
        fittings: [
          fitting('door-0001', { ...patient, until, forecasts: [short] }),
          fitting('door-0001', { ...patient, from, forecasts: [], door: 'back' }),
        ],
      })

    test.each([
      { name: 'and put on another at once goes on', from: until, clearedAt: null },
      { name: 'and put on another later has been removed', from: until + DAY, clearedAt: until },
    ])('$name', ({ from, clearedAt }) => {
      expect(found(moved(from), [], T0 + 5 * DAY)).toMatchObject([{ startedAt: T0 + DAY, clearedAt }])
    })

    test('and another sensor put in its place: it has been removed', () => {
      const given = facts({
        fittings: [
          fitting('door-0001', { ...patient, until, forecasts: [short] }),
          fitting('door-0002', { ...patient, from: until }),
        ],
      })
      expect(found(given, [], T0 + 5 * DAY)).toMatchObject([{ clearedAt: until, clearedReason: 'sensor_removed' }])
    })
  })
})

describe('sensor_flapping', () => {
  const edges = (sensor: string, from: number, count: number, everyMs = SECOND) => {
    const say = speaker(sensor)
    return Array.from({ length: count }, (_, edge) => say(edge % 2 === 0 ? 'opened' : 'closed', from + edge * everyMs))
  }
  const given = facts({ fittings: [fitting('door-0001', patient), fitting('door-0002', patient)] })
  const found = (events: readonly WatchEvent[], at: number) => alerts(given, events, 'sensor_flapping', at)

  test('whole: it begins with the first edge of the minute that was too many', () => {
    const from = T0 + 2 * MINUTE
    const earlier = speaker('door-0001', 'boot0')
    const events = [earlier('opened', T0 + SECOND), earlier('closed', T0 + 2 * SECOND), ...edges('door-0001', from, 22)]
    const begun = { startedAt: from, sensor: 'door-0001', lastAt: from + 20 * SECOND, count: 21, late: false }
    // The edges after it are counted when it is over.
    expect(found(events, from + 22 * SECOND)).toEqual([
      {
        ...{ ...begun, raised: true, severity: 'minor' },
        ...{ ongoing: ['door-0001'], clearedAt: null, clearedReason: null },
      },
    ])
  })

  test('a door that goes on flapping does not make the other one forgotten', () => {
    const events = [...edges('door-0001', T0 + MINUTE, 50), ...edges('door-0002', T0 + MINUTE + 500, 21, 2 * SECOND)]
    expect(found(events, T0 + HOUR).map((it) => [it.sensor, it.count])).toEqual([
      ['door-0001', 50],
      ['door-0002', 21],
    ])
  })

  test('it lasts until a minute after the last edge, whatever the other door does', () => {
    const events = [...edges('door-0001', T0 + MINUTE, 21), ...edges('door-0002', T0 + 1.5 * MINUTE, 3)]
    const over = T0 + MINUTE + 20 * SECOND + MINUTE
    expect(found(events, over)).toMatchObject([{ clearedAt: null }])
    expect(found(events, over + 1)).toMatchObject([{ clearedAt: over, clearedReason: 'calmed_down', count: 21 }])
    expect(found(events, over + HOUR)).toHaveLength(1)
  })

  test('another door’s deadline in the middle of it does not end it', () => {
    const other = speaker('door-0002')('opened', T0 + SECOND)
    expect(found([other, ...edges('door-0001', T0 + MINUTE, 100)], T0 + HOUR).map((it) => it.count)).toEqual([100])
  })

  test('a door on test may flap', () => {
    const events = edges('door-0001', T0 + MINUTE, 50)
    expect(alerts({ ...given, tests: [onTest(0, 30)] }, events, 'sensor_flapping', T0 + HOUR)).toEqual([])
  })

  test('twenty edges that another deadline falls among are still counted', () => {
    const early = edges('door-0001', T0 + MINUTE, 21)
    const other = edges('door-0002', T0 + 2 * MINUTE + 10 * SECOND, 21)
    expect(found([...early, ...other], T0 + HOUR).map((it) => [it.sensor, it.count])).toEqual([
      ['door-0001', 21],
      ['door-0002', 21],
    ])
  })

  test('it is late once an edge was', () => {
    const events = edges('door-0001', T0 + MINUTE, 25)
    expect(found(events, T0 + HOUR)).toMatchObject([{ late: false }])
    expect(found([...events.slice(0, 22).map(late), ...events.slice(22)], T0 + HOUR)).toMatchObject([{ late: true }])
    expect(found([...events.slice(0, 22), ...events.slice(22).map(late)], T0 + HOUR)).toMatchObject([{ late: true }])
  })
})

describe('sensor_tamper', () => {
  const given = facts({ fittings: [fitting('door-0001', patient), fitting('door-0002', patient)] })
  const found = (events: readonly WatchEvent[], minutes: number, more: Partial<Facts> = {}) =>
    alerts({ ...given, ...more }, events, 'sensor_tamper', T0 + minutes * MINUTE)

  test('two sensors are two, and what is put right again is the one', () => {
    const [one, two] = [speaker('door-0001'), speaker('door-0002')]
    const events = [one('tamper', T0 + MINUTE), two('tamper', T0 + 2 * MINUTE), one('tamper_cleared', T0 + 3 * MINUTE)]
    expect(found(events, 5)).toMatchObject([
      { sensor: 'door-0001', clearedAt: T0 + 3 * MINUTE, clearedReason: 'tamper_cleared', late: false },
      { sensor: 'door-0002', clearedAt: null },
    ])
    expect(found(events.map(late), 5).map((it) => it.late)).toEqual([true, true])
  })

  test('any message that says so begins and ends it, and one that says nothing does not', () => {
    const say = speaker()
    const events = [
      say('heartbeat', T0 + MINUTE, { tamper: true }),
      say('heartbeat', T0 + 2 * MINUTE),
      say('heartbeat', T0 + 3 * MINUTE, { tamper: true }),
      say('heartbeat', T0 + 4 * MINUTE, { tamper: false }),
    ]
    expect(found(events, 4)).toMatchObject([{ startedAt: T0 + MINUTE, clearedAt: null }])
    expect(found(events, 5)).toMatchObject([{ startedAt: T0 + MINUTE, clearedAt: T0 + 4 * MINUTE }])
  })

  test('at the end of a test it counts from then on, of the door that was on test', () => {
    const [one, two] = [speaker('door-0001'), speaker('door-0002')]
    const events = [one('tamper', T0 + 5 * MINUTE), two('tamper', T0 + 6 * MINUTE)]
    const tests = [onTest(5, 10, { sensor: fitting('door-0001').sensor })]
    expect(found(events, 20, { tests })).toMatchObject([
      { sensor: 'door-0002', startedAt: T0 + 6 * MINUTE },
      { sensor: 'door-0001', startedAt: T0 + 10 * MINUTE, late: false },
    ])
  })
})

describe('unknown_at_start', () => {
  const order = { id: orderId.parse(1), startsAt: T0, endsAt: T0 + DAY }
  const given = facts({ order, fittings: ['door-0001', 'door-0002'].map((it) => fitting(it)) })
  const found = (events: readonly WatchEvent[], minutes: number) =>
    alerts(given, events, 'unknown_at_start', T0 + minutes * MINUTE)

  test('whole, and each door for itself', () => {
    const known = speaker('door-0001')('heartbeat', T0 + MINUTE, { contact: 'closed' })
    expect(found([known], 30)).toEqual([
      {
        ...{ startedAt: T0, sensor: 'door-0002', lastAt: T0, count: 1, late: false, raised: true, severity: 'major' },
        ...{ ongoing: ['door-0002'], clearedAt: null, clearedReason: null },
      },
    ])
  })

  test('it is raised once the wait is over', () => {
    expect(found([], 2)).toEqual([])
    expect(found([], 2.001)).toHaveLength(2)
  })
})

describe('not_opened', () => {
  const given = (more: Partial<Facts> = {}) =>
    facts({
      fittings: [fitting('door-0001', patient), fitting('door-0002', patient)],
      policies: [{ from: T0, policy: policy({ notOpenedHours: 2 }) }],
      ...more,
    })
  const found = (facts: Facts, events: readonly WatchEvent[], hours: number) =>
    findings(facts, events, 'not_opened', T0 + hours * HOUR)

  test('it names the sensor of the last opening, the first door’s where there was none', () => {
    expect(found(given(), [], 3)).toMatchObject([{ episode: { sensor: 'door-0001' } }])
    const opened = speaker('door-0002')('opened', T0 + HOUR)
    expect(found(given(), [opened], 4)).toMatchObject([{ episode: { sensor: 'door-0002', startedAt: T0 + HOUR } }])
  })

  test('what could be seen is of all doors together', () => {
    const say = speaker('door-0001')
    const events = [say('heartbeat', T0 + HOUR, { contact: 'closed' }), say('heartbeat', T0 + 2 * HOUR - 1)]
    expect(found(given(), events, 3)).toMatchObject([{ thresholds: { coveragePercent: 49 } }])
  })

  test('of several policies the one in force when the time is over decides', () => {
    const policies: Facts['policies'] = [
      { from: T0, policy: policy({ notOpenedHours: 10 }) },
      { from: T0 + HOUR, policy: policy({ version: 2, notOpenedHours: 4 }) },
      { from: T0 + 4 * HOUR, policy: policy({ version: 3, notOpenedHours: 5 }) },
    ]
    expect(found(given({ policies }), [], 5)).toEqual([])
    expect(found(given({ policies }), [], 5.1)).toMatchObject([
      { episode: { lastAt: T0 + 5 * HOUR }, policy: { version: 3 }, thresholds: { notOpenedHours: 5 } },
    ])
  })

  test('a household without a door has nobody to ask', () => {
    expect(found(given({ fittings: [] }), [], 3)).toEqual([])
  })
})

describe('what is known of a door', () => {
  const given = (more: Partial<Parameters<typeof fitting>[1]> = {}) =>
    facts({ fittings: [fitting('door-0001', { contactAtStart: 'closed', ...more })] })
  const viewed = (facts: Facts, events: readonly WatchEvent[], at: number) =>
    doorViews(facts, tellAnew(facts, events, T0 + at).state, T0 + at)

  test('it is open since it was opened, and unknown past the limit', () => {
    const opened = speaker()('opened', T0 + 2 * MINUTE)
    expect(viewed(given(), [opened], 5 * MINUTE)).toEqual([
      { sensor: 'door-0001', door: 'front', state: 'open', since: T0 + 2 * MINUTE, coverage: 1 },
    ])
    expect(viewed(given(), [opened], 8 * MINUTE)).toMatchObject([{ state: 'unknown', coverage: 0.25 }])
    const still = speaker('door-0001', 'boot2')('heartbeat', T0 + 3 * MINUTE, { contact: 'open' })
    expect(viewed(given(), [opened, still], 4 * MINUTE)).toMatchObject([{ state: 'open', since: T0 + 2 * MINUTE }])
  })

  test('before its first message it is known by what was said before the start, and only for the limit', () => {
    expect(viewed(given(), [], 3 * MINUTE)).toMatchObject([{ state: 'closed', since: T0, coverage: 1 }])
    expect(viewed(given(), [], 3 * MINUTE + 1)).toMatchObject([{ state: 'unknown', coverage: 0 }])
    expect(viewed(given({ contactAtStart: null }), [], MINUTE)).toMatchObject([{ state: 'unknown', coverage: 0 }])
  })

  test('at the very start nothing is missing yet', () => {
    expect(viewed(given({ contactAtStart: null }), [], 0)).toMatchObject([{ coverage: 1 }])
  })

  test.each([
    { name: 'a millisecond before it is fitted', at: 10 * MINUTE - 1, doors: 0 },
    { name: 'when it is fitted', at: 10 * MINUTE, doors: 1 },
    { name: 'a millisecond before it is taken off', at: 20 * MINUTE - 1, doors: 1 },
    { name: 'when it is taken off', at: 20 * MINUTE, doors: 0 },
  ])('a sensor is shown while it is fitted: $name', ({ at, doors }) => {
    const fitted = given({ from: T0 + 10 * MINUTE, until: T0 + 20 * MINUTE })
    expect(viewed(fitted, [], at)).toHaveLength(doors)
  })

  test('the share is of the time since it was fitted, and no longer than the order', () => {
    const fitted = given({ from: T0 + 10 * MINUTE })
    const heard = speaker()('heartbeat', T0 + 12 * MINUTE, { contact: 'closed' })
    expect(viewed(fitted, [heard], 18 * MINUTE)).toMatchObject([{ coverage: 0.25 }])
    const order = { id: orderId.parse(1), startsAt: T0, endsAt: T0 + 4 * MINUTE }
    const ended = facts({ ...given(), order })
    const last = speaker()('heartbeat', T0 + 2 * MINUTE, { contact: 'closed' })
    expect(viewed(ended, [last], HOUR)).toMatchObject([{ state: 'closed', coverage: 1 }])
  })
})
