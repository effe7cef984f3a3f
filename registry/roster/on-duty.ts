import type { StaffId } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import { unreachable } from '../../base/unreachable.ts'
import { DAY_MS } from '../../base/wall-clock.ts'
import type { Roster, RosterException, Shift } from '../../store/roster.ts'
import { type DayNumber, dayNumberOf, instantOf, weekdayOf } from './local-time.ts'

/**
 * Who is on duty follows the wall clock of the roster's zone: a shift that the wall clock skips does not take place, and
 * in the hour that comes twice the hand-over is at the first pass. Exceptions lie on top, one on the other in the order in
 * which they were entered, so a swap of a swap takes the substitute's place. Everything is `[from, until)`: at the instant
 * of a hand-over the next one is on duty.
 */
export interface Duty {
  /** By shift: ascending. Fallback: in the order in which they are called. */
  readonly staff: readonly StaffId[]
  readonly source: 'shift' | 'fallback'
}

export interface Stretch extends Duty {
  readonly from: Instant
  readonly until: Instant
}

export interface Interval {
  readonly from: Instant
  readonly until: Instant
}

/** A change that is further off is none. */
export const CHANGE_DAYS_MAX = 62
/** Looked through first: most changes are within it. */
const CHANGE_DAYS_USUAL = 2
const MINUTES_OF_DAY = 24 * 60

type DutyRoster = Pick<Roster, 'timeZone' | 'fallback' | 'shifts' | 'exceptions' | 'leavings'>

/** Who is called at an instant. */
export function onDuty(roster: DutyRoster, at: Instant): Duty {
  return dutyAt(roster, occurrences(roster, at, at + 1), at)
}

/** When somebody else is on duty than at this instant; null when that is further off than `CHANGE_DAYS_MAX`. */
export function nextChange(roster: DutyRoster, after: Instant): Instant | null {
  for (const days of [CHANGE_DAYS_USUAL, CHANGE_DAYS_MAX]) {
    const [first, next] = stretches(roster, after, after + days * DAY_MS)
    if (first !== undefined && next !== undefined) return first.until
  }
  return null
}

/** Who is on duty in `[from, until)`, without gaps: where nobody is, the source is `fallback`. */
export function stretches(roster: DutyRoster, from: Instant, until: Instant): readonly Stretch[] {
  const worked = occurrences(roster, from, until)
  const bounds = [...worked, ...roster.exceptions].flatMap((it) => [it.from, it.until])
  const instants = [from, ...bounds, ...roster.leavings.map((it) => it.at)].filter((it) => it >= from && it < until)
  const starts = [...new Set(instants)].toSorted((a, b) => a - b)
  const found: Stretch[] = []
  for (const [n, start] of starts.entries()) {
    const end = starts[n + 1] ?? until
    const duty = dutyAt(roster, worked, start)
    const last = found.at(-1)
    if (last !== undefined && isSameDuty(last, duty)) found.splice(-1, 1, { ...last, until: end })
    else found.push({ ...duty, from: start, until: end })
  }
  return found
}

/** When nobody is on duty, within `[from, until)`. */
export function emptyHours(roster: DutyRoster, from: Instant, until: Instant): readonly Interval[] {
  const found: Interval[] = []
  for (const it of stretches(roster, from, until)) {
    if (it.source === 'shift') continue
    const last = found.at(-1)
    if (last?.until === it.from) found.splice(-1, 1, { from: last.from, until: it.until })
    else found.push({ from: it.from, until: it.until })
  }
  return found
}

interface Occurrence extends Interval {
  readonly staffId: StaffId
}

/** Every time that a shift takes place within `[from, until)`. */
function occurrences({ shifts, timeZone }: DutyRoster, from: Instant, until: Instant): readonly Occurrence[] {
  const first = Math.floor(from / DAY_MS) - 2
  const days = Array.from({ length: Math.floor(until / DAY_MS) + 2 - first }, (_, n) => first + n)
  const instantAt = instantsOf(timeZone)
  return shifts.flatMap((shift) =>
    days
      .filter((day) => takesPlaceOn(shift, day))
      .map((day) => occurrenceOn(shift, day, instantAt))
      .filter((it) => it.until > it.from && it.until > from && it.from < until),
  )
}

function takesPlaceOn({ weekdays, validFrom, validUntil }: Shift, day: DayNumber): boolean {
  if (!weekdays.includes(weekdayOf(day)) || day < dayNumberOf(validFrom)) return false
  return validUntil === null || day <= dayNumberOf(validUntil)
}

type InstantAt = (day: DayNumber, minutes: number) => Instant

/** Shifts begin and end at a few times of day: each is asked of the zone once a day, which costs most of the work. */
function instantsOf(timeZone: string): InstantAt {
  const known = new Map<number, Instant>()
  return (day, minutes) => {
    const key = day * MINUTES_OF_DAY + minutes
    const instant = known.get(key) ?? instantOf(day, minutes, timeZone)
    known.set(key, instant)
    return instant
  }
}

function occurrenceOn(shift: Shift, day: DayNumber, instantAt: InstantAt): Occurrence {
  const [from, until] = [minutesOf(shift.from), minutesOf(shift.until)]
  return {
    staffId: shift.staffId,
    from: instantAt(day, from),
    until: instantAt(until > from ? day : day + 1, until),
  }
}

/** Minutes after midnight, of `22:30`. */
function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

const holdsAt = ({ from, until }: Interval, at: Instant): boolean => from <= at && at < until

function dutyAt(roster: DutyRoster, worked: readonly Occurrence[], at: Instant): Duty {
  const left = new Set(roster.leavings.filter((it) => it.at <= at).map((it) => it.staffId))
  let staff = new Set(worked.filter((it) => holdsAt(it, at)).map((it) => it.staffId))
  for (const exception of roster.exceptions) if (holdsAt(exception, at)) staff = excepted(staff, exception)
  const present = [...staff].filter((it) => !left.has(it)).toSorted((a, b) => a - b)
  if (present.length > 0) return { staff: present, source: 'shift' }
  return { staff: roster.fallback.filter((it) => !left.has(it)), source: 'fallback' }
}

function excepted(staff: ReadonlySet<StaffId>, exception: RosterException): Set<StaffId> {
  const { kind, staffId } = exception
  const others = [...staff].filter((it) => it !== staffId)
  switch (kind) {
    case 'absent':
      return new Set(others)
    case 'extra':
      return new Set([...others, staffId])
    case 'swap':
      return staff.has(staffId) ? new Set([...others, exception.substituteId]) : new Set(staff)
    default:
      return unreachable(kind)
  }
}

function isSameDuty(a: Duty, b: Duty): boolean {
  return a.source === b.source && a.staff.length === b.staff.length && a.staff.every((it, n) => it === b.staff[n])
}
