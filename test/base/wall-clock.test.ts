import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { instantAt, wallOf } from '../../base/wall-clock.ts'

const HOUR_MS = 3_600_000
const ZONES = ['Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu']

const wall = fc.integer({ min: Date.parse('2024-01-01T00:00Z'), max: Date.parse('2028-12-31T23:59Z') })

describe('the wall clock of a zone', () => {
  test('comes to each time it shows, and is past those that it skips', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), wall, (zone, shown) => {
        const at = instantAt(shown, zone)
        expect(wallOf(at, zone)).toBeGreaterThanOrEqual(shown)
        expect(wallOf(at, zone) - shown).toBeLessThanOrEqual(HOUR_MS)
        expect(wallOf(at - 1, zone)).toBeLessThan(shown)
      }),
    )
  })

  test('does not come earlier to what is later on it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), wall, fc.integer({ min: 0, max: 3 * HOUR_MS }), (zone, shown, later) => {
        expect(instantAt(shown + later, zone)).toBeGreaterThanOrEqual(instantAt(shown, zone))
      }),
    )
  })
})
