import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { StaffId } from '../../../base/id.ts'
import { CHANGE_DAYS_MAX, emptyHours, nextChange, onDuty, stretches } from '../../../registry/roster/on-duty.ts'
import { A, away, B, C, DAILY, type DutyRoster, F, rosterOf, shift, swap } from './rosters.ts'
import { wallDuty } from './wall-duty.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** Put forward from 02:00 to 03:00 (+01:00, +02:00) on 2026-03-29, back from 03:00 to 02:00 on 2026-10-25. */
const BERLIN = 'Europe/Berlin'

const weekdays = [1, 2, 3, 4, 5]
const desk = [shift(A, '08:00', '20:00'), shift(B, '20:00', '08:00')]
const berlin = (...shifts: DutyRoster['shifts']): DutyRoster => rosterOf({ timeZone: BERLIN, shifts })
const noon = ['2026-03-02T12:00+08:00', '2026-03-02T14:00+08:00'] as const

const cases: readonly (readonly [string, DutyRoster, string, readonly StaffId[]])[] = [
  ['a shift', rosterOf({ shifts: desk }), '2026-03-02T12:00+08:00', [A]],
  ['its first instant', rosterOf({ shifts: desk }), '2026-03-02T08:00+08:00', [A]],
  ['a millisecond before', rosterOf({ shifts: desk }), '2026-03-02T07:59:59.999+08:00', [B]],
  ['the hand-over: the next one', rosterOf({ shifts: desk }), '2026-03-02T20:00+08:00', [B]],
  ['past midnight', rosterOf({ shifts: desk }), '2026-03-03T02:10+08:00', [B]],
  [
    'two shifts at once: both',
    rosterOf({ shifts: [...desk, shift(C, '19:00', '21:00')] }),
    '2026-03-02T19:30+08:00',
    [A, C],
  ],
  [
    'one person in two shifts at once, once',
    rosterOf({ shifts: [...desk, shift(A, '09:00', '13:00')] }),
    '2026-03-02T12:00+08:00',
    [A],
  ],
  ['a weekday', rosterOf({ shifts: [shift(A, '08:00', '20:00', { weekdays })] }), '2026-03-06T12:00+08:00', [A]],
  ['a Saturday', rosterOf({ shifts: [shift(A, '08:00', '20:00', { weekdays })] }), '2026-03-07T12:00+08:00', [F]],
  [
    "Friday's night, on Saturday",
    rosterOf({ shifts: [shift(A, '22:00', '06:00', { weekdays })] }),
    '2026-03-07T05:59+08:00',
    [A],
  ],
  [
    "Sunday's night, on Monday: none",
    rosterOf({ shifts: [shift(A, '22:00', '06:00', { weekdays })] }),
    '2026-03-02T05:59+08:00',
    [F],
  ],
  ['until midnight', rosterOf({ shifts: [shift(A, '16:00', '00:00')] }), '2026-03-02T23:59+08:00', [A]],
  ['from midnight', rosterOf({ shifts: [shift(A, '16:00', '00:00')] }), '2026-03-02T00:00+08:00', [F]],
  [
    'before its first day',
    rosterOf({ shifts: [shift(A, '08:00', '20:00', { validFrom: '2026-03-03' })] }),
    noon[0],
    [F],
  ],
  ['on its first day', rosterOf({ shifts: [shift(A, '08:00', '20:00', { validFrom: '2026-03-02' })] }), noon[0], [A]],
  ['on its last day', rosterOf({ shifts: [shift(A, '08:00', '20:00', { validUntil: '2026-03-02' })] }), noon[0], [A]],
  [
    'after its last day',
    rosterOf({ shifts: [shift(A, '08:00', '20:00', { validUntil: '2026-03-01' })] }),
    noon[0],
    [F],
  ],
  [
    'the night after its last day',
    rosterOf({ shifts: [shift(A, '22:00', '06:00', { validUntil: '2026-03-01' })] }),
    '2026-03-02T05:00+08:00',
    [A],
  ],
  ['absent: the fallback', rosterOf({ shifts: desk, exceptions: [away('absent', A, noon)] }), noon[0], [F]],
  ['absent no more', rosterOf({ shifts: desk, exceptions: [away('absent', A, noon)] }), noon[1], [A]],
  ['there besides', rosterOf({ shifts: desk, exceptions: [away('extra', C, noon)] }), noon[0], [A, C]],
  ['a swap', rosterOf({ shifts: desk, exceptions: [swap(A, C, noon)] }), noon[0], [C]],
  ['a swap of a swap', rosterOf({ shifts: desk, exceptions: [swap(A, B, noon), swap(B, C, noon)] }), noon[0], [C]],
  ['a swap of who is not there', rosterOf({ shifts: desk, exceptions: [swap(B, C, noon)] }), noon[0], [A]],
  [
    'a swap, and the substitute is away',
    rosterOf({ shifts: desk, exceptions: [swap(A, C, noon), away('absent', C, noon)] }),
    noon[0],
    [F],
  ],
  [
    'away, and there after all',
    rosterOf({ shifts: desk, exceptions: [away('absent', A, noon), away('extra', A, noon)] }),
    noon[0],
    [A],
  ],
  ['who was disabled', rosterOf({ shifts: desk, leavings: [{ staffId: A, at: Date.parse(noon[0]) }] }), noon[0], [F]],
  [
    'who is disabled later',
    rosterOf({ shifts: desk, leavings: [{ staffId: A, at: Date.parse(noon[1]) }] }),
    noon[0],
    [A],
  ],
  ['the fallback that was disabled', rosterOf({ fallback: [C, F], leavings: [{ staffId: C, at: 0 }] }), noon[0], [F]],
  ['the fallback in its order', rosterOf({ fallback: [F, C, A] }), noon[0], [F, C, A]],
  ['a shift inside the skipped hour: none', berlin(shift(A, '02:15', '02:45')), '2026-03-29T03:15+02:00', [F]],
  ['from inside the skipped hour: from the jump', berlin(shift(A, '02:30', '06:00')), '2026-03-29T03:00+02:00', [A]],
  ['and not before it', berlin(shift(A, '02:30', '06:00')), '2026-03-29T01:59:59.999+01:00', [F]],
  [
    'until inside the skipped hour: until the jump',
    berlin(shift(A, '22:00', '02:30')),
    '2026-03-29T01:59:59.999+01:00',
    [A],
  ],
  ['and not after it', berlin(shift(A, '22:00', '02:30')), '2026-03-29T03:00+02:00', [F]],
  ['the doubled hour, the first time', berlin(shift(A, '02:00', '03:00')), '2026-10-25T02:30+02:00', [A]],
  ['the doubled hour, the second time', berlin(shift(A, '02:00', '03:00')), '2026-10-25T02:30+01:00', [A]],
  ['inside the doubled hour: the first time', berlin(shift(A, '02:15', '02:45')), '2026-10-25T02:30+02:00', [A]],
  ['and not the second time', berlin(shift(A, '02:15', '02:45')), '2026-10-25T02:30+01:00', [F]],
  [
    'a hand-over in the doubled hour, the first time',
    berlin(shift(A, '22:00', '02:30'), shift(B, '02:30', '06:00')),
    '2026-10-25T02:30+02:00',
    [B],
  ],
  ['and it stays', berlin(shift(A, '22:00', '02:30'), shift(B, '02:30', '06:00')), '2026-10-25T02:10+01:00', [B]],
  [
    'half an hour of summer time',
    rosterOf({ timeZone: 'Australia/Lord_Howe', shifts: [shift(A, '02:00', '02:30')] }),
    '2026-10-03T15:30:00Z',
    [F],
  ],
]

