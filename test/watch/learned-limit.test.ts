import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../firmware-sim/random.ts'
import { type LearnedLimit, learnedLimit, replaces } from '../../watch/learned-limit.ts'
import { NATIVE_MODEL, sensorProfile } from '../../watch/sensor-profile.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const BOUNDS = { floorMs: 90_000, ceilingMs: 1800_000 }
const PATIENT = { floorMs: HOUR, ceilingMs: 25 * HOUR }

const every = (ms: number, count: number): number[] => Array.from({ length: count }, () => ms)
const twoHabits = Array.from({ length: 400 }, (_, n) => (n % 2 === 0 ? 60_000 : 70_000))
const seconds = (learned: LearnedLimit): number | string =>
  learned.kind === 'learned' ? Math.round(learned.limitMs / 1000) : learned.why

/** Heartbeats of which a share is lost: the gaps are whole numbers of periods. */
function lossy(periodMs: number, share: number, count: number, seed: number): number[] {
  const random = seededRandom(seed)
  const gaps: number[] = []
  for (let missed = 0; gaps.length < count; ) {
    if (random() < share) missed += 1
    else {
      gaps.push(periodMs * (1 + missed) * (0.99 + 0.02 * random()))
      missed = 0
    }
  }
  return gaps
}

/** Heartbeats at fixed times, and people who open and close the door in between. */
function cutUp(periodMs: number, visits: number, hours: number, seed: number): number[] {
  const random = seededRandom(seed)
  const at = Array.from({ length: Math.floor((hours * HOUR) / periodMs) }, (_, i) => i * periodMs)
  for (let visit = 0; visit < visits; visit += 1) {
    const opened = random() * hours * HOUR
    at.push(opened, opened + 20_000 * random())
  }
  const sorted = at.toSorted((a, b) => a - b)
  return sorted.slice(1).map((it, index) => it - (sorted[index] ?? it))
}

describe('what is learned', () => {
  test.each<[string, number[], typeof BOUNDS, number | string]>([
    ['a heartbeat a minute', every(MINUTE, 400), BOUNDS, 195],
    ['a heartbeat in five minutes', every(5 * MINUTE, 400), BOUNDS, 975],
    ['Aqara, 50 min 24 s', every(3_024_000, 57), PATIENT, 9828],
    ['more often than the floor allows for', every(5000, 5000), BOUNDS, 90],
    ['more seldom than the ceiling allows for', every(25 * MINUTE, 100), BOUNDS, 1800],
    ['only gaps over the ceiling, which are silences', every(HOUR, 48), BOUNDS, 'too_few'],
    ['too few gaps', every(HOUR, 11), PATIENT, 'too_few'],
    ['many gaps in too short a time', every(MINUTE, 300), BOUNDS, 'too_few'],
    ['nothing', [], BOUNDS, 'too_few'],
    ['half of the time, not a third, lies in what is usual', twoHabits, BOUNDS, 227.5],
    ['a change late in the time', [...every(MINUTE, 420), ...every(75_000, 144)], BOUNDS, 'changing'],
    ['just enough gaps, as long as the ceiling', every(30 * MINUTE, 12), BOUNDS, 1800],
    ['a millisecond short of enough', [...every(30 * MINUTE, 11), 30 * MINUTE - 1], BOUNDS, 'too_few'],
    ['gaps of no time are none', [...every(HOUR, 11), 0, 0], PATIENT, 'too_few'],
    ['the shortest of gaps is one', [...every(HOUR, 11), 1], PATIENT, 11_700],
    ['one heartbeat in ten lost', lossy(MINUTE, 0.1, 600, 1), BOUNDS, 195],
    ['one heartbeat in five lost', lossy(MINUTE, 0.2, 600, 2), BOUNDS, 195],
    ['half of the heartbeats lost', lossy(MINUTE, 0.5, 600, 3), BOUNDS, 'irregular'],
    ['a hundred edges in a minute, ten times', [...every(MINUTE, 400), ...every(600, 1000)], BOUNDS, 195],
    ['forty visits a day between the heartbeats', cutUp(MINUTE, 80, 48, 4), BOUNDS, 195],
    ['one silence of 25 minutes', [...every(MINUTE, 400), 25 * MINUTE], BOUNDS, 195],
    ['a silence of a day beside a regular day', [...every(MINUTE, 400), 5 * HOUR], BOUNDS, 'irregular'],
    ['an hour one half, five minutes the other', [...every(5 * MINUTE, 120), ...every(HOUR, 10)], PATIENT, 'changing'],
  ])('%s', (_, gaps, bounds, expected) => {
    const learned = seconds(learnedLimit(gaps, bounds))
    if (typeof expected === 'string' || typeof learned === 'string') expect(learned).toBe(expected)
    else expect(Math.abs(learned - expected) / expected).toBeLessThan(0.02)
  })

  test('a door that only people move has no habit: its quiet nights are not measured by its busy days', () => {
    for (let seed = 1; seed <= 50; seed += 1) {
      const random = seededRandom(seed)
      const gaps = Array.from({ length: 60 }, () => -Math.log(1 - random()) * HOUR)
      expect(seconds(learnedLimit(gaps, PATIENT))).toBe('irregular')
    }
  })
})

