import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drained, freshBattery, millivoltsAt, percentLeft, worn } from '../../firmware-sim/battery.ts'

const HOUR_MS = 3_600_000

test('charge never comes back, whatever the weather and the work', () => {
  const drain = fc.record({
    elapsedMs: fc.integer({ min: 0, max: 2000 * HOUR_MS }),
    messages: fc.nat(500),
    temperatureCelsius: fc.integer({ min: -30, max: 45 }),
  })
  fc.assert(
    fc.property(fc.array(drain, { maxLength: 60 }), (drains) => {
      let battery = freshBattery()
      for (const each of drains) {
        const next = drained(battery, each)
        expect(percentLeft(next)).toBeLessThanOrEqual(percentLeft(battery))
        expect(millivoltsAt(next, 20)).toBeLessThanOrEqual(millivoltsAt(battery, 20))
        battery = next
      }
    }),
  )
})

test('two years of hourly heartbeats and ten openings a day use it up, and one year does not', () => {
  const after = (days: number) =>
    percentLeft(
      drained(freshBattery(), { elapsedMs: days * 24 * HOUR_MS, messages: days * 44, temperatureCelsius: 18 }),
    )
  expect(after(365)).toBeGreaterThan(0)
  expect(after(730)).toBe(0)
})

test('cold costs charge and sags the voltage', () => {
  const winter = drained(freshBattery(), { elapsedMs: 5000 * HOUR_MS, messages: 0, temperatureCelsius: -20 })
  const summer = drained(freshBattery(), { elapsedMs: 5000 * HOUR_MS, messages: 0, temperatureCelsius: 25 })
  expect(percentLeft(winter)).toBeLessThan(percentLeft(summer))
  expect(millivoltsAt(summer, -20)).toBeLessThan(millivoltsAt(summer, 20))
})

test('a worn battery is never fuller than it was', () => {
  const used = worn(freshBattery(), 0.9)
  expect(percentLeft(used)).toBe(10)
  expect(percentLeft(worn(used, 0.5))).toBe(10)
})
