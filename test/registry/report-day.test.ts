import { describe, expect, test } from 'vitest'
import { householdId } from '../../base/id.ts'
import { coverageOf } from '../../registry/report/coverage.ts'
import { hoursOf, REPORT_DAYS_MAX, reportDay } from '../../registry/report/day.ts'
import { clockTime } from '../../watch/local-day.ts'

const HOUR_MS = 3_600_000
const later = (day: string): number => Date.parse(`${day}T00:00:00Z`) + 90 * 24 * HOUR_MS

const clocksOf = (day: string, zone: string): readonly string[] => {
  const it = reportDay(day, zone, later(day))
  return hoursOf(it).map((at) => clockTime(at, zone))
}

describe('the day of a report', () => {
  test.each([
    ['2026-03-28', 'Europe/London', '2026-03-28T00:00:00Z', 24],
    ['2026-03-29', 'Europe/London', '2026-03-29T00:00:00Z', 23],
    ['2026-10-25', 'Europe/London', '2026-10-24T23:00:00Z', 25],
    ['2026-10-04', 'Australia/Lord_Howe', '2026-10-03T13:30:00Z', 23.5],
    ['2026-09-06', 'America/Santiago', '2026-09-06T04:00:00Z', 23],
    ['2026-11-01', 'America/Havana', '2026-11-01T04:00:00Z', 25],
    ['2026-10-25', 'Asia/Shanghai', '2026-10-24T16:00:00Z', 24],
  ])('%s in %s begins at %s and has %f hours', (day, zone, from, hours) => {
    const it = reportDay(day, zone, later(day))
    expect([it.from, it.until - it.from]).toEqual([Date.parse(from), hours * HOUR_MS])
    expect(it).toMatchObject({ day, asOf: it.until, isSoFar: false })
  })

  test('has the hours that its clock showed: one that is skipped is not there, one that comes twice is there twice', () => {
    const whole = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:00`)
    expect(clocksOf('2026-03-28', 'Europe/London')).toEqual(whole)
    expect(clocksOf('2026-03-29', 'Europe/London')).toEqual(whole.filter((it) => it !== '01:00'))
    expect(clocksOf('2026-10-25', 'Europe/London')).toEqual(whole.toSpliced(1, 0, '01:00'))
    // The clock goes from 01:59 to 02:30.
    expect(clocksOf('2025-10-05', 'Australia/Lord_Howe')).toEqual(whole.filter((it) => it !== '02:00'))
  })

  test.each([
    ['2026-03-02T03:59:59Z', '2026-03-01', false],
    ['2026-03-02T04:00:00Z', '2026-03-02', true],
    ['2026-03-01T16:00:00Z', '2026-03-01', false],
    ['2026-03-01T15:59:59Z', '2026-03-01', true],
  ])('that nobody names is, at %s in Shanghai, %s', (now, day, isSoFar) => {
    const it = reportDay(null, 'Asia/Shanghai', Date.parse(now))
    expect(it).toMatchObject({ day, isSoFar, asOf: isSoFar ? Date.parse(now) : it.until })
  })

  test.each(['2026-02-30', '2026-13-01', '2026-03-03', '2025-10-31'])('is not %s', (day) => {
    const now = Date.parse('2026-03-02T04:00:00Z')
    expect(() => reportDay(day, 'Asia/Shanghai', now)).toThrow(
      expect.objectContaining({ code: 'request.contradictory' }),
    )
    const oldest = reportDay('2025-11-02', 'Asia/Shanghai', now)
    expect(now - oldest.from).toBeLessThan((REPORT_DAYS_MAX + 1) * 24 * HOUR_MS)
  })
})

describe('coverage', () => {
  const homes = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ id: householdId.parse(n + 1), watchedMs: 100 + (n % 3) * 50 }))
  const seen = (count: number, share: (n: number) => number) =>
    new Map(homes(count).map(({ id, watchedMs }, n) => [id, watchedMs * share(n)]))

  test('is of the time for which there was an order; a household without a sensor is not seen', () => {
    expect(coverageOf([], new Map(), 0)).toEqual({ share: null, households: 0, margin: null })
    expect(
      coverageOf(
        homes(2),
        seen(1, () => 0.5),
        2,
      ),
    ).toEqual({ share: 50 / 250, households: 2, margin: null })
    expect(
      coverageOf(
        homes(1),
        seen(1, () => 2),
        1,
      ),
    ).toMatchObject({ share: 1 })
  })

  test('of a choice says how far off it may be: the true share is within that in 95 of 100 choices', () => {
    const all = homes(3000)
    const share = (n: number) => (n % 7 === 0 ? 0.2 : 1 - (n % 10) / 100)
    const proved = seen(3000, share)
    const truth = coverageOf(all, proved, 3000).share ?? 0
    let near = 0
    for (let choice = 0; choice < 200; choice++) {
      const chosen = all.filter(({ id }) => (id * 7919 + choice * 104_729) % 3000 < 300)
      const found = coverageOf(chosen, proved, 3000)
      if (Math.abs((found.share ?? 0) - truth) <= (found.margin ?? 0)) near += 1
    }
    expect(near).toBeGreaterThanOrEqual(180)
  })
})