describe('who is on duty', () => {
  test.each(cases)('%s', (_name, roster, at, staff) => {
    const isFallback = staff.every((it) => roster.fallback.includes(it))
    expect(onDuty(roster, Date.parse(at))).toEqual({ staff, source: isFallback ? 'fallback' : 'shift' })
  })

  test.each([
    ['23 hours', '2026-03-29T00:00+01:00', '2026-03-30T00:00+02:00', 11, 12],
    ['24 hours', '2026-03-30T00:00+02:00', '2026-03-31T00:00+02:00', 12, 12],
    ['25 hours', '2026-10-25T00:00+02:00', '2026-10-26T00:00+01:00', 13, 12],
  ])('a day of %s has no gap', (_name, from, until, night, day) => {
    const roster = berlin(shift(A, '00:00', '12:00'), shift(B, '12:00', '00:00'))
    const found = stretches(roster, Date.parse(from), Date.parse(until))
    expect(found.map((it) => [...it.staff, (it.until - it.from) / HOUR])).toEqual([
      [A, night],
      [B, day],
    ])
    expect(emptyHours(roster, Date.parse(from), Date.parse(until))).toEqual([])
  })
})

describe('what comes next', () => {
  const at = Date.parse('2026-03-02T12:00+08:00')

  test('is the instant at which somebody else is on duty', () => {
    expect(nextChange(rosterOf({ shifts: desk }), at)).toBe(Date.parse('2026-03-02T20:00+08:00'))
    expect(nextChange(rosterOf({ shifts: [shift(A, '08:00', '20:00'), shift(A, '20:00', '08:00')] }), at)).toBeNull()
    expect(nextChange(rosterOf({}), at)).toBeNull()
    expect(nextChange(rosterOf({ shifts: [shift(A, '08:00', '20:00', { validFrom: '2026-04-10' })] }), at)).toBe(
      Date.parse('2026-04-10T08:00+08:00'),
    )
    const far = rosterOf({ shifts: [shift(A, '08:00', '20:00', { validFrom: '2026-06-10' })] })
    expect(nextChange(far, at)).toBeNull()
    expect(nextChange(far, Date.parse('2026-06-10T08:00+08:00') - CHANGE_DAYS_MAX * DAY + 1)).not.toBeNull()
  })

  test('gaps that touch are one; they are cut to the time that was asked for', () => {
    const exceptions = [
      away('absent', A, noon),
      away('absent', B, ['2026-03-02T20:00+08:00', '2026-03-02T21:00+08:00']),
    ]
    const leavings = [{ staffId: C, at: Date.parse('2026-03-02T13:00+08:00') }]
    const roster = rosterOf({ shifts: desk, exceptions, leavings, fallback: [C, F] })
    expect(emptyHours(roster, at + HOUR / 2, at + DAY)).toEqual([
      { from: at + HOUR / 2, until: Date.parse(noon[1]) },
      { from: Date.parse('2026-03-02T20:00+08:00'), until: Date.parse('2026-03-02T21:00+08:00') },
    ])
  })
})

