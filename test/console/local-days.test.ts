import { describe, expect, test } from 'vitest'
import { dayIn, daysBetween, instantIn, nextDay } from '../../console/policies/local-days.ts'

describe('days of a zone', () => {
  test.each([
    ['2026-03-01T00:00', 'Asia/Shanghai', '2026-02-28T16:00:00.000Z'],
    ['2026-03-01T00:00', 'UTC', '2026-03-01T00:00:00.000Z'],
    ['2026-03-28T00:00', 'Europe/London', '2026-03-28T00:00:00.000Z'],
    ['2026-03-29T00:00', 'Europe/London', '2026-03-29T00:00:00.000Z'],
    ['2026-03-30T00:00', 'Europe/London', '2026-03-29T23:00:00.000Z'],
    ['2026-10-25T00:00', 'Europe/London', '2026-10-24T23:00:00.000Z'],
    ['2026-10-26T00:00', 'Europe/London', '2026-10-26T00:00:00.000Z'],
    // Twice on the clocks: the earlier. Not on the clocks at all: as the clocks before would have shown it.
    ['2026-10-25T01:30', 'Europe/London', '2026-10-25T00:30:00.000Z'],
    ['2026-03-29T01:30', 'Europe/London', '2026-03-29T01:30:00.000Z'],
    ['2026-11-01T00:00', 'America/New_York', '2026-11-01T04:00:00.000Z'],
  ])('%s in %s', (wall, zone, instant) => {
    expect(new Date(instantIn(wall, zone)).toISOString()).toBe(instant)
  })

  test('are those that the clocks show', () => {
    expect(dayIn(Date.parse('2026-02-28T15:59:59.999Z'), 'Asia/Shanghai')).toBe('2026-02-28')
    expect(dayIn(Date.parse('2026-02-28T16:00:00Z'), 'Asia/Shanghai')).toBe('2026-03-01')
  })

  test('follow each other over months and leap days, and are counted with both ends', () => {
    expect([nextDay('2026-02-28'), nextDay('2028-02-28'), nextDay('2026-12-31')]).toEqual([
      '2026-03-01',
      '2028-02-29',
      '2027-01-01',
    ])
    expect(daysBetween('2026-03-01', '2026-03-01')).toBe(1)
    expect(daysBetween('2026-02-27', '2026-03-01')).toBe(3)
    expect(daysBetween('2026-03-02', '2026-03-01')).toBe(0)
  })
})
