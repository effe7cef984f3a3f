import { expect, test } from 'vitest'
import { chargeFromMillivolts } from '../../watch/battery-charge.ts'

/** A flat lithium cell's curve: what a voltage on it, and half-way between two, means in per cent. */
test.each([
  [1500, 0],
  [2000, 0],
  [2200, 2.5],
  [2400, 5],
  [2525, 10],
  [2650, 15],
  [2800, 35],
  [2850, 47.5],
  [2900, 60],
  [2950, 80],
  [2975, 90],
  [3000, 100],
  [3300, 100],
])('%i mV is %d per cent', (millivolts, percent) => {
  expect(chargeFromMillivolts(millivolts)).toBe(percent)
})
