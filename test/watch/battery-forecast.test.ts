import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type BatteryReading, batteryForecast, isAnotherForecast } from '../../watch/battery-forecast.ts'
import { DAY, type Discharge, discharge, HOUR } from './discharges.ts'

const SEEDS = 20
const median = (all: readonly number[]): number => all.toSorted((a, b) => a - b)[all.length >> 1] ?? 0

/** Errors over the seeds as shares of the time that was left, and how often nothing was said. */
function errorsOf(given: Omit<Discharge, 'seed'>): { errors: number[]; silent: number } {
  const errors: number[] = []
  let silent = 0
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const { readings, emptyAt } = discharge({ ...given, seed })
    const now = readings.at(-1)?.at ?? 0
    const forecast = batteryForecast(readings)
    if (forecast === null) silent += 1
    else if (emptyAt - now > DAY / 2) errors.push(Math.abs(forecast - emptyAt) / (emptyAt - now))
  }
  return { errors, silent }
}

/** The figures of docs/decisions/0010, a little above: the median error, the worst, and how many say nothing. */
describe('the error on the simulator’s batteries', () => {
  test.each<[Discharge['says'], number, number, number, number, number]>([
    ['percent', 60, 1, 0.05, 0.1, 0],
    ['percent', 60, 2, 0.03, 0.06, 0],
    ['percent', 60, 4, 0.02, 0.04, 0],
    ['percent', 60, 8, 0.02, 0.05, 0],
    ['percent', 6, 7, 0.05, 0.12, 0],
    ['percent', 6, 14, 0.03, 0.06, 0],
    ['percent', 6, 30, 0.02, 0.06, 0],
    ['percent', 1, 60, 0.03, 0.06, SEEDS],
    ['fives', 60, 4, 0.06, 0.15, 0],
    ['fives', 60, 8, 0.04, 0.08, 0],
    ['fives', 6, 30, 0.05, 0.15, 0],
    ['millivolts', 60, 13, 0.2, 0.4, 6],
    ['millivolts', 6, 90, 0.2, 0.4, 5],
    ['millivolts', 6, 110, 0.1, 0.25, 0],
  ])('%s, %i heartbeats an hour, %i days', (says, heartbeatsPerHour, days, usual, worst, silentMax) => {
    const { errors, silent } = errorsOf({ says, heartbeatsPerHour, days })
    expect(silent).toBeLessThanOrEqual(silentMax)
    expect(median(errors)).toBeLessThan(usual)
    expect(Math.max(0, ...errors)).toBeLessThan(worst)
  })
})

const falling = (from: number, perDay: number, days: number, start = 0): BatteryReading[] =>
  Array.from({ length: days * 24 }, (_, hour) => ({
    at: start + hour * HOUR,
    percent: Math.max(0, Math.round(from - (perDay * hour) / 24)),
    millivolts: null,
    low: null,
  }))
const low = (at: number, is = true): BatteryReading => ({ at, percent: null, millivolts: null, low: is })
const lowThen = (readings: readonly BatteryReading[]): BatteryReading[] => [
  ...falling(9, 0, 2),
  low(2 * DAY),
  ...readings,
]
const inDays = (forecast: number | null): number | null => forecast && Math.round((forecast / DAY) * 10) / 10