describe('a sensor that fails teaches no patience', () => {
  /** A life judged every day as the job does, by two days and 1000 gaps: the loosest limit that was ever in force. */
  function loosest(gaps: readonly number[], isFailing = false): number {
    let limitMs = 180_000
    let most = limitMs
    let usualMs: number | null = null
    let passed = 0
    for (const [index, gap] of gaps.entries()) {
      const day = Math.floor(passed / (24 * HOUR))
      passed += gap
      if (Math.floor(passed / (24 * HOUR)) === day) continue
      const learned = learnedLimit(latest(gaps.slice(Math.max(0, index - 999), index + 1)), BOUNDS)
      if (learned.kind === 'learned' && replaces(learned, { limitMs, usualMs, isFailing })) limitMs = learned.limitMs
      usualMs = learned.kind === 'learned' ? learned.usualMs : null
      most = Math.max(most, limitMs)
    }
    return most
  }

  function latest(gaps: readonly number[]): readonly number[] {
    let passed = 0
    return gaps.slice(
      gaps.findLastIndex((it) => {
        passed += it
        return passed > 48 * HOUR
      }) + 1,
    )
  }

  function stretching(perDay: number, untilMs: number): readonly number[] {
    const gaps: number[] = []
    for (let ms = MINUTE; ms < untilMs; ms *= (1 + perDay) ** (ms / (24 * HOUR))) gaps.push(ms)
    return gaps
  }

  test('ever more of its messages are lost, from none to all, over two weeks', () => {
    for (let seed = 1; seed <= 5; seed += 1) {
      const gaps = Array.from({ length: 20 }, (_, step) => lossy(MINUTE, step / 20, 900, seed * 100 + step)).flat()
      expect(loosest(gaps)).toBe(180_000)
    }
  })

  test.each([0.05, 0.1, 0.5, 1])('its period stretches by %f a day until it is an hour', (perDay) => {
    expect(loosest(stretching(perDay, HOUR))).toBe(180_000)
  })

  test('it stretches so slowly that nobody can tell: the ceiling is the end of patience', () => {
    expect(loosest(stretching(0.01, 3 * HOUR))).toBeLessThanOrEqual(BOUNDS.ceilingMs)
  })

  const slower = [...every(MINUTE, 3000), ...every(5 * MINUTE, 1200)]
  test('a setting that makes it slower is patience that it may ask for, once it has lasted', () => {
    expect(loosest(slower)).toBe(975_000)
    expect(loosest(slower.slice(0, 3400))).toBe(180_000)
  })

  test('with a battery about to end it may not', () => {
    expect(loosest(slower, true)).toBe(180_000)
  })
})

