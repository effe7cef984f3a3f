import type { StaffId } from '../../../base/id.ts'
import type { Instant } from '../../../base/instant.ts'
import type { Shift } from '../../../store/roster.ts'
import type { DutyRoster } from './rosters.ts'

const MINUTE = 60_000

/**
 * Who is on duty in each minute of `[from, until)`, told another way: somebody looks at the wall clock every minute and
 * then at the plan. When the clock is put back they believe the latest time that it showed.
 */
export function wallDuty(roster: DutyRoster, from: Instant, until: Instant): readonly (readonly StaffId[])[] {
  const format = new Intl.DateTimeFormat('sv-SE', {
    ...{ timeZone: roster.timeZone, dateStyle: 'short', timeStyle: 'short' },
  })
  let latest = ''
  const found: (readonly StaffId[])[] = []
  // The clock may have been put back just before.
  for (let at = from - 180 * MINUTE; at < until; at += MINUTE) {
    const shown = format.format(at)
    if (shown > latest) latest = shown
    if (at >= from) found.push(dutyBy(roster, latest, at))
  }
  return found
}

function dutyBy(
  { shifts, exceptions, leavings, fallback }: DutyRoster,
  shown: string,
  at: Instant,
): readonly StaffId[] {
  const [day = '', time = ''] = shown.split(' ')
  const staff = new Set(shifts.filter((it) => isOn(it, day, time)).map((it) => it.staffId))
  for (const { kind, staffId, substituteId, from, until } of exceptions) {
    if (at < from || at >= until) continue
    if (kind === 'extra') staff.add(staffId)
    else if (staff.delete(staffId) && substituteId !== null) staff.add(substituteId)
  }
  const hasLeft = (who: StaffId): boolean => leavings.some((it) => it.staffId === who && it.at <= at)
  const present = [...staff].filter((it) => !hasLeft(it)).toSorted((a, b) => a - b)
  return present.length > 0 ? present : fallback.filter((it) => !hasLeft(it))
}

function isOn(shift: Shift, day: string, time: string): boolean {
  if (shift.from < shift.until) return beginsOn(shift, day) && shift.from <= time && time < shift.until
  return (beginsOn(shift, day) && shift.from <= time) || (beginsOn(shift, dayBefore(day)) && time < shift.until)
}

function beginsOn({ weekdays, validFrom, validUntil }: Shift, day: string): boolean {
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay() || 7
  return weekdays.includes(weekday) && day >= validFrom && (validUntil === null || day <= validUntil)
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) - 24 * 60 * MINUTE).toISOString().slice(0, 10)
}