describe('what is forecast', () => {
  test.each<[string, readonly BatteryReading[], number | null]>([
    ['nothing said', [], null],
    ['a single reading', falling(80, 1, 1).slice(0, 1), null],
    ['a few hours', falling(80, 10, 1).slice(0, 6), null],
    ['it does not fall', falling(80, 0, 20), null],
    ['it rises', falling(60, -1, 20), null],
    ['two whole per cents are no slope yet', falling(80, 0.2, 10), null],
    ['further off than a year', falling(100, 0.25, 30), null],
    ['two per cent a day', falling(80, 2, 10), 40],
    ['a battery put in after eight days', [...falling(50, 2, 8), ...falling(100, 2, 8, 8 * DAY)], 58],
    ['a fresh battery says nothing of its end yet', [...falling(50, 2, 8), ...falling(100, 0.1, 3, 8 * DAY)], null],
    ['the pace doubles half-way', [...falling(90, 2, 10), ...falling(70, 4, 10, 10 * DAY)], 27.5],
    [
      'one reading in ten is nonsense',
      falling(80, 2, 10).map((it, i) => ({ ...it, percent: i % 10 ? it.percent : 3 })),
      40,
    ],
    ['out of range', falling(80, 2, 10).map((it, i) => (i % 5 ? it : { ...it, percent: 255 })), 40],
    ['"low" and nothing else', [low(DAY)], 8],
    ['"low" taken back', [low(DAY), low(2 * DAY, false)], null],
    ['"low" of the battery before', [...falling(9, 0, 2), low(2 * DAY), ...falling(100, 0, 2, 2.5 * DAY)], null],
    ['"low" of a battery whose charge came back by ten', lowThen(falling(19, 0, 2, 2.5 * DAY)), null],
    ['"low", and the charge came back by less', lowThen(falling(18, 0, 2, 2.5 * DAY)), 9],
    ['"low", and three readings say that it is back', lowThen(falling(100, 0, 1, 2.5 * DAY).slice(0, 3)), null],
    ['"low", and two readings say so', lowThen(falling(100, 0, 1, 2.5 * DAY).slice(0, 2)), 9],
    [
      '"low", and one in between',
      lowThen([...falling(100, 0, 1, 2.5 * DAY).slice(0, 1), ...falling(9, 0, 1, 3 * DAY)]),
      9,
    ],
    [
      '"low" of a battery that had been high more than a week before',
      [...falling(60, 0, 2), ...falling(9, 0, 8, 2 * DAY), low(10 * DAY), ...falling(60, 0, 2, 10.5 * DAY)],
      null,
    ],
    [
      'what scatters more than it falls',
      falling(80, 1, 20).map((it) => ({ ...it, percent: (it.percent ?? 0) + (Math.floor(it.at / DAY) % 2 ? 4 : -4) })),
      null,
    ],
    ['two per cent a day, long after the first day of all', falling(80, 2, 10, 400 * DAY), 440],
    ['"low" with a charge that never moves', [...falling(100, 0, 4), low(4 * DAY)], 11],
    ['"low" with a line: the line', [...falling(40, 2, 14), low(14 * DAY)], 20],
    ['flat from one reading to the next', [...falling(50, 2, 8), ...falling(0, 0, 1, 8 * DAY).slice(0, 1)], 8],
    ['already flat: now', falling(10, 10, 3), 3],
  ])('%s', (_, readings, days) => {
    const found = inDays(batteryForecast(readings))
    if (found === null || days === null) expect(found).toBe(days)
    else expect(Math.abs(found - days)).toBeLessThan(0.06 * days)
  })

  test('cold nights that take a tenth of the charge for a while do not count', () => {
    const frozen = falling(80, 2, 12).map((it) => {
      const hour = (it.at / HOUR) % 24
      return hour < 5 && it.percent !== null ? { ...it, percent: it.percent - 10 } : it
    })
    expect(Math.abs((inDays(batteryForecast(frozen)) ?? 0) - 40)).toBeLessThan(2)
  })

  test('a cold spell of three days is no change of battery', () => {
    const spell = falling(80, 2, 16).map((it) =>
      it.at > 8 * DAY && it.at < 11 * DAY && it.percent !== null ? { ...it, percent: it.percent - 15 } : it,
    )
    expect(Math.abs((inDays(batteryForecast(spell)) ?? 0) - 40)).toBeLessThan(3)
  })
})

test('whatever was read, the end is no earlier than the last reading and no further than a year', () => {
  const reading = fc.record({
    at: fc.integer({ min: 0, max: 60 * DAY }),
    percent: fc.option(fc.double({ min: -5, max: 260, noNaN: true })),
    millivolts: fc.option(fc.integer({ min: 0, max: 4000 })),
    low: fc.option(fc.boolean()),
  })
  fc.assert(
    fc.property(fc.array(reading, { maxLength: 120 }), (unsorted) => {
      const readings = unsorted.toSorted((a, b) => a.at - b.at)
      const forecast = batteryForecast(readings)
      const last = readings.at(-1)?.at ?? 0
      if (forecast === null) return
      expect(forecast).toBeGreaterThanOrEqual(last)
      expect(forecast).toBeLessThanOrEqual(last + 365 * DAY)
    }),
  )
})

test.each<[number | null, number | null, boolean]>([
  [null, null, false],
  [10 * DAY, null, true],
  [null, 10 * DAY, true],
  [100 * DAY, 105 * DAY, false],
  [100 * DAY, 115 * DAY, true],
  [110 * DAY, 100 * DAY, false],
  [1.1 * DAY, DAY, false],
  [1.25 * DAY, DAY, false],
  [1.3 * DAY, DAY, true],
])('a forecast of %j after one of %j is another: %j', (emptyAt, before, expected) => {
  expect(isAnotherForecast(emptyAt, before, 0)).toBe(expected)
})

test('the less time is left, the less a forecast may move', () => {
  expect(isAnotherForecast(101.1 * DAY, 100 * DAY, 90 * DAY)).toBe(true)
  expect(isAnotherForecast(101.1 * DAY, 100 * DAY, 80 * DAY)).toBe(false)
})
