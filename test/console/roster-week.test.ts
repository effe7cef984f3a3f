import { describe, expect, test } from 'vitest'
import { gapsOf, weekOf, weekSpan } from '../../console/roster/week.ts'

const HOUR_MS = 3_600_000

describe('a week of a roster', () => {
  const ada = { id: 1, displayName: 'Ada' }
  const ben = { id: 2, displayName: 'Ben' }
  const made = { exceptions: [], createdAt: '2026-01-01T00:00:00.000Z', endedAt: null }
  const stretch = (from: string, until: string, staff = [ada], isGap = false) => ({
    ...{ from: `${from}:00.000Z`, until: `${until}:00.000Z`, staff, isGap },
    source: isGap ? ('fallback' as const) : ('shift' as const),
  })

  test('has days of 23 and of 25 hours where the clocks change, from midnight to midnight', () => {
    const zone = 'Europe/Berlin'
    for (const [monday, sunday, hours] of [
      ['2026-03-23', '2026-03-29', 23],
      ['2026-10-19', '2026-10-25', 25],
    ] as const) {
      const { from, until } = weekSpan(monday, zone)
      expect((until - from) / HOUR_MS).toBe(6 * 24 + hours)
      const stretches = [stretch(new Date(from).toISOString().slice(0, 16), new Date(until).toISOString().slice(0, 16))]
      const days = weekOf(monday, { timeZone: zone, stretches }, made)
      expect(days.map((it) => it.hours)).toEqual([24, 24, 24, 24, 24, 24, hours])
      expect(days.at(-1)).toMatchObject({ day: sunday, pieces: [{ topShare: 0, heightShare: 1 }] })
      // Nine in the morning is an hour nearer to midnight, or further from it.
      expect(days.at(-1)?.ticks.find((it) => it.hour === 9)?.share).toBeCloseTo((hours - 15) / hours)
    }
  })

  test('cuts what lasts over midnight, says which exceptions lie on it, and counts a gap once', () => {
    const zone = 'Asia/Shanghai'
    const stretches = [
      stretch('2026-03-01T16:00', '2026-03-02T12:00'),
      stretch('2026-03-02T12:00', '2026-03-03T00:00', [ben], true),
      stretch('2026-03-03T00:00', '2026-03-08T16:00', [ada, ben]),
    ]
    const swap = {
      ...{ id: 1, kind: 'swap' as const, staffId: 1, substituteId: 2, reason: 'course', by: 'ben' },
      ...{ from: '2026-03-03T00:00:00.000Z', until: '2026-03-03T01:00:00.000Z' },
    }
    const days = weekOf('2026-03-02', { timeZone: zone, stretches }, { ...made, exceptions: [swap] })
    const said = days.slice(0, 2).map((it) => it.pieces.map((piece) => [piece.isGap, piece.staff.map((one) => one.id)]))
    expect(said).toEqual([
      [
        [false, [1]],
        [true, [2]],
      ],
      [
        [true, [2]],
        [false, [1, 2]],
      ],
    ])
    expect(days[1]?.pieces.map((it) => it.exceptions.length)).toEqual([0, 1])
    expect(gapsOf(days)).toEqual([
      { from: Date.parse('2026-03-02T12:00:00Z'), until: Date.parse('2026-03-03T00:00:00Z') },
    ])
  })

  test('misses nothing before it was made', () => {
    const stretches = [stretch('2026-03-01T16:00', '2026-03-08T16:00', [ben], true)]
    const days = weekOf(
      '2026-03-02',
      { timeZone: 'Asia/Shanghai', stretches },
      { ...made, createdAt: '2026-03-08T10:00:00.000Z' },
    )
    expect(gapsOf(days)).toEqual([
      { from: Date.parse('2026-03-08T10:00:00Z'), until: Date.parse('2026-03-08T16:00:00Z') },
    ])
  })
})
