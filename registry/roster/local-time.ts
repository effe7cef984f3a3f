import type { Instant } from '../../base/instant.ts'
import { DAY_MS, instantAt, MINUTE_MS, wallOf } from '../../base/wall-clock.ts'

/** Days since 1970-01-01, of a calendar day and not of an instant. */
export type DayNumber = number

export function dayNumberOf(day: string): DayNumber {
  return Math.floor(Date.parse(`${day}T00:00:00Z`) / DAY_MS)
}

/** As `2026-03-29`. */
export function dayOf(day: DayNumber): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

/** 1 is Monday, 7 is Sunday (ISO 8601). 1970-01-01 was a Thursday. */
export function weekdayOf(day: DayNumber): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}

/** The calendar day of an instant in an IANA zone. */
export function localDayNumber(at: Instant, timeZone: string): DayNumber {
  return Math.floor(wallOf(at, timeZone) / DAY_MS)
}

/** When the wall clock of an IANA zone first comes to so many minutes after midnight of a day, or past them. */
export function instantOf(day: DayNumber, minutes: number, timeZone: string): Instant {
  return instantAt(day * DAY_MS + minutes * MINUTE_MS, timeZone)
}