test.each<[number, number | null, boolean, boolean]>([
  [240, 60, false, true],
  [210, 60, false, false],
  [240, 61, false, true],
  [240, 61.21, false, true],
  [216, 60, false, false],
  [240, 62, false, false],
  [240, null, false, false],
  [240, 60, true, false],
  [140, null, true, true],
  [150, null, false, false],
])('a limit of %i s in place of 180 s, usual a day ago %j, failing %j: %j', (seconds, usual, isFailing, expected) => {
  const inForce = { limitMs: 180_000, usualMs: usual && usual * 1000, isFailing }
  expect(replaces({ limitMs: seconds * 1000, usualMs: 60_000 }, inForce)).toBe(expected)
})

describe('whatever the gaps', () => {
  const gap = fc.oneof(fc.integer({ min: 1, max: 2 * HOUR }), fc.integer({ min: 59_000, max: 61_000 }))
  const habits = fc.oneof(
    fc.array(gap, { maxLength: 300 }),
    fc.tuple(fc.integer({ min: 1000, max: HOUR }), fc.integer({ min: 0, max: 800 })).map(([ms, n]) => every(ms, n)),
  )

  test('the limit lies within the bounds', () => {
    fc.assert(
      fc.property(habits, (gaps) => {
        const learned = learnedLimit(gaps, BOUNDS)
        if (learned.kind === 'not_learned') return
        expect(learned.limitMs).toBeGreaterThanOrEqual(BOUNDS.floorMs)
        expect(learned.limitMs).toBeLessThanOrEqual(BOUNDS.ceilingMs)
      }),
    )
  })

  test('a burst anywhere changes nothing that is learned', () => {
    const burst = fc.record({ at: fc.nat(400), edges: fc.integer({ min: 1, max: 500 }) })
    fc.assert(
      fc.property(fc.integer({ min: 61_000, max: 10 * MINUTE }), burst, (periodMs, { at, edges }) => {
        const quiet = every(periodMs, 400)
        const disturbed = [...quiet.slice(0, at), ...every(600 / edges, edges), ...quiet.slice(at)]
        expect(seconds(learnedLimit(disturbed, BOUNDS))).toBe(seconds(learnedLimit(quiet, BOUNDS)))
      }),
    )
  })
})

test('a native sensor at its usual pace keeps the limit of its profile', () => {
  const { limitSeconds, floorSeconds, ceilingSeconds } = sensorProfile(NATIVE_MODEL)
  const learned = learnedLimit(every(MINUTE, 400), { floorMs: floorSeconds * 1000, ceilingMs: ceilingSeconds * 1000 })
  const inForce = { limitMs: limitSeconds * 1000, usualMs: MINUTE, isFailing: false }
  expect(learned.kind === 'learned' && replaces(learned, inForce)).toBe(false)
})

test('every profile holds its own limit', () => {
  for (const model of [NATIVE_MODEL, 'MCCGQ11LM', 'SNZB-04', 'constructor']) {
    const { limitSeconds, floorSeconds, ceilingSeconds } = sensorProfile(model)
    expect(floorSeconds).toBeLessThanOrEqual(limitSeconds)
    expect(limitSeconds).toBeLessThanOrEqual(ceilingSeconds)
  }
})

/** The sources of the figures are in docs/decisions/0010, and beside each profile. */
test.each<[string, number, number, number]>([
  [NATIVE_MODEL, 180, 90, 1800],
  ['MCCGQ01LM', 9000, 3600, 14_400],
  ['MCCGQ11LM', 9000, 3600, 14_400],
  ['MCCGQ13LM', 9000, 3600, 14_400],
  ['SHDW-1', 50_400, 21_600, 50_400],
  ['SHDW-2', 50_400, 21_600, 50_400],
  ['WS301', 144_000, 3600, 144_000],
  ['LDS02', 180_000, 3600, 180_000],
  ['LDS03A', 18_000, 7200, 18_000],
  ['R311A', 9000, 3600, 14_400],
  ['a model that nobody listed', 90_000, 3600, 90_000],
])('%s: silent after %i s, learned between %i s and %i s', (model, limitSeconds, floorSeconds, ceilingSeconds) => {
  expect(sensorProfile(model)).toEqual({ limitSeconds, floorSeconds, ceilingSeconds })
})