describe('whatever the roster', () => {
  const people = fc.constantFrom(A, B, C)
  const time = fc.integer({ min: 0, max: 95 }).map((it) => new Date(it * 15 * MINUTE).toISOString().slice(11, 16))
  /** Around a change of the clocks, in zones that change them by an hour, by half of one, by two, and not at all. */
  const place = fc.constantFrom(
    [BERLIN, '2026-03-28T12:00Z'] as const,
    [BERLIN, '2026-10-24T12:00Z'] as const,
    ['America/New_York', '2026-11-01T00:00Z'] as const,
    ['Australia/Lord_Howe', '2026-04-04T06:00Z'] as const,
    ['Australia/Lord_Howe', '2026-10-03T06:00Z'] as const,
    ['Antarctica/Troll', '2026-03-28T12:00Z'] as const,
    ['Asia/Kathmandu', '2026-03-28T12:00Z'] as const,
    ['Asia/Shanghai', '2026-03-28T12:00Z'] as const,
  )
  const aShift = fc
    .record({
      who: people,
      from: time,
      until: time,
      days: fc.subarray(DAILY, { minLength: 1 }),
      validFrom: fc.constantFrom('2000-01-01', '2026-03-29', '2026-10-25'),
      validUntil: fc.constantFrom(null, '2026-03-28', '2026-11-01', '2030-01-01'),
    })
    .filter((it) => it.from !== it.until)
    .map(({ who, from, until, days, ...valid }) => shift(who, from, until, { weekdays: days, ...valid }))
  const anException = fc.record({
    kind: fc.constantFrom('absent' as const, 'extra' as const, 'swap' as const),
    pair: fc.constantFrom([A, B] as const, [B, A] as const, [B, C] as const, [C, A] as const),
    start: fc.integer({ min: -100, max: 2500 }),
    minutes: fc.integer({ min: 1, max: 900 }),
  })

  test('minute by minute, by the wall clock, it is as the stretches say', () => {
    const given = fc.record({
      place,
      shifts: fc.array(aShift, { maxLength: 6 }),
      exceptions: fc.array(anException, { maxLength: 4 }),
      left: fc.option(fc.record({ who: people, minute: fc.integer({ min: -10, max: 2000 }) }), { nil: null }),
    })
    fc.assert(
      fc.property(given, ({ place: [timeZone, start], shifts, exceptions, left }) => {
        const from = Date.parse(start)
        const until = from + 36 * HOUR
        const iso = (minute: number): string => new Date(from + minute * MINUTE).toISOString()
        const roster = rosterOf({
          timeZone,
          shifts,
          fallback: [F, C],
          exceptions: exceptions.map(({ kind, pair: [who, by], start: minute, minutes }) => {
            const window = [iso(minute), iso(minute + minutes)] as const
            return kind === 'swap' ? swap(who, by, window) : away(kind, who, window)
          }),
          leavings: left === null ? [] : [{ staffId: left.who, at: from + left.minute * MINUTE }],
        })
        const found = stretches(roster, from, until)
        const byMinute = found.flatMap((it) =>
          Array.from({ length: (it.until - it.from) / MINUTE }, () => it.staff.join()),
        )
        expect(byMinute).toEqual(wallDuty(roster, from, until).map((it) => it.join()))
        expect(found.every((it, n) => it.from === (found[n - 1]?.until ?? from))).toBe(true)
        for (const it of found.slice(0, -1)) {
          expect(onDuty(roster, it.from)).toEqual({ staff: it.staff, source: it.source })
          expect(nextChange(roster, it.from)).toBe(it.until)
        }
      }),
      { numRuns: 60 },
    )
  })
})
