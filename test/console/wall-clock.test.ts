import { describe, expect, test } from 'vitest'
import {
  dayIn,
  dayOf,
  dayStart,
  daysAfter,
  daysBetween,
  instantOf,
  mondayOf,
  wallOf,
  weekdayOf,
} from '../../console/words/wall-clock.ts'

describe('the wall clock of forms', () => {
  test.each([
    ['2026-03-01T00:00', 'Asia/Shanghai', '2026-02-28T16:00:00.000Z'],
    ['2026-03-01T00:00', 'UTC', '2026-03-01T00:00:00.000Z'],
    ['2026-03-29T00:00', 'Europe/London', '2026-03-29T00:00:00.000Z'],
    ['2026-03-30T00:00', 'Europe/London', '2026-03-29T23:00:00.000Z'],
    ['2026-10-25T00:00', 'Europe/London', '2026-10-24T23:00:00.000Z'],
    ['2026-10-26T00:00', 'Europe/London', '2026-10-26T00:00:00.000Z'],
    ['2026-11-01T00:00', 'America/New_York', '2026-11-01T04:00:00.000Z'],
    ['2026-03-29T02:30', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
    ['2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
  ])('%s in %s', (wall, zone, instant) => {
    expect(new Date(instantOf(wall, zone)).toISOString()).toBe(instant)
  })

  test('shows a day and a minute as they are written into a form', () => {
    expect(wallOf(Date.parse('2026-03-01T18:30:00Z'), 'Asia/Shanghai')).toBe('2026-03-02T02:30')
    expect(dayOf(Date.parse('2026-02-28T15:59:59.999Z'), 'Asia/Shanghai')).toBe('2026-02-28')
    expect(dayOf(Date.parse('2026-02-28T16:00:00Z'), 'Asia/Shanghai')).toBe('2026-03-01')
    expect(dayStart('2026-03-01', 'Asia/Shanghai')).toBe(Date.parse('2026-02-28T16:00:00Z'))
  })

  test('knows days and weeks, over months and leap days', () => {
    expect([weekdayOf('2026-03-02'), weekdayOf('2026-03-08')]).toEqual([1, 7])
    expect([mondayOf('2026-03-02'), mondayOf('2026-03-08')]).toEqual(['2026-03-02', '2026-03-02'])
    expect(['2026-02-28', '2028-02-28', '2026-12-31'].map((it) => daysAfter(it, 1))).toEqual([
      ...['2026-03-01', '2028-02-29', '2027-01-01'],
    ])
    expect(daysBetween('2026-03-01', '2026-03-01')).toBe(1)
    expect(daysBetween('2026-02-27', '2026-03-01')).toBe(3)
    expect(daysBetween('2026-03-02', '2026-03-01')).toBe(0)
    expect([dayIn('2026-02-30'), dayIn('soon'), dayIn(null), dayIn('2026-03-02')]).toEqual([
      ...[null, null, null],
      '2026-03-02',
    ])
  })
})
